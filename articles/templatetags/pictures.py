"""Pictures on pages: every size that exists, and the browser chooses."""

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html, format_html_join

register = template.Library()

# How wide a picture stands in each place of the layout, for the browser's choice.
SIZES = {
    "hero": "(min-width: 72rem) 53rem, (min-width: 56rem) 62vw, 99vw",
    "front": "(min-width: 72rem) 38rem, (min-width: 56rem) 60vw, 92vw",
    "body": "(min-width: 40rem) 38.5rem, 92vw",
    "small": "(min-width: 40rem) 18rem, 92vw",
    "wide": "(min-width: 77rem) 43rem, (min-width: 40rem) 38.5rem, 99vw",
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
    """<picture> of an image; `sizes` names a place of the layout, `priority` loads it at once.

    Nothing where its licence has ended, whatever the template asked before.
    """
    if not image.is_licensed:
        return ""
    plain = _plain(image)
    loading = (
        format_html('fetchpriority="{}"', "high")
        if priority
        else format_html('loading="{}" decoding="{}"', "lazy", "async")
    )
    tag = format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} class="{}">',
        default_storage.url(plain["jpeg"]),
        _srcset(image, "jpeg"),
        SIZES[sizes],
        plain["width"],
        plain["height"],
        image.alt_text if alt is None else alt,
        loading,
        " ".join(name for name in (css_class, *looks(image)) if name),
    )
    return format_html("<picture>{}{}</picture>", _sources(image, sizes), tag)


@register.simple_tag
def preload_picture(image, sizes="hero"):
    """<link> for the head: the browser fetches the picture before it has read the page."""
    kind = _best(image)
    return format_html(
        '<link rel="preload" as="image" type="image/{}" imagesrcset="{}" imagesizes="{}" '
        'fetchpriority="high">',
        kind,
        _srcset(image, kind),
        SIZES[sizes],
    )


@register.simple_tag
def large_picture(image):
    """Address of the largest size of an image that everybody can read."""
    return default_storage.url(_all(image)[-1]["jpeg"])


def looks(image):
    """CSS classes for its colour, until it has come, and for its focal point where it is cut.

    Pages carry no inline styles, so both are rounded to what static/css/base.css has a class for.
    """
    red, green, blue = (int(image.colour[at : at + 2], 16) // 17 for at in (1, 3, 5))
    focus = [
        f"f{axis}{round(percent / 5) * 5}"
        for axis, percent in (("x", image.focus_x), ("y", image.focus_y))
        if round(percent / 5) != 10
    ]
    return [f"r{red}", f"g{green}", f"b{blue}", *focus]


def _sources(image, sizes):
    """<source> for each kind that is smaller than JPEG, the smallest first."""
    kinds = ["avif", "webp"] if _best(image) == "avif" else ["webp"]
    return format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, _srcset(image, kind), SIZES[sizes]) for kind in kinds),
    )


def _best(image):
    return "avif" if all("avif" in one for one in _all(image)) else "webp"


@register.inclusion_tag("articles/_figure.html")
def figure(image, caption="", sizes="body", priority=False, large=False, size=""):
    """<figure> with the caption given, or else the image's own, and always with its credit.

    With `large` the picture leads to its largest size (see static/js/gallery.js). `size` is one
    of articles.html.rules.FIGURE_SIZES.
    """
    return {
        "image": image,
        "caption": caption or image.caption,
        "sizes": sizes,
        "priority": priority,
        "large": large,
        "size": size,
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
