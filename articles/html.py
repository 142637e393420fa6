"""Rich text of articles: what may stand in it, and the one place where it is cleaned.

Nothing outside this file knows bleach or nh3. Cleaning is the last thing that happens to HTML:
the result is stored and shown as it is.
"""

import html
import threading
from html.parser import HTMLParser

import bleach
import nh3
from django.db import models

TAGS = frozenset(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "br", "hr"]
    + ["a", "strong", "em", "s", "sub", "sup", "code", "figure", "figcaption"]
    + ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"]
)


class CleanHTML(str):
    """HTML that has been through clean(); only this module makes it."""


def clean(text):
    """`text` as HTML of the allowed tags alone; cleaning twice changes nothing."""
    if isinstance(text, CleanHTML):
        return text
    first = bleach.clean(text, tags=TAGS, attributes={"a": ["href"]}, strip=True)
    return CleanHTML(nh3.clean(first, tags=set(TAGS), attributes={"*": set(), "a": {"href"}}))


def clean_comment_html(text):
    """`text` as HTML of paragraphs, line breaks and web links alone, for what readers write.

    Cleaning twice changes nothing.
    """
    if not hasattr(_own, "cleaner"):
        _own.cleaner = bleach.Cleaner(COMMENT_TAGS, attributes=_is_web_address, strip=True)
    return CleanHTML(_second_for_comments.clean(_own.cleaner.clean(text)))


def _is_web_address(tag, name, value):
    return tag == "a" and name == "href" and value.lower().startswith(("http://", "https://"))


COMMENT_TAGS = frozenset(["p", "br", "a"])
_own = threading.local()  # a bleach.Cleaner is not for two threads at a time
_second_for_comments = nh3.Cleaner(
    tags=set(COMMENT_TAGS),
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https"},
    link_rel="ugc nofollow noopener",
)


def split(text):
    """Parts of clean HTML as a list of {"html": str} and {"image": int, "caption": str}."""
    return [{"html": clean(text)}] if text else []


def count_words(text):
    parser = _Words()
    parser.feed(text)
    return len(" ".join(parser.pieces).split())


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces = []

    def handle_data(self, data):
        self.pieces.append(html.unescape(data))


class RichTextField(models.TextField):
    """HTML that is cleaned on every way into the database.

    `parts_field` and `words_field` name fields of the same model, declared after this one, that
    get the parts of the text (see split) and its number of words when the model is saved.
    """

    def __init__(self, *args, parts_field=None, words_field=None, **kwargs):
        self.parts_field = parts_field
        self.words_field = words_field
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        text = clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, text)
        if self.parts_field:
            setattr(model_instance, self.parts_field, split(text))
        if self.words_field:
            setattr(model_instance, self.words_field, count_words(text))
        return text

    def get_db_prep_save(self, value, connection):
        return super().get_db_prep_save(
            clean(value) if isinstance(value, str) else value, connection
        )
