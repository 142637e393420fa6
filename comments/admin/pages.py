"""Pages of the queue by place: as fast for the last comment as for the first.

A place is a time in microseconds and a number ("1764134595123456-42"). Decided comments do not
shift what follows.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comments.models import Comment

PER_PAGE = 25
# Where comments have to be looked at one by one: so many, then, if the page is not full, so many
# more; then somebody says "further".
LOOKED_THROUGH = (500, 4_500, 15_000)

_PLACE = re.compile(r"([0-9]{1,16})-([0-9]{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass
class Page:
    """Comments, and the places to go on from, "" where there is nothing more."""

    comments: list
    before: str = ""
    after: str = ""
    # Nothing more was found so far, but not everything was looked at.
    is_cut: bool = False


def place_of(comment):
    return _written(comment.created_at, comment.pk)


def page_of(tab, filters, newest_first, query):
    """The Page of the tab that the parameters `after` and `before` ask for."""
    if place := _read(query.get("before", "")):
        page = _part(tab, filters, not newest_first, place)
        page.comments.reverse()
        return Page(page.comments, before=page.after, after=_last(page.comments, query["before"]))
    place = _read(query.get("after", ""))
    page = _part(tab, filters, newest_first, place)
    if place:
        page.before = place_of(page.comments[0]) if page.comments else query["after"]
    return page


def _part(tab, filters, newest_first, place):
    """The first comments behind `place`, in the given direction of time."""
    rest = filters.walk(tab).in_time(newest_first)
    if place:
        rest = rest.beyond(place, newest_first)
    # Only which: with all that a card shows, databases would begin elsewhere and sort everything.
    if filters.reads_rows:
        found, end = _look_through(rest, filters, newest_first)
    else:
        found, end = list(rest.places()[: PER_PAGE + 1]), None
    page = Page(_whole([number for _moment, number in found[:PER_PAGE]]))
    if len(found) > PER_PAGE:
        page.after = place_of(page.comments[-1])
    elif end:
        page.after, page.is_cut = _written(*end), True
    return page


def _look_through(rest, filters, newest_first):
    """Places that the filters leave, enough for a page, and where it stopped looking for more."""
    found, end = [], None
    for number in LOOKED_THROUGH:
        part = rest.beyond(end, newest_first) if end else rest
        end = part.places()[number - 1 : number].first()
        looked_at = part.up_to(end, newest_first) if end else part
        found += filters.read(looked_at).places()[: PER_PAGE + 1 - len(found)]
        if not end or len(found) > PER_PAGE:
            return found, None
    return found, end


def _whole(numbers):
    comments = {each.pk: each for each in Comment.objects.filter(pk__in=numbers).for_cards()}
    return [comments[number] for number in numbers if number in comments]


def _last(comments, otherwise):
    return place_of(comments[-1]) if comments else otherwise


def _written(moment, number):
    return f"{(moment - _EPOCH) // _MICROSECOND}-{number}"


def _read(text):
    match = _PLACE.fullmatch(text)
    if not match:
        return None
    return _EPOCH + int(match[1]) * _MICROSECOND, int(match[2])
