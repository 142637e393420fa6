"""What may stand in rich text; each pass of the cleaning asks here."""

import re
from urllib.parse import urlsplit

# Characters of a text, as typed and as stored. The longest reports are a third of that.
LIMIT = 400_000

# No element whose content a browser reads as something else than HTML (script, style, textarea,
# noscript, iframe, …) and none of SVG or MathML: every way known to make a browser see another
# tree than the cleaner saw needs one of them.
TAGS = frozenset(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "br", "hr"]
    + ["a", "strong", "em", "s", "sub", "sup", "code", "figure", "figcaption"]
    + ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]
)

# How a picture stands in the text, where it is not as wide as the text.
FIGURE_SIZES = ("small", "wide")


def _matches(pattern):
    return re.compile(pattern).fullmatch


_SPAN = _matches("[1-9][0-9]?")
# No target and no rel: links open where the reader wants, and need no noopener then.
ATTRIBUTES = {
    "a": {"href": lambda value: is_safe_href(value)},
    "ol": {"start": _matches("-?[0-9]{1,4}")},
    "th": {"scope": _matches("col|row|colgroup|rowgroup"), "colspan": _SPAN, "rowspan": _SPAN},
    "td": {"colspan": _SPAN, "rowspan": _SPAN},
    # The number of an Image of the library; 18 digits fit into the database's numbers.
    "figure": {
        "data-image": _matches("[1-9][0-9]{0,17}"),
        "data-size": _matches("|".join(FIGURE_SIZES)),
    },
}


def accepts(tag, name, value):
    """Whether the attribute `name` of `tag` may have this value (with entities resolved)."""
    accepted = ATTRIBUTES.get(tag, {}).get(name)
    return bool(accepted and accepted(value))


def is_safe_href(value):
    """Whether an address is http, https, mailto, or relative to this site.

    Each kind is recognised for what it is; nothing passes because no rule caught it.
    """
    if not value or re.search(r"[\x00-\x20\x7f-\x9f\\\s]", value):
        return False
    if re.match("https?://", value, re.IGNORECASE):
        return _names_a_host(value)
    if re.match("mailto:", value, re.IGNORECASE):
        return bool(re.fullmatch("mailto:[^@/]+@[^@/]+", value, re.IGNORECASE))
    # A colon in the first segment makes it a scheme; two slashes make it another host.
    return not value.startswith("//") and ":" not in re.split("[/?#]", value, maxsplit=1)[0]


def _names_a_host(address):
    try:
        parts = urlsplit(address)
        # A name before the host ("bank.example@evil.example") is only ever used to deceive.
        return bool(parts.hostname and "@" not in parts.netloc and parts.port != 0)
    except ValueError:
        return False
