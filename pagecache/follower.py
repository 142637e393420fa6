"""Every process follows the table of purges beside its requests.

A thread reads what is new every 250 ms, and at once when it is woken (by Redis, or by a request
that must not miss what its reader has just done). The database being away changes nothing for
pages that are kept; new ones are not kept until it can be read again.
"""

import logging
import os
import socket
from collections import OrderedDict
from threading import Condition, Event, Lock, Thread
from time import monotonic, sleep, time

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone

from pagecache import journal, push
from pagecache.pages import EVERYTHING

logger = logging.getLogger(__name__)

INTERVAL = 0.25
SLOWEST_INTERVAL = 1.0
# Between two reads however many ask for one.
PAUSE = 0.005
# Without news for so long the table counts as out of reach.
BEHIND_SECONDS = 3
REPORT_SECONDS = 5
HEARTBEAT_SECONDS = 60
# Own purges and read ones, so that none is taken twice and a reader's own can be recognised.
REMEMBERED = 10_000
# A connection of its own: never waits for one of the pool, never long for a lost server.
ALIAS = "pagecache"
POSTGRESQL_OPTIONS = {"connect_timeout": 2, "tcp_user_timeout": 3000, "application_name": ALIAS}
SQLITE_OPTIONS = {"timeout": 0.1}


class Follower:
    def __init__(self, pages):
        self.pages = pages
        self.after_fork()

    def after_fork(self):
        self.thread = None
        self.starting, self.applying = Lock(), Lock()
        self.reading = Condition()
        self.begun = self.done = 0  # numbers of the reads
        self.wanted, self.stopped = Event(), False
        self.position = None
        self.read_at = self.reported_at = float("-inf")
        self.read_clock = time()
        self.applied = OrderedDict()
        self.reported = None
        self.started_at = timezone.now()

    # What requests ask

    def start(self):
        if self.thread is None or not self.thread.is_alive():
            with self.starting:
                if self.thread is None or not self.thread.is_alive():
                    self.stopped = False
                    self.thread = Thread(target=self._follow, name="pagecache", daemon=True)
                    self.thread.start()
                    push.listen(self)

    def mark(self):
        """Number of the last purge that is known, or None while the table is out of reach.

        A page whose making begins now is overtaken by every purge after it.
        """
        if not self.done:
            self.catch_up(1)  # the first readings of a process
        return None if self.is_behind() else self.pages.number

    def is_behind(self):
        return monotonic() - self.read_at > BEHIND_SECONDS

    def has_applied(self, number):
        return number in self.applied

    def catch_up(self, seconds):
        """Wait for a reading of the table that begins after this moment, but not for ever."""
        with self.reading:
            now = self.begun
            self.wanted.set()
            return self.reading.wait_for(lambda: self.done > now, seconds)

    def apply(self, rows):
        """Drop what these purges (id, tag, gone) name; each counts once in this process."""
        with self.applying:
            new = [row for row in rows if row[0] not in self.applied]
            for gone in (False, True):
                self.pages.purge([tag for _, tag, is_gone in new if bool(is_gone) is gone], gone)
            self.applied.update((row[0], None) for row in new)
            while len(self.applied) > REMEMBERED:
                self.applied.popitem(last=False)

    def wake(self):
        self.wanted.set()

    def stop(self):
        """End the thread and its connection; for tests and for a tidy end."""
        self.stopped = True
        self.wanted.set()
        if self.thread is not None:
            self.thread.join(5)
            self.thread = None

    # The thread

    def _follow(self):
        connection = connections[ALIAS] = _own_connection()
        wait = INTERVAL
        while not self.stopped:
            self.wanted.clear()
            with self.reading:
                self.begun += 1
            try:
                self._read(connection)
                wait = INTERVAL
            except Exception:  # a thread that ends would leave pages standing; it tries again
                if wait < SLOWEST_INTERVAL <= 2 * wait:  # and again, so it is no short lock
                    logger.exception("Purges cannot be read; pages stay as they are")
                connection.close()
                wait = min(2 * wait, SLOWEST_INTERVAL)
            with self.reading:
                self.done += 1
                self.reading.notify_all()
            self.wanted.wait(wait)
            sleep(PAUSE)
        connection.close()

    def _read(self, connection):
        with connection.cursor() as cursor:
            if self.position is None:
                self.position = journal.here(cursor)
            else:
                news = journal.since(cursor, self.position)
                if news.lost or time() - self.read_clock > journal.KEPT_PURGES.total_seconds() / 2:
                    self.pages.purge([EVERYTHING], gone=True)
                else:
                    self.apply(news.rows)
                self.position = news.position
        self.read_at, self.read_clock = monotonic(), time()
        if self.read_at - self.reported_at > REPORT_SECONDS:
            self._report()

    def _report(self):
        """Write this process's row, if something was counted or a minute has passed."""
        from pagecache.models import Process  # models are not loaded yet when the package is

        counters, now = self.pages.counters(), monotonic()
        if counters == self.reported and now - self.reported_at < HEARTBEAT_SECONDS:
            return
        row = Process(
            name=f"{socket.gethostname()}:{os.getpid()}",
            started_at=self.started_at,
            seen_at=timezone.now(),
            counters=counters,
        )
        try:
            Process.objects.using(ALIAS).bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["name"],
                update_fields=["started_at", "seen_at", "counters"],
            )
        except DatabaseError as error:  # SQLite is being written to, or the disk is full
            logger.debug("Counters not written: %s", error)
        self.reported, self.reported_at = counters, now


def _own_connection():
    connection = connections[DEFAULT_DB_ALIAS].copy(ALIAS)
    options = connection.settings_dict["OPTIONS"]
    options.pop("pool", None)
    options.update(POSTGRESQL_OPTIONS if connection.vendor == "postgresql" else SQLITE_OPTIONS)
    return connection
