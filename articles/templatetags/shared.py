"""{% shared %}: parts of pages that are the same on many of them, made once."""

from django import template

from articles.showing import shared

register = template.Library()


@register.tag("shared")
def parse_shared(parser, token):
    """{% shared "header" current section.pk %}…{% endshared %}

    First the name, then everything by which one copy differs from another: nothing else of the
    page may be used between the tags.
    """
    parts = [parser.compile_filter(part) for part in token.split_contents()[1:]]
    nodes = parser.parse(["endshared"])
    parser.delete_first_token()
    return Shared(parts, nodes)


class Shared(template.Node):
    def __init__(self, parts, nodelist):
        self.parts, self.nodelist = parts, nodelist

    def render(self, context):
        name = tuple(part.resolve(context, ignore_failures=True) for part in self.parts)
        return shared(context.get("request"), name, lambda: self.nodelist.render(context))
