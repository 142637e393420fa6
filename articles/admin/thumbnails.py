from django.utils.html import format_html
from django.utils.translation import gettext as _

WIDTH = 160  # pixels


def thumbnail_url(image):
    """Address of the smallest rendition that is sharp enough for a thumbnail."""
    storage = image.file.storage
    for rendition in image.renditions:
        if rendition["width"] >= WIDTH:
            return storage.url(rendition["jpeg"])
    return image.file.url


def thumbnail(image):
    """The picture, small, as HTML; for the newsroom, so its text is what it is called."""
    if not image or not image.file:
        return _("no picture yet")
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        thumbnail_url(image),
        image.alt_text or image.caption,
        WIDTH,
        round(WIDTH * image.height / image.width) if image.width else WIDTH,
    )
