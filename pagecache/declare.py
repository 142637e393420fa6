"""How a view says that its page may be kept, what it shows, and until when.

The door resolves the address itself and finds the view's declaration before Django starts; while
the view runs, tags and times are noted in the request. A request that went round the door has no
notes: then the declarations do nothing and the answer is marked as nobody's to keep.
"""

import hashlib
import string
from dataclasses import dataclass, field
from functools import wraps
from urllib.parse import quote

NOTES = "pagecache.notes"
# Set in a request whose page is not kept, but which may be answered with pieces that are.
READS = "pagecache.reads"
LONGEST_TAG = 100
# What stands in a header as it is; tags are separated by spaces there, or by commas.
PLAIN = string.punctuation.replace(",", "")


@dataclass(slots=True)
class Notes:
    """What the view said; `gone_at` is the moment after which the copy must never be shown.

    `mark` is the number of the last purge known when the page was begun, None if that is unknown.
    """

    mark: int | None = None
    declared: str = ""
    max_age: int = 0
    tags: set = field(default_factory=set)
    until: float | None = None
    gone_at: float | None = None


def cached(*tags, query=(), max_age=0):
    """Let the door keep this view's pages.

    `tags` may name arguments of the address ("article:{pk}"); they hold for a 404 too. `query`
    lists the parameters that the page depends on; with any other the page is made anew each time.
    `max_age`: seconds for which a browser need not ask again, unreachable by any purge.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            notes = request.META.get(NOTES)
            if notes is None:
                response = view(request, *args, **kwargs)
                response.setdefault("Cache-Control", "private, no-cache")
                return response
            notes.declared, notes.max_age = request.resolver_match.view_name or "a view", max_age
            tag(request, *(text.format(**kwargs) for text in tags))
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()  # now, so that what it notes is noted before the answer is kept
            join(notes, getattr(response, "pagecache_notes", None))
            return response

        wrapper.pagecache_query = frozenset(query)
        return wrapper

    return decorate


def tag(on, *tags):
    """Say that the page of this request or response shows these things."""
    notes = _notes(on)
    if notes is not None:
        notes.tags.update(map(spelled, tags))


def until(on, moment, *, gone=False):
    """Say when the page of this request or response will change; the earliest moment counts.

    `moment` is an aware datetime or None (it does not change by itself). With `gone` something
    must have disappeared by then: the copy is not even shown when the database is down.
    """
    notes = _notes(on)
    if notes is not None and moment is not None:
        notes.until = _earliest(notes.until, moment.timestamp())
        if gone:
            notes.gone_at = _earliest(notes.gone_at, moment.timestamp())


def spelled(tag):
    """The tag as it stands in headers and in the table; parts of addresses may hold anything."""
    text = quote(tag, PLAIN, errors="replace")
    if len(text) <= LONGEST_TAG:
        return text
    return text[:60] + "~" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _notes(on):
    if hasattr(on, "META"):
        return on.META.get(NOTES)
    if not hasattr(on, "pagecache_notes"):
        on.pagecache_notes = Notes()
    return on.pagecache_notes


def join(notes, more):
    """Let what `more` (Notes or None) says be said by `notes` too."""
    if more is not None:
        notes.tags |= more.tags
        notes.until = _earliest(notes.until, more.until)
        notes.gone_at = _earliest(notes.gone_at, more.gone_at)


def _earliest(*moments):
    return min((moment for moment in moments if moment is not None), default=None)
