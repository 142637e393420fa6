"""Pages of the queue by place: as fast for the last comment as for the first.

A place is a time in microseconds and a number ("1764134595123456-42"). Decided comments do not
shift what follows.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comments.models import Comment

PER_PAGE = 25
# Where comments have to be looked at one by one, so many at most; then somebody says "further".
LOOKED_THROUGH = 20_000

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
    return f"{(comment.created_at - _EPOCH) // _MICROSECOND}-{comment.pk}"


def page_of(tab, filters, newest_first, query):
    """The Page of the tab that the parameters `after` and `before` ask for."""
    everything = tab.choose(Comment.objects)
    if place := _read(query.get("before", "")):
        page = _part(everything, filters, not newest_first, place)
        page.comments.reverse()
        return Page(page.comments, before=page.after, after=_last(page.comments, query["before"]))
    place = _read(query.get("after", ""))
    page = _part(everything, filters, newest_first, place)
    if place:
        page.before = place_of(page.comments[0]) if page.comments else query["after"]
    return page


def _part(everything, filters, newest_first, place):
    """The first comments behind `place`, in the given direction of time."""
    beyond = "earlier_than" if newest_first else "later_than"
    rest = getattr(everything, beyond)(*place) if place else everything
    rest = rest.in_time(newest_first)
    found, end = rest, None
    if filters.reads_rows:
        end = rest.only("created_at")[LOOKED_THROUGH : LOOKED_THROUGH + 1].first()
        if end:
            side = "created_at__gte" if newest_first else "created_at__lte"
            found = rest.filter(**{side: end.created_at})
    # Only which: with all that a card shows, databases would begin elsewhere and sort everything.
    numbers = list(filters.choose(found).values_list("pk", flat=True)[: PER_PAGE + 1])
    page = Page(_whole(numbers[:PER_PAGE]))
    if len(numbers) > PER_PAGE:
        page.after = place_of(page.comments[-1])
    elif end:
        page.after, page.is_cut = place_of(end), True
    return page


def _whole(numbers):
    comments = {each.pk: each for each in Comment.objects.filter(pk__in=numbers).for_cards()}
    return [comments[number] for number in numbers if number in comments]


def _last(comments, otherwise):
    return place_of(comments[-1]) if comments else otherwise


def _read(text):
    match = _PLACE.fullmatch(text)
    if not match:
        return None
    return _EPOCH + int(match[1]) * _MICROSECOND, int(match[2])
