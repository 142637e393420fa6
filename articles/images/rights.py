import contextlib
import re

from PIL import ExifTags, Image

_KEPT = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
LONGEST = 500  # bytes


def rights_of(picture, said=None):
    """Image.Exif that says who made `picture` and whose it is, and nothing else of its EXIF.

    What it `said` elsewhere (see proposals_of) is written there: its credit, which names who made
    it, too, and whose it is where its EXIF is silent.
    """
    found, kept, said = picture.getexif(), Image.Exif(), said or {}
    artist, rights = (plain(found.get(tag)) for tag in _KEPT)
    texts = (said.get("credit") or artist, rights or said.get("rights_holder", ""))
    for tag, text in zip(_KEPT, texts, strict=True):
        if line := _line(text):
            kept[tag] = line
    return kept


def plain(value):
    """A text of EXIF as it was meant; "" for what is none."""
    if not isinstance(value, str):
        return ""
    # The standard says ASCII and everybody writes UTF-8; Pillow reads it as Latin-1.
    with contextlib.suppress(UnicodeError):  # then it is what it seems
        value = value.encode("latin-1").decode("utf-8")
    return value


def _line(text):
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text).strip()
    # Pillow would write "?" for what is not ASCII, but leaves bytes alone.
    return line.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").encode()
