"""How much one sender may send. Counted in the database, so that all processes count as one."""

from datetime import timedelta
from math import ceil

from django.db import connection

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def take_turns(network, email_key):
    """Make comments of one sender wait for each other until the transaction ends.

    Without it two that come at the same moment would not count each other. In SQLite every
    writing transaction waits for its turn anyway.
    """
    if connection.vendor != "postgresql":
        return
    lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
    with connection.cursor() as cursor:
        # Networks before addresses, always: so nobody waits in a circle.
        cursor.execute(lock, [f"network {network}"])
        cursor.execute(lock, [f"email {email_key}"])


def seconds_to_wait(comments, comment, policy):
    """Whole seconds until `comment` may be stored next to `comments` (a queryset), 0 if now."""
    now = comment.created_at
    return max(
        _wait(comments.sent_from(comment.ip_network), policy.max_per_address, MINUTE, now),
        _wait(comments.sent_by(comment.email_key), policy.max_per_email, HOUR, now),
    )


def _wait(sent, at_most, period, now):
    recent = sent.since(now - period).order_by("-created_at").values_list("created_at", flat=True)
    for moment in recent[at_most - 1 : at_most]:
        return max(1, ceil((moment + period - now).total_seconds()))
    return 0
