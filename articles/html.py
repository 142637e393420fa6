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


def cleaner(tags, link_rel):
    """A function from HTML to CleanHTML that holds `tags` alone, for what readers write.

    Links keep an address of http and https, and get `link_rel`. The function may be called by
    several threads; cleaning twice changes nothing.
    """
    own = threading.local()  # a bleach.Cleaner is not for two threads at a time
    links = {"a": {"href"}} if "a" in tags else {}
    second = nh3.Cleaner(
        tags=set(tags),
        attributes={"*": set(), **links},
        url_schemes={"http", "https"},
        link_rel=link_rel,
    )

    def clean_comment(text):
        if not hasattr(own, "first"):
            own.first = bleach.Cleaner(tags=tags, attributes=_is_web_address, strip=True)
        return CleanHTML(second.clean(own.first.clean(text)))

    return clean_comment


def _is_web_address(tag, name, value):
    return tag == "a" and name == "href" and value.startswith(("http://", "https://"))


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
