import html
import threading

import bleach
import nh3

from .rules import ATTRIBUTES, LIMIT, TAGS, accepts
from .tidy import tidy
from .words import DROPPED

# Nothing known needs more than two passes; a text that needs this many is refused.
MAX_PASSES = 5

# bleach's Cleaner keeps a parser with state in it.
_of_thread = threading.local()


class CleanHTML(str):
    """HTML that has been through clean(); only this module makes it."""


class TextRefused(ValueError):
    """A text that is too long to be cleaned."""


def clean(text):
    """`text` as HTML of the allowed tags alone; cleaning twice changes nothing.

    Raises TextRefused if it is longer than LIMIT, before or after.
    """
    if isinstance(text, CleanHTML):
        return text
    text = _cleaned(text)
    for _pass in range(MAX_PASSES):
        # What comes out unchanged is read alike by three parsers, so by a browser too.
        again = _cleaned(text)
        if again == text:
            return CleanHTML(text)
        text = again
    raise TextRefused("The text does not come to rest.")


def _cleaned(text):
    _check_length(text)
    text = tidy(text)
    _check_length(text)
    return safe(text)


def _check_length(text):
    if len(text) > LIMIT:
        raise TextRefused(f"The text is longer than {LIMIT:,} characters.")


def safe(text):
    """`text` without anything that a browser could take for more than text and its form."""
    bleach_cleaner, nh3_cleaner = _cleaners()
    return nh3_cleaner.clean(bleach_cleaner.clean(text))


def _cleaners():
    if not hasattr(_of_thread, "cleaners"):
        _of_thread.cleaners = (
            bleach.Cleaner(tags=TAGS, attributes=_bleach_accepts, strip=True),
            nh3.Cleaner(
                tags=set(TAGS),
                clean_content_tags=set(DROPPED),
                attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
                attribute_filter=_nh3_filter,
                url_schemes={"http", "https", "mailto"},
                link_rel=None,
            ),
        )
    return _of_thread.cleaners


def _bleach_accepts(tag, name, value):
    return accepts(tag, name, html.unescape(value))


def _nh3_filter(tag, name, value):
    return value if accepts(tag, name, value) else None
