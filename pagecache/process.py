"""What one process has: its pages, its follower of the purges, and the verb that purges."""

import os
from functools import partial
from threading import local

from django.db import connection, transaction
from django.utils.module_loading import import_string

from pagecache import journal, push
from pagecache.conf import conf
from pagecache.declare import spelled
from pagecache.flights import Flights
from pagecache.follower import Follower
from pagecache.pages import Pages
from pagecache.pieces import Pieces

pages = Pages()
pieces = Pieces(pages)
flights = Flights()
follower = Follower(pages)
# Number of the last purge that this thread committed; the door looks after each request.
committed = local()


def purge(*tags, gone=False):
    """Say that what these tags name has changed; "*" is everything.

    Call it inside the transaction of the change: it is kept if the change is. This process sees
    it on commit, others within half a second. While the new page is made the purged one may be
    shown for a moment (GRACE_SECONDS); with `gone`, for what was taken down, never again.
    """
    if not tags:
        return
    tags = list(dict.fromkeys(map(spelled, tags)))
    with connection.cursor() as cursor:
        rows = journal.add(cursor, tags, gone)
    if conf("FRONT"):
        # Inside the transaction: a queue in the same database keeps the task if the change is.
        import_string(conf("FRONT"))(tags)
    transaction.on_commit(partial(_commit, rows))


def piece(request, name, make):
    """What make() returns, or what it returned when the piece of this name was last made.

    Made anew when something has changed that it shows; see `pieces`.
    """
    return pieces.get(request, name, make)


def counters():
    """What this process has counted, for metrics; see Pages.counters."""
    return pages.counters()


def trim():
    """Delete what no process reads any more; for a task that runs every hour or so."""
    from pagecache.models import Process, Purge

    return Purge.objects.trim() + Process.objects.trim()


def _commit(rows):
    follower.apply(rows)
    committed.number = max(row[0] for row in rows)
    push.announce()


def _start_over():
    for part in (pages, pieces, flights, follower):
        part.after_fork()


os.register_at_fork(after_in_child=_start_over)
