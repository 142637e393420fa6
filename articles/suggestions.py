"""What a reader may have looked for at an address where nothing is."""

import re

from django.db.models import Case, IntegerField, Value, When

from .addresses import normalize_slug
from .models import Article

# The work is the same for every address: so many words, so many of the newest articles.
MOST_WORDS = 6
RECENT = 1000
SHOWN = 6


def suggestions(path):
    """Public articles with words of `path` in their address, then the newest; one query."""
    hits = sum((_hit(word) for word in _words(path)), start=Value(0))
    recent = Article.objects.published().newest_first().values("pk")[:RECENT]
    return (
        Article.objects.published()
        .filter(pk__in=recent)
        .annotate(hits=hits)
        .order_by("-hits", "-published_at", "-id")
        .for_teaser()[:SHOWN]
    )


def _words(path):
    """Different words of at least three characters, the longest first."""
    words = re.findall(r"[^\W_]{3,40}", normalize_slug(path[:400]))
    return sorted(dict.fromkeys(words), key=len, reverse=True)[:MOST_WORDS]


def _hit(word):
    return Case(When(slug__contains=word, then=1), default=0, output_field=IntegerField())
