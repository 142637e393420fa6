from django import template

register = template.Library()


@register.inclusion_tag("articles/_body.html")
def body(article):
    return {"parts": article.body_parts, "images": {}}
