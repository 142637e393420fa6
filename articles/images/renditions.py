"""The sizes in which pages show a picture."""

import hashlib
import io
from typing import NamedTuple

from PIL import Image

from .accepting import flat, open_accepted
from .rights import rights_of

WIDTHS = (360, 720, 1080, 1440, 1920)
# What a page shows until the others are made.
FIRST_WIDTH = 720


class Rendition(NamedTuple):
    """One size: pixels, and the encoded files as {"webp": (name, bytes), "jpeg": (name, bytes)}."""

    width: int
    height: int
    files: dict


def make_renditions(data, widths=WIDTHS, *, avif=False):
    """Sizes of an accepted picture (see accept), the smallest first; none is scaled up.

    Names come from the content: the same picture has the same addresses, a changed one others.
    """
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as whole:
        full, exif = whole.size, rights_of(whole)
    picture = flat(open_accepted(data, max(widths)))
    made = []
    for width in sorted({min(width, full[0]) for width in widths}, reverse=True):
        height = max(1, round(full[1] * width / full[0]))
        # From the next larger size: fast, and as sharp as from the original.
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        made.insert(0, Rendition(width, height, _encoded(picture, exif, avif)))
    return made


def _encoded(picture, exif, avif):
    made = {
        "webp": ("webp", encode(picture, "WEBP", quality=78, method=4, exif=exif)),
        "jpeg": (
            "jpg",
            encode(picture, "JPEG", quality=80, optimize=True, progressive=True, exif=exif),
        ),
    }
    if avif:
        made["avif"] = ("avif", encode(picture, "AVIF", quality=60, speed=8, exif=exif))
    return {kind: (content_name(data, ext), data) for kind, (ext, data) in made.items()}


def encode(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def content_name(data, extension):
    """Name of a file that is another one when its content is."""
    return f"{hashlib.sha256(data).hexdigest()[:32]}.{extension}"
