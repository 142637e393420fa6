"""Addresses of articles: Unicode as people write them, at the root of the site."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext as _

MAX_LENGTH = 200

# Joiners that Persian and Indic scripts need inside a word; every other format character
# (bidirectional overrides, zero-width space, soft hyphen) could make two addresses look alike.
_JOINERS = "\u200c\u200d"
# Beside letters, digits and _.-~; as reverse() leaves them.
_PLAIN_IN_PATHS = "!$&'()*+,;=/:@~"
# As a number, as a slug and as a token of 43 characters it stands in no address of ours.
_MARK = int("741852963" * 4 + "0000000")


def make_slug(text):
    """Address for a headline: NFC, lower case, words joined by hyphens, at most MAX_LENGTH.

    Letters, digits, marks and symbols of every script stay ("⟩" too); of ASCII only letters,
    digits and "_" stay. Empty when nothing of the text can stand in an address.
    """
    kept = []
    for char in unicodedata.normalize("NFC", text.lower()):
        if char.isascii():
            kept.append(char if char.isalnum() or char == "_" else "-" if char not in "'\"" else "")
        elif _may_stand(char):
            kept.append("" if char in "’‘“”„«»…" else "-" if char in "–—" else char)
        elif char.isspace():
            kept.append("-")
    slug = re.sub(r"-{2,}", "-", "".join(kept)).strip("-")
    if len(slug) > MAX_LENGTH:
        slug = slug[:MAX_LENGTH].rsplit("-", 1)[0]
    return unicodedata.normalize("NFC", slug)


def _may_stand(char):
    if char in _JOINERS:
        return True
    return char != "\ufffd" and unicodedata.category(char)[0] in "LNMSP"


def normalize_slug(text):
    """The form in which an address is stored and looked up: NFC, lower case."""
    return unicodedata.normalize("NFC", text.lower())


def path_of(name, *parts):
    """As reverse(name, args=parts), for the many addresses of a page.

    Each part of the pattern is a number (int), or a slug or token (str).
    """
    pieces = _around_parts(name, len(parts), get_urlconf(), get_script_prefix())
    path = pieces[0]
    for part, piece in zip(parts, pieces[1:], strict=True):
        if type(part) is not int:
            if not part or "/" in part:
                return reverse(name, args=parts)  # which says that there is none
            part = quote(part, safe=_PLAIN_IN_PATHS)
        path += f"{part}{piece}"
    return path


@lru_cache(maxsize=100)
def _around_parts(name, number, urlconf, prefix):
    """What stands before, between and after the `number` parts of an address."""
    marks = [str(_MARK + place) for place in range(number)]
    path, pieces = reverse(name, urlconf, args=marks), []
    for mark in marks:
        before, _, path = path.partition(mark)
        pieces.append(before)
    return [*pieces, path]


def reserved_segments():
    """First path segments that the site's own pages use, as a set of str."""
    segments = set()
    _collect(get_resolver().url_patterns, "", segments)
    return segments | {"static", "media"}


def _collect(patterns, prefix, segments):
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if "/" in route:
            first = route.split("/", 1)[0]
            if first and "<" not in first and "(" not in first:
                segments.add(first)
        elif hasattr(pattern, "url_patterns"):
            _collect(pattern.url_patterns, route, segments)
        elif "<" not in route and "(" not in route:
            segments.add(route)


def validate_slug(value):
    """Raise ValidationError, with a sentence for the editor, unless `value` may be an address."""
    if value != normalize_slug(value):
        raise ValidationError(_("Write the address in lower case."), code="case")
    if not value.strip("-"):
        raise ValidationError(_("The address needs at least one letter or digit."), code="empty")
    for char in value:
        ascii_fine = char.isascii() and (char.isalnum() or char in "-_")
        if not (ascii_fine or (not char.isascii() and _may_stand(char))):
            raise ValidationError(
                _("“%(char)s” cannot stand in an address; use letters, digits and hyphens."),
                code="character",
                params={"char": char if char.isprintable() else f"U+{ord(char):04X}"},
            )
    if value in reserved_segments():
        raise ValidationError(
            _("“%(value)s” is an address of the site itself; choose another one."),
            code="reserved",
            params={"value": value},
        )
