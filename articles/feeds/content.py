"""The whole article as HTML for feed readers, which know neither our templates nor our styles."""

from django.utils import formats, timezone
from django.utils.html import format_html

from articles.metadata import lead_picture, picture_of


def full_text(article):
    """HTML of an article that for_page() fetched: pictures, text, corrections.

    The clean parts of the body are taken as they are stored; between them stand figures, drawn
    here from the models. Addresses in figures are full; those in the text may be relative to
    the site.
    """
    placed = {one.image_id: one for one in article.article_images.all().shown()}
    shown = {article.lead_image_id}
    pieces = [_figure(lead_picture(article))] if article.shown_image else []
    for part in article.body_parts:
        if "html" in part:
            pieces.append(part["html"])
        elif "embed" in part:
            pieces.append(format_html('<p><a href="{0}">{0}</a></p>', part["embed"]))
        elif one := placed.get(part["image"]):
            pieces.append(_figure(picture_of(one.image, part.get("caption") or one.caption)))
            shown.add(one.image_id)
    pieces += [
        _figure(picture_of(one.image, one.caption))
        for image_id, one in placed.items()
        if image_id not in shown
    ]
    pieces += [_correction(correction) for correction in article.corrections.all()]
    return "".join(pieces)


def _figure(picture):
    caption = " ".join(text for text in (picture.caption, picture.credit) if text)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">'
        "<figcaption>{}</figcaption></figure>",
        picture.url,
        picture.alt,
        picture.width,
        picture.height,
        caption,
    )


def _correction(correction):
    day = formats.date_format(timezone.localtime(correction.published_at), "DATE_FORMAT")
    return format_html(
        "<p><strong>{}, {}:</strong> {}</p>", correction.get_kind_display(), day, correction.text
    )
