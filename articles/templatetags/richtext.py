from django import template
from django.utils.safestring import mark_safe

from articles.models import Image

register = template.Library()


@register.inclusion_tag("articles/_body.html")
def body(article):
    """The text of an article that for_page() fetched, its pictures drawn from the library.

    A picture that is not in the library any more is left out.
    """
    placed = {}
    for row in article.article_images.all():
        # The words that editors wrote beside the text win over none in the text.
        if row.image_id not in placed or (row.caption and not placed[row.image_id].caption):
            placed[row.image_id] = row
    images = {number: row.image for number, row in placed.items()}
    named = {part["image"] for part in article.body_parts if "image" in part}
    if not named <= images.keys():  # the text came in by another way than Article.store
        images |= Image.objects.in_bulk(named - images.keys())
    return {"pieces": [_piece(part, images, placed) for part in article.body_parts]}


def _piece(part, images, placed):
    if "html" in part:
        # Safe: parts are cleaned as the last step before they are stored, by articles.html alone.
        return {"html": mark_safe(part["html"])}  # noqa: S308
    row = placed.get(part["image"])
    return {
        "image": images.get(part["image"]),
        "caption": part.get("caption") or (row.caption if row else ""),
    }
