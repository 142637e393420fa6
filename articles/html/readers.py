import threading

import bleach
import nh3

from .cleaning import CleanHTML

COMMENT_TAGS = frozenset(["p", "br", "a"])
_own = threading.local()  # a bleach.Cleaner is not for two threads at a time


def clean_comment_html(text):
    """`text` as HTML of paragraphs, line breaks and web links alone, for what readers write.

    Cleaning twice changes nothing.
    """
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
