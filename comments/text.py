"""A comment's text as HTML. Comments are plain text: what looks like a tag is shown as typed."""

import re
from html import escape
from urllib.parse import urlsplit

from accounts.characters import neutralise
from articles.html import clean_comment_html

# Nothing longer is turned into HTML: an import may bring this much, a form far less.
LONGEST = 100_000

_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"“”«»]{1,2000}(?![^\s<>\"“”«»])",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def to_html(text):
    """Paragraphs, line breaks and links; cleaned as the very last step.

    Web addresses with http:// or https:// become links, e-mail addresses do not. Raises
    ValueError when `text` is longer than LONGEST.
    """
    if len(text) > LONGEST:
        raise ValueError(f"a comment of {len(text)} characters")
    paragraphs = re.split(r"\n[ \t]*\n\s*", neutralise(text).strip())
    return clean_comment_html("".join(f"<p>{_with_links(each)}</p>" for each in paragraphs))


def addresses_in(text):
    """(start, end) of each web address that becomes a link."""
    for match in _ADDRESS.finditer(text):
        address = _without_sentence_marks(match[0])
        if _is_linkable(address):
            yield match.start(), match.start() + len(address)


def _with_links(text):
    pieces, done = [], 0
    for start, end in addresses_in(text):
        shown = escape(text[start:end])
        pieces += [_plain(text[done:start]), f'<a href="{shown}">{shown}</a>']
        done = end
    pieces.append(_plain(text[done:]))
    return "".join(pieces)


def _plain(text):
    return escape(text, quote=False).replace("\n", "<br>")


def _without_sentence_marks(address):
    """The address without the comma, full stop or bracket of the sentence it stands in."""
    while address:
        last = address[-1]
        bracket = _CLOSING.get(last)
        if bracket and address.count(bracket) >= address.count(last):
            break
        if not bracket and last not in ".,;:!?'’*_~…":
            break
        address = address[:-1]
    return address


def _is_linkable(address):
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    # https://bank.example@evil.example leads somewhere else than it says.
    return bool(host) and "." in host and "@" not in parts.netloc
