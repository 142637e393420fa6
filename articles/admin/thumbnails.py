from django.utils.html import format_html
from django.utils.translation import gettext as _

THUMBNAIL, PREVIEW = 160, 480  # pixels


def picture_url(image, width=THUMBNAIL):
    """Address of the smallest rendition that has at least `width` pixels."""
    storage = image.file.storage
    for rendition in image.renditions:
        if rendition["width"] >= width:
            return storage.url(rendition["jpeg"])
    return image.file.url


def thumbnail(image, width=THUMBNAIL):
    """The picture, small, as HTML; for the newsroom, so its text is what it is called."""
    if not image or not image.file:
        return _("no picture yet")
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        picture_url(image, width),
        image.alt_text or image.caption,
        width,
        round(width * image.height / image.width) if image.width else width,
    )
