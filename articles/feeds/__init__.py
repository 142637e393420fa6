"""The newest articles as RSS 2.0, Atom and JSON Feed 1.1: all, of a section, a tag, an author."""

from .formats import FORMATS, Atom, Json, Rss
from .sources import AuthorFeed, LatestFeed, SectionFeed, TagFeed

__all__ = [
    "FORMATS",
    "Atom",
    "AuthorFeed",
    "Json",
    "LatestFeed",
    "Rss",
    "SectionFeed",
    "TagFeed",
]
