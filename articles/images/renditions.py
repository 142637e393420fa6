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


def make_renditions(data, widths=WIDTHS):
    """Sizes of an accepted picture (see accept), the smallest first; none is scaled up.

    Names come from the content: the same picture has the same addresses, a changed one others.
    """
    picture = open_accepted(data)
    exif = rights_of(picture)
    picture = flat(picture)
    made = []
    for width in sorted({min(width, picture.width) for width in widths}, reverse=True):
        height = max(1, round(picture.height * width / picture.width))
        # From the next larger size: fast, and as sharp as from the original.
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        made.insert(0, Rendition(width, height, _encoded(picture, exif)))
    return made


def _encoded(picture, exif):
    webp = _bytes(picture, "WEBP", quality=78, method=4, exif=exif)
    jpeg = _bytes(picture, "JPEG", quality=80, optimize=True, progressive=True, exif=exif)
    return {"webp": (_name(webp, "webp"), webp), "jpeg": (_name(jpeg, "jpg"), jpeg)}


def _bytes(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _name(data, extension):
    return f"{hashlib.sha256(data).hexdigest()[:32]}.{extension}"
