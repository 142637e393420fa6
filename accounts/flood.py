"""Keeping one sender from sending too much: turns, waiting times, and the answer 429."""

from math import ceil

from django.db import connection


class TooMany(Exception):  # noqa: N818 (what happened)
    """This sender has sent enough for now; `seconds` (int) is how long to wait."""

    def __init__(self, seconds):
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def take_turns(*names):
    """Make those who send under one of these names wait for each other until the transaction ends.

    Without it two that come at the same moment would not count each other. In SQLite every
    writing transaction waits for its turn anyway. Names of one kind stand at the same place
    always, so that nobody waits in a circle.
    """
    if connection.vendor != "postgresql":
        return
    lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(lock, [name])


def too_many(response, seconds):
    """The answer 429: `response`, a page that says so, with when to try again."""
    response.status_code = 429
    response["Retry-After"] = seconds
    return response


def seconds_left(last, period, now):
    """Whole seconds until `period` has passed since `last` (None: never), 0 if it has not begun."""
    return max(1, ceil((last + period - now).total_seconds())) if last else 0
