"""XML 1.0 written by hand, and what it asks of text beyond escaping."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(value):
    """`value` without the characters that XML 1.0 forbids even when escaped.

    One such character, pasted into a headline with the text, would make the whole document
    unreadable. Looks into lists, tuples and dicts; what is not text stays as it is.
    Source: https://www.w3.org/TR/xml/#charsets
    """
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {key: legal(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [legal(part) for part in value]
    return value


def text(value):
    """`value` as it may stand between tags."""
    return escape(legal(str(value)))


def tag(name, inside):
    """An element around XML that is escaped already."""
    return f"<{name}>{inside}</{name}>"
