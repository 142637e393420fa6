"""Finding articles and pictures by their words, the newest first; the one door to what databases
offer for it.

It asks for one span of chapters (see Entry) after the other, from the newest on and each longer
than the one before, and stops when it has enough: a word in every tenth article is found in the
first span, one in every thousandth has few articles behind it altogether. So neither reads the
archive.
"""

from contextlib import nullcontext

from django.db import connection
from django.db.transaction import atomic

from .folding import words_in

MOST_LETTERS, MOST_WORDS = 400, 8
# In chapters; the last span goes to the oldest entry.
SPANS = (2, 8)
# Where something else than words leaves out much, so many that have the words in one span.
LOOKED_THROUGH = 20_000


def search(articles, text, *, visible_to, at_most, older_than=None):
    """Numbers of the newest of `articles` that have words beginning with all those of `text`.

    Only of what the user `visible_to` may see. `older_than` is (date, number) of an article: that
    one and what is newer is left out.
    """
    before = older_than and _entry_of(articles).place_at(*older_than)
    return newest(articles.visible_to(visible_to), text, at_most=at_most, before=before)


def newest(things, text, *, at_most, before=None):
    """Numbers of the newest of a queryset that have the words and stand `before` a place."""
    words = words_in(text[:MOST_LETTERS])[:MOST_WORDS]
    entry, found = _entry_of(things), []
    for last, first in _spans(entry, things, before) if words else ():
        for most in (at_most, LOOKED_THROUGH):
            places = _places(entry, words, last, first, most)
            found += _kept(things, [entry.number_at(place) for place in places])
            if len(found) >= at_most:
                return found[:at_most]
            if len(places) < most:
                break
            last = places[-1] - 1
    return found


def _entry_of(things):
    return things.model._meta.get_field("search_entry").related_model


def _spans(entry, things, before):
    """(last, first) place of each span, from the newest of `things` to the oldest one."""
    ends = entry.ends(things)
    if ends is None:
        return
    last, end = ends
    if before is not None:
        last = min(last, before - 1)
    for chapters in SPANS:
        first = entry.start_of(entry.chapter_of(last) - chapters + 1)
        if first <= end:
            break
        yield last, first
        last = first - 1
    yield last, end


def _kept(things, numbers):
    """Those of `numbers` that are of this queryset, in their order."""
    known = set(things.filter(pk__in=numbers).order_by().values_list("pk", flat=True))
    return [number for number in numbers if number in known]


def _places(entry, words, last, first, most):
    """The `most` newest places from `last` back to `first` whose entries have all words."""
    names = map(entry.chapter_name, range(entry.chapter_of(first), entry.chapter_of(last) + 1))
    in_postgresql = connection.vendor == "postgresql"
    find = _in_postgresql if in_postgresql else _in_sqlite
    with atomic() if in_postgresql else nullcontext(), connection.cursor() as cursor:
        if in_postgresql:
            # It takes each chapter for a hundred times what it holds, and would compile for 250 ms
            # what runs for one.
            cursor.execute("SET LOCAL jit = off")
        sql, asked = find(entry, names, words)
        cursor.execute(sql, [asked, last, first, most])
        return [place for (place,) in cursor.fetchall()]


def _in_sqlite(entry, names, words):
    # Along the index itself, which is in order of places.
    table = entry.words_table()
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608 (a name of ours)
    sql += " AND rowid <= %s AND rowid >= %s ORDER BY rowid DESC LIMIT %s"
    asked = (" AND ".join(f'"{name}{word}"*' for word in words) for name in names)
    return sql, " OR ".join(f"({each})" for each in asked)


def _in_postgresql(entry, names, words):
    # One search a chapter: all chapters in one would be compared with each entry that is found.
    # OFFSET keeps the planner from walking the archive instead.
    asked = [" & ".join(f"'{name}{word}':*" for word in words) for name in names]
    table = entry._meta.db_table
    sql = f"(SELECT place FROM {table} WHERE words @@ asked OFFSET 0)"  # noqa: S608 (a name of ours)
    sql = f"SELECT place FROM unnest(%s::tsquery[]) asked, LATERAL {sql} entry"  # noqa: S608
    sql += " WHERE place <= %s AND place >= %s ORDER BY place DESC LIMIT %s"
    return sql, asked
