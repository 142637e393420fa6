"""Rich text of articles: what may stand in it, and the one place where it is cleaned.

Nothing outside this package knows bleach or nh3. Cleaning is the last thing that happens to HTML:
the result is stored and shown as it is.
"""

from .cleaning import CleanHTML, TextRefused, clean
from .fields import RichText, RichTextField, RichTextQuerySet
from .parts import count_words, split
from .readers import clean_comment_html
from .rules import LIMIT, TAGS

__all__ = [
    "LIMIT",
    "TAGS",
    "CleanHTML",
    "RichText",
    "RichTextField",
    "RichTextQuerySet",
    "TextRefused",
    "clean",
    "clean_comment_html",
    "count_words",
    "split",
]
