"""HTML as people paste it, cut into tags and text, in time that grows with its length alone."""

import html
import re
from typing import NamedTuple

# To a browser everything up to the closing tag of these is text, not tags.
_RAW = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"]
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}

# Comment; declaration and the like, which browsers take for comments; tag.
_MARKUP = re.compile("<(?:(!--)|([!?]|/(?![a-zA-Z]))|/?[a-zA-Z])")
_TAG = r"<(/?)([a-zA-Z][^\s/>]*+)"
# A ">" between quotes does not end a tag …
_STRICT = re.compile(_TAG + r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+)>""")
# … unless some quote of the text is never closed.
_LOOSE = re.compile(_TAG + "([^>]*+)>")

_ATTRIBUTE = re.compile(
    r"""(?<![^\s"'/])([^\s"'>/=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_REFERENCE = re.compile("&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]*+(?=;));?")
_HUGE_NUMBER = re.compile("&#(?:[0-9]{9,}+|[xX][0-9a-fA-F]{9,}+);?")

# Controls, halves of characters, and code points that are no characters.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


class Token(NamedTuple):
    """A tag, or text where `name` is empty; source[start:end] is how it was written."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    attributes: str = ""


def printable(text):
    """`text` with "\\n" for line ends and without what is no character."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " "))


def resolve(text):
    """`text` with the characters that its references (&amp;) stand for."""
    return printable(html.unescape(_HUGE_NUMBER.sub("\ufffd", text)))


def attributes(token):
    """Attributes of a tag as dict of str to str; the first of two equal names counts."""
    found = {}
    for name, *values in _ATTRIBUTE.findall(token.attributes):
        # Unlike in text, "&copy=1" is no reference here: it is part of an address.
        value = _REFERENCE.sub(lambda match: resolve(match[0].rstrip(";") + ";"), "".join(values))
        found.setdefault(name.lower(), value.strip())
    return found


def tokens(source):
    """Yield Token after Token; comments, and what scripts and the like hold, are left out."""
    return _Scanner(source).tokens()


class _Scanner:
    # What was looked for in vain is not looked for again, and a way of reading that failed is not
    # tried again: that keeps the time linear.

    def __init__(self, source):
        self.source = source
        self.missing = set()
        self.tag = _STRICT

    def tokens(self):
        source, done, place = self.source, 0, self.source.find("<")
        while place >= 0:
            end, token = self._markup(place)
            if end:
                if place > done:
                    yield Token(done, place)
                if token:
                    yield token
                    end = self._end_of_raw_text(token)
                done = end
            place = source.find("<", end or place + 1)
        if done < len(source):
            yield Token(done, len(source))

    def _markup(self, place):
        """End of what begins with the "<" at `place`, 0 if that is text, and its Token or None."""
        match = _MARKUP.match(self.source, place)
        if not match:
            return 0, None
        if match[1]:
            # A comment that never ends would take the rest of the text with it.
            return self._after("-->", place + 2) or match.end(), None
        return (self._after(">", place), None) if match[2] else self._tag(place)

    def _tag(self, place):
        if not self._after(">", place):
            return 0, None
        match = self.tag.match(self.source, place)
        if not match and self.tag is _STRICT:
            self.tag = _LOOSE
            match = self.tag.match(self.source, place)
        if not match:
            return 0, None
        closing, name, rest = match.groups()
        return match.end(), Token(place, match.end(), name.lower(), bool(closing), rest)

    def _after(self, ending, place):
        """Where `ending` ends, or 0 if it does not come any more."""
        if ending in self.missing:
            return 0
        found = self.source.find(ending, place)
        if found < 0:
            self.missing.add(ending)
            return 0
        return found + len(ending)

    def _end_of_raw_text(self, token):
        if token.closing or token.name not in _RAW_END or token.name in self.missing:
            return token.end
        match = _RAW_END[token.name].search(self.source, token.end)
        if not match:
            self.missing.add(token.name)
        return match.start() if match else token.end
