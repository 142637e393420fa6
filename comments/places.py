"""Where a comment stands among the others of its article.

A place is a row of keys (bytes), one for each level from the thread's first comment down to the
comment itself. A key begins with the time, so ordering by place lists every thread depth-first
and everything of one level in the order of its coming, with one index and in every database:
bytes know no collation.
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import randbelow

# Levels of replies below the first comment of a thread.
DEEPEST = 10

_TIME = 7  # bytes: microseconds since 1970 until the year 4253
_TIE = 3  # bytes: a running number, for comments of the same microsecond
KEY = _TIME + _TIE
LONGEST = KEY * (DEEPEST + 1)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ties = count(randbelow(2**20))


def new_place(moment, parent_place=b"", reply_depth=DEEPEST):
    """A place under `parent_place` for a comment of `moment` (aware datetime, after 1970).

    A reply to a comment that already stands `reply_depth` levels deep is put beside it.
    """
    microseconds = max(0, (moment - _EPOCH) // timedelta(microseconds=1))
    tie = next(_ties) % 2 ** (8 * _TIE)
    key = microseconds.to_bytes(_TIME, "big") + tie.to_bytes(_TIE, "big")
    return parent_place[: KEY * min(reply_depth, DEEPEST)] + key


def depth_of(place):
    return len(place) // KEY - 1


def places_above(place):
    """The places of the comments that this one stands under, the thread's first one first."""
    return [place[:end] for end in range(KEY, len(place), KEY)]
