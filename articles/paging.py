"""Pages of long lists by place, not by number: as fast on the last page as on the first.

A place is a time and an id ("20231230T174400.123456-42"): `?after=` shows what is older than it,
`?before=` what is newer. New articles do not shift what a reader pages through.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404

PER_PAGE = 24

_PLACE = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6})-([0-9]{1,18})", re.ASCII)
_TIME = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Page:
    """Articles, newest first; query strings of the page and of its neighbours ("" if none)."""

    articles: list
    query: str
    newer: str
    older: str

    @property
    def is_first(self):
        return not self.query


def place_of(article):
    """The article's place in newest_first order, as it stands in an address."""
    return f"{article.published_at.astimezone(UTC).strftime(_TIME)}-{article.pk}"


def page_of(articles, query):
    """The page of the public ones of `articles` that the query parameters ask for; one query.

    None when the page asked for is in truth the first one, which has an address of its own.
    Raises Http404 for a place that no link of ours has.
    """
    # The place comes before "published": of two upper bounds SQLite searches by the first.
    if place := query.get("after"):
        return _older_page(articles.older_than(*_read(place)).published(), f"?after={place}")
    if place := query.get("before"):
        return _newer_page(articles.newer_than(*_read(place)).published(), f"?before={place}")
    return _older_page(articles.published(), "")


def _older_page(articles, query):
    found = list(articles.newest_first()[: PER_PAGE + 1])
    if query and not found:
        raise Http404("behind the last page")
    shown = found[:PER_PAGE]
    return Page(
        articles=shown,
        query=query,
        newer=f"?before={place_of(shown[0])}" if query else "",
        older=f"?after={place_of(shown[-1])}" if len(found) > PER_PAGE else "",
    )


def _newer_page(articles, query):
    found = list(articles.oldest_first()[: PER_PAGE + 1])
    if len(found) <= PER_PAGE:
        return None
    shown = found[PER_PAGE - 1 :: -1]
    return Page(
        articles=shown,
        query=query,
        newer=f"?before={place_of(shown[0])}",
        older=f"?after={place_of(shown[-1])}",
    )


def _read(text):
    match = _PLACE.fullmatch(text)
    if not match:
        raise Http404("not a place in a list")
    try:
        published_at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise Http404("not a time") from error
    return published_at, int(match[2])
