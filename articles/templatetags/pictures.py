"""Pictures on pages: every size that exists, and the browser chooses."""

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html

register = template.Library()

# How wide a picture stands in each place of the layout, for the browser's choice.
SIZES = {
    "hero": "(min-width: 72rem) 53rem, (min-width: 56rem) 62vw, 99vw",
    "front": "(min-width: 72rem) 38rem, (min-width: 56rem) 60vw, 92vw",
    "body": "(min-width: 40rem) 38.5rem, 92vw",
    "card": "(min-width: 77rem) 17.5rem, (min-width: 56rem) 23vw, (min-width: 38rem) 46vw, 7rem",
    "third": "(min-width: 77rem) 25rem, (min-width: 56rem) 31vw, (min-width: 38rem) 46vw, 7rem",
    "column": "(min-width: 77rem) 25rem, (min-width: 56rem) 31vw, (min-width: 38rem) 46vw, 92vw",
    "side": "(min-width: 72rem) 16rem, (min-width: 56rem) 23vw, (min-width: 38rem) 46vw, 92vw",
    "wire": "(min-width: 38rem) 11rem, 7rem",
    "portrait": "10rem",
}
# For browsers that choose nothing: the smallest that looks fine in most places.
PLAIN_WIDTH = 720


@register.simple_tag
def picture(image, sizes="body", priority=False, alt=None, css_class=""):
    """<picture> of an image; `sizes` names a place of the layout, `priority` loads it at once."""
    plain = _plain(image)
    alt = image.alt_text if alt is None else alt
    loading = (
        format_html('fetchpriority="{}"', "high")
        if priority
        else format_html('loading="{}" decoding="{}"', "lazy", "async")
    )
    tag = format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}{}>',
        default_storage.url(plain["jpeg"]),
        _srcset(image, "jpeg"),
        SIZES[sizes],
        plain["width"],
        plain["height"],
        alt,
        loading,
        format_html(' class="{}"', css_class) if css_class else "",
    )
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">{}</picture>',
        _srcset(image, "webp"),
        SIZES[sizes],
        tag,
    )


@register.simple_tag
def preload_picture(image, sizes="hero"):
    """<link> for the head: the browser fetches the picture before it has read the page."""
    return format_html(
        '<link rel="preload" as="image" type="image/webp" imagesrcset="{}" imagesizes="{}" '
        'fetchpriority="high">',
        _srcset(image, "webp"),
        SIZES[sizes],
    )


@register.inclusion_tag("articles/_figure.html")
def figure(image, caption="", sizes="body", priority=False):
    """<figure> with the caption given, or else the image's own, and always with its credit."""
    return {
        "image": image,
        "caption": caption or image.caption,
        "sizes": sizes,
        "priority": priority,
    }


def _plain(image):
    wide = [one for one in image.renditions if one["width"] >= PLAIN_WIDTH]
    return wide[0] if wide else _all(image)[-1]


def _all(image):
    return image.renditions or [_original(image)]


def _original(image):
    return {
        "width": image.width,
        "height": image.height,
        "jpeg": image.file.name,
        "webp": image.file.name,
    }


def _srcset(image, kind):
    return ", ".join(f"{default_storage.url(one[kind])} {one['width']}w" for one in _all(image))
