"""Finding articles by their words, the newest first; the one door to what databases offer for it.

It asks for one span of time after the other, from the newest on and each longer than the one
before, and stops when it has enough: a word in every tenth article is found in the first span, one
in every thousandth has few articles behind it altogether. So neither reads the archive.
"""

from contextlib import nullcontext

from django.db import connection
from django.db.transaction import atomic

from .folding import words_in
from .models.search_entry import (
    first_place,
    last_place,
    number_at,
    place_of,
    quarter_name,
    quarter_of,
    start_of,
)

MOST_LETTERS, MOST_WORDS = 400, 8
# In quarters of a year; the last span goes to the oldest article.
SPANS = (2, 8)
# Where something else than words leaves out much, so many that have the words in one span.
LOOKED_THROUGH = 20_000


def search(articles, text, *, visible_to, at_most, older_than=None):
    """Numbers of the newest of `articles` that have words beginning with all those of `text`.

    Only of what the user `visible_to` may see. `older_than` is the place (a date, a number) of an
    article: that one and what is newer is left out.
    """
    words = words_in(text[:MOST_LETTERS])[:MOST_WORDS]
    allowed, found = articles.visible_to(visible_to), []
    for newest, oldest in _spans(allowed, older_than) if words else ():
        for most in (at_most, LOOKED_THROUGH):
            places = _places(words, newest, oldest, most)
            found += _kept(allowed, [number_at(place) for place in places])
            if len(found) >= at_most:
                return found[:at_most]
            if len(places) < most:
                break
            newest = places[-1] - 1
    return found


def _spans(articles, older_than):
    """(newest, oldest) place of each span, from the newest of `articles` to the oldest one."""
    dates = articles.desk_ends()
    if dates is None:
        return
    newest, end = last_place(dates[0]), first_place(dates[1])
    if older_than:
        newest = min(newest, place_of(*older_than) - 1)
    for quarters in SPANS:
        oldest = start_of(quarter_of(newest) - quarters + 1)
        if oldest <= end:
            break
        yield newest, oldest
        newest = oldest - 1
    yield newest, end


def _kept(articles, numbers):
    """Those of `numbers` that are articles' of this queryset, in their order."""
    known = set(articles.filter(pk__in=numbers).order_by().values_list("pk", flat=True))
    return [number for number in numbers if number in known]


def _places(words, newest, oldest, most):
    """The `most` newest places from `newest` to `oldest` whose entries have all words."""
    in_postgresql = connection.vendor == "postgresql"
    find = _in_postgresql if in_postgresql else _in_sqlite
    with atomic() if in_postgresql else nullcontext(), connection.cursor() as cursor:
        if in_postgresql:
            # It takes each quarter for a hundred times what it holds, and would compile for 250 ms
            # what runs for one.
            cursor.execute("SET LOCAL jit = off")
        cursor.execute(*find(words, newest, oldest, most))
        return [place for (place,) in cursor.fetchall()]


def _in_sqlite(words, *span):
    # Along the index itself, which is in order of places.
    sql = (
        "SELECT rowid FROM articles_searchwords WHERE articles_searchwords MATCH %s"
        " AND rowid <= %s AND rowid >= %s ORDER BY rowid DESC LIMIT %s"
    )
    return sql, [" AND ".join(f'"{word}"*' for word in words), *span]


def _in_postgresql(words, newest, oldest, most):
    # One search a quarter: all quarters in one would be compared with each article that is found.
    # OFFSET keeps the planner from walking the archive instead.
    quarters = range(quarter_of(oldest), quarter_of(newest) + 1)
    asked = [
        " & ".join(f"'{quarter_name(quarter)}{word}':*" for word in words) for quarter in quarters
    ]
    sql = (
        "SELECT place FROM unnest(%s::tsquery[]) asked, LATERAL"
        " (SELECT place FROM articles_searchentry WHERE words @@ asked OFFSET 0) entry"
        " WHERE place <= %s AND place >= %s ORDER BY place DESC LIMIT %s"
    )
    return sql, [asked, newest, oldest, most]
