"""How much one sender may send. Counted in the database, so that all processes count as one."""

from datetime import UTC, timedelta
from functools import cache

from django.db import connection

from accounts.flood import seconds_left, take_turns
from articles.models.prepared import MOMENT, TEXT, Prepared

# When the last comments were sent that this network, and this address, may send in their time. By
# hand, because each comment asks twice.
LAST_ALLOWED = """
SELECT (
    SELECT created_at FROM comments_comment WHERE ip_network = %s AND created_at > %s
    ORDER BY created_at DESC LIMIT 1 OFFSET %s
), (
    SELECT created_at FROM comments_comment WHERE email_key = %s AND created_at > %s
    ORDER BY created_at DESC LIMIT 1 OFFSET %s
)
"""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def take_turns_as(network, email_key):
    """Make comments of one sender wait for each other until the transaction ends."""
    take_turns(f"network {network}", f"email {email_key}")


def seconds_to_wait(comments, comment, policy):
    """Whole seconds until `comment` may be stored next to `comments` (a manager), 0 if now."""
    now, moment = comment.created_at, connection.ops.adapt_datetimefield_value
    of_network = [comment.ip_network, moment(now - MINUTE), policy.max_per_address - 1]
    of_address = [comment.email_key, moment(now - HOUR), policy.max_per_email - 1]
    with connection.cursor() as cursor:
        cursor.execute(LAST_ALLOWED, of_network + of_address)
        for found in cursor.fetchall():
            by_network, by_address = map(_as_moment, found)
    return max(seconds_left(by_network, MINUTE, now), seconds_left(by_address, HOUR, now))


def seconds_until_report(reports, report, policy):
    """The same for a report. Its address is not asked: anybody can type it, and nobody else's
    reports may be refused for that.
    """
    now, network = report.created_at, report.ip_network
    of_minute = _last_of(reports.model, "sent_from", policy.max_per_address)
    of_hour = _last_of(reports.model, "sent_from", policy.max_per_email)
    found = (of_minute(network, now - MINUTE), MINUTE), (of_hour(network, now - HOUR), HOUR)
    return max(seconds_left(rows[0][0] if rows else None, period, now) for rows, period in found)


def _as_moment(value):
    """SQLite knows no zones: there it is UTC."""
    return value.replace(tzinfo=UTC) if value and not value.tzinfo else value


@cache
def _last_of(model, sent_by, at_most):
    """When a sender sent the last one that he may send, as a query of sender and moment."""

    def make(sender, moment):
        sent = getattr(model.objects, sent_by)(sender).since(moment).order_by("-created_at")
        return sent.values_list("created_at")[at_most - 1 : at_most]

    return Prepared(make, TEXT, MOMENT)
