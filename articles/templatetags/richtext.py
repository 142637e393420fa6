from itertools import groupby

from django import template
from django.utils.safestring import mark_safe

from articles.embeds import embed_of
from articles.models import Image

register = template.Library()


@register.inclusion_tag("articles/_body.html")
def body(article):
    """The text of an article that for_page() fetched, its pictures drawn from the library.

    A picture that is not in the library any more, or whose licence has ended, is left out.
    """
    placed = {}
    for row in article.article_images.all():
        # The words that editors wrote beside the text win over none in the text.
        if row.image_id not in placed or (row.caption and not placed[row.image_id].caption):
            placed[row.image_id] = row
    images = {number: row.image for number, row in placed.items()}
    # (Rows of pictures whose licence has ended are here too, so that none is asked for below.)
    named = {part["image"] for part in article.body_parts if "image" in part}
    if not named <= images.keys():  # the text came in by another way than Article.store
        images |= Image.objects.in_bulk(named - images.keys())
    pieces = [_piece(part, images, placed) for part in article.body_parts]
    return {"pieces": _in_rows([one for one in pieces if _shows(one)])}


def _shows(piece):
    return any(piece.get(name) for name in ("html", "image", "embed", "address"))


def _in_rows(pieces):
    """`pieces` with pictures that follow each other as {"row": [piece, …]}: a gallery."""
    found = []
    # One that has a size of its own stands alone.
    for in_row, group in groupby(pieces, key=lambda one: "image" in one and not one["size"]):
        group = list(group)
        found += [{"row": group}] if in_row and len(group) > 1 else group
    return found


def _piece(part, images, placed):
    if "html" in part:
        # Safe: parts are cleaned as the last step before they are stored, by articles.html alone.
        return {"html": mark_safe(part["html"])}  # noqa: S308
    if "embed" in part:
        return {"embed": embed_of(part["embed"]), "address": part["embed"]}
    row = placed.get(part["image"])
    image = images.get(part["image"])
    return {
        "image": image if image and image.is_licensed else None,
        "size": part.get("size", ""),
        "caption": part.get("caption") or (row.caption if row else ""),
    }
