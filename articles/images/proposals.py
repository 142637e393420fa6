"""What a photograph says of itself, in the words of the library: proposals for its fields.

XMP is asked first, then IPTC-IIM, then EXIF: programs that know several keep the newest there.
"""

import contextlib
import re
import unicodedata
from datetime import datetime

from PIL import ExifTags

from . import iptc
from .rights import plain
from .xmp import xmp_of

LONGEST = 500  # characters
_EXIF_TIME = "%Y:%m:%d %H:%M:%S"


def proposals_of(picture):
    """{field of Image: text} of an opened picture, of what it says; nothing where it is broken.

    `taken_at` is ISO 8601, with a zone only if the camera said one.
    """
    exif, words, xmp = {}, {}, {}
    with contextlib.suppress(Exception):  # broken words are no reason to refuse a picture
        exif = _exif(picture)
    with contextlib.suppress(Exception):
        words = iptc.iptc_of(picture)
    with contextlib.suppress(Exception):
        xmp = xmp_of(picture)
    return _filled(_said(exif, words, xmp))


def _said(exif, words, xmp):
    creator = _first(xmp.get("creator"), words.get(iptc.BYLINE), exif.get("artist"))
    credit = _first(xmp.get("credit"), words.get(iptc.CREDIT))
    place = [
        _first(xmp.get(name), words.get(key))
        for name, key in (
            ("sublocation", iptc.SUBLOCATION),
            ("city", iptc.CITY),
            ("country", iptc.COUNTRY),
        )
    ]
    return {
        "caption": _first(xmp.get("caption"), words.get(iptc.CAPTION), exif.get("description")),
        "credit": " / ".join(dict.fromkeys(one for one in (creator, credit) if one)),
        "creator": creator,
        "alt_text": _first(xmp.get("alt_text")),
        "keywords": ", ".join(xmp.get("keywords") or words.get(iptc.KEYWORDS) or []),
        "people": ", ".join(xmp.get("people") or []),
        "place": ", ".join(one for one in place if one),
        "rights_holder": _first(
            xmp.get("holder"), xmp.get("rights"), words.get(iptc.COPYRIGHT), exif.get("copyright")
        ),
        "licence": _first(xmp.get("licence")),
        "source_url": _address(_first(xmp.get("address"))),
        "taken_at": _moment(xmp, words, exif),
    }


def _first(*choices):
    return next((_line(one) for values in choices for one in values or [] if _line(one)), "")


def _line(text):
    """One line without control and direction characters, at most LONGEST characters long."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text)
    kept = (char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    return "".join(kept).strip()[:LONGEST]


def _filled(said):
    lines = {name: _line(value) for name, value in said.items()}
    return {name: value for name, value in lines.items() if value}


def _address(text):
    return text if re.fullmatch(r"https?://[^\s<>\"]{3,490}", text) else ""


def _exif(picture):
    found = picture.getexif()
    more = found.get_ifd(ExifTags.IFD.Exif)
    return {
        "description": [plain(found.get(ExifTags.Base.ImageDescription))],
        "artist": [plain(found.get(ExifTags.Base.Artist))],
        "copyright": [plain(found.get(ExifTags.Base.Copyright))],
        "taken": plain(more.get(ExifTags.Base.DateTimeOriginal)),
        "zone": plain(more.get(ExifTags.Base.OffsetTimeOriginal)),
    }


def _moment(xmp, words, exif):
    """The first of the three times that is one, as ISO 8601."""
    day, hour = (_first(words.get(key)) for key in (iptc.DATE, iptc.TIME))
    tries = [
        (datetime.fromisoformat, _first(xmp.get("date"))),
        (lambda text: datetime.strptime(text, "%Y%m%d%H%M%S%z"), f"{day}{hour}"),
        (lambda text: datetime.strptime(text, f"{_EXIF_TIME}%z"), _exif_time(exif)),
        (lambda text: datetime.strptime(text, _EXIF_TIME), exif.get("taken", "")),
        (lambda text: datetime.strptime(text, "%Y%m%d"), day),
    ]
    for parse, text in tries:
        with contextlib.suppress(ValueError):
            return parse(text).isoformat(timespec="seconds")
    return ""


def _exif_time(exif):
    return exif.get("taken", "") + exif.get("zone", "")
