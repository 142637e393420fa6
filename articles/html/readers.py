import re
import threading

import bleach
import nh3

from .cleaning import CleanHTML

# Paragraphs of visible characters without <, > and &, divided by <br>: two parsers could not find
# anything else in them. Not among them are controls, no-break spaces (which one parser writes as
# an entity), half characters and those that are none.
_CHARACTERS = "[ -%'-;=?-~\u00a1-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]*+"
_is_bare = re.compile(f"(?:<p>{_CHARACTERS}(?:<br>{_CHARACTERS})*+</p>)*+").fullmatch

COMMENT_TAGS = frozenset(["p", "br", "a"])
_own = threading.local()  # a bleach.Cleaner is not for two threads at a time


def clean_comment_html(text):
    """`text` as HTML of paragraphs, line breaks and web links alone, for what readers write.

    Cleaning twice changes nothing.
    """
    if _is_bare(text):
        return CleanHTML(text)
    return clean_with_parsers(text)


def clean_with_parsers(text):
    """The same, whatever the text is."""
    if not hasattr(_own, "cleaner"):
        _own.cleaner = bleach.Cleaner(COMMENT_TAGS, attributes=_is_web_address, strip=True)
    return CleanHTML(_second.clean(_own.cleaner.clean(text)))


def _is_web_address(tag, name, value):
    return tag == "a" and name == "href" and value.lower().startswith(("http://", "https://"))


_second = nh3.Cleaner(
    tags=set(COMMENT_TAGS),
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https"},
    link_rel="ugc nofollow noopener",
)
