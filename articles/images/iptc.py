"""IPTC-IIM, the words that agencies write into photographs, in whatever letters they chose.

Source: IPTC-NAA Information Interchange Model 4.2; record 1:90 names the character set by an
escape sequence of ISO 2022, and half of the world's programs leave it out.
"""

from PIL import IptcImagePlugin

HEADLINE, CAPTION, KEYWORDS, CREDIT, BYLINE = (2, 105), (2, 120), (2, 25), (2, 110), (2, 80)
SOURCE, COPYRIGHT, DATE, TIME = (2, 115), (2, 116), (2, 55), (2, 60)
CITY, SUBLOCATION, COUNTRY = (2, 90), (2, 92), (2, 101)

# The last byte of an escape sequence that names a part of ISO 8859.
_PARTS = {
    "A": "iso8859-1",
    "B": "iso8859-2",
    "C": "iso8859-3",
    "D": "iso8859-4",
    "F": "iso8859-7",
    "G": "iso8859-6",
    "H": "iso8859-8",
    "L": "iso8859-5",
    "M": "iso8859-9",
    "T": "iso8859-11",
    "V": "iso8859-10",
    "Y": "iso8859-13",
    "_": "iso8859-14",
    "b": "iso8859-15",
    "f": "iso8859-16",
}
MOST_VALUES = 50


def iptc_of(picture):
    """{(record, number): [text, …]} of an opened picture; {} where there is none."""
    found = IptcImagePlugin.getiptcinfo(picture) or {}
    charset = _charset(found.get((1, 90)))
    said = {}
    for key, values in found.items():
        values = values if isinstance(values, list) else [values]
        said[key] = [_text(one, charset) for one in values[:MOST_VALUES]]
    return said


def _charset(escape):
    """Name of a codec, or None where the file does not say it."""
    if isinstance(escape, list):
        escape = escape[0]
    if not escape or escape[:1] != b"\x1b":
        return None
    if escape[1:2] == b"%":
        return "utf-8"
    if escape[1:2] in (b"-", b".", b"/"):
        return _PARTS.get(escape[2:3].decode("latin-1"))
    return None


def _text(value, charset):
    for codec in (charset, "utf-8", _guess(value)):
        try:
            return value.decode(codec) if codec else value.decode("ascii")
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def _guess(value):
    """Of the two that were used without saying so, the one in which there are more letters.

    Letters with accents stand at 0xC0 and above in Windows-1252, and at 0x80 to 0x9F in
    MacRoman, where Windows has quotes, dashes and a few capitals.
    """
    quotes = b"\x80\x82\x84\x85\x91\x92\x93\x94\x96\x97"
    mac = sum(0x80 <= byte <= 0x9F and byte not in quotes for byte in value)
    windows = sum(byte >= 0xC0 for byte in value)
    return "mac_roman" if mac > windows else "cp1252"
