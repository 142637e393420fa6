import contextlib
import re

from PIL import ExifTags, Image

_KEPT = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
LONGEST = 500  # bytes


def rights_of(picture):
    """Image.Exif that says who made `picture` and whose it is, and nothing else of its EXIF."""
    found, kept = picture.getexif(), Image.Exif()
    for tag in _KEPT:
        if isinstance(found.get(tag), str) and (text := _line(found[tag])):
            kept[tag] = text
    return kept


def _line(value):
    # The standard says ASCII and everybody writes UTF-8. Pillow reads it as Latin-1 and would
    # write "?" for what is not ASCII, but leaves bytes alone.
    with contextlib.suppress(UnicodeError):  # then it is what it seems
        value = value.encode("latin-1").decode("utf-8")
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", value).strip()
    return line.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").encode()
