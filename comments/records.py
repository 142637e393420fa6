"""What is known of those who wrote: earlier comments with the same address, from the same network.

Asked for a page of comments at once, two queries however many they are; each looks back as far as
LOOKED_AT comments.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

# The newest so many of one address or network: enough to know somebody, and no more work for one
# with a hundred thousand. Each lies somewhere else in a large table: of all that a page of the
# queue reads these are most.
LOOKED_AT = 10


@dataclass
class Record:
    """How often each status befell an address, under which names, and who else is near."""

    counts: dict = field(default_factory=lambda: defaultdict(int))
    first_seen: datetime | None = None
    names: list = field(default_factory=list)
    neighbours: list = field(default_factory=list)

    @property
    def is_cut(self):
        """Whether there may be more than was looked at."""
        return sum(self.counts.values()) > LOOKED_AT

    @property
    def is_new(self):
        return sum(self.counts.values()) < 2


def records_of(comments):
    """{number of the comment: Record of its sender} for those of readers."""
    readers = [each for each in comments if not each.user_id]
    by_email = _by_email({each.email_key for each in readers})
    by_network = _by_network({each.ip_network for each in readers if each.ip_network})
    return {each.pk: _record(each, by_email, by_network) for each in readers}


def _record(comment, by_email, by_network):
    rows, near = by_email[comment.email_key], by_network[comment.ip_network]
    record = Record(
        first_seen=min((first for *_, first in rows), default=None),
        names=sorted({name for name, *_ in rows} - {comment.name}),
        neighbours=sorted({email for key, email in near if key != comment.email_key}),
    )
    for _name, status, number, _first in rows:
        record.counts[status] += number
    return record


def _by_email(keys):
    """{address: [(name, status, how often, first time)]}"""
    found = defaultdict(list)
    # The first one ever beside the newest, for "first seen".
    ends = [f"created_at DESC LIMIT {LOOKED_AT}", "created_at LIMIT 1"]
    columns = "email_key, name, status"
    for key, name, status, number, first in _newest("email_key", keys, columns, ends):
        found[key].append((name, status, number, _moment(first)))
    return found


def _by_network(networks):
    """{network: {(address, as it was typed)}}"""
    found = defaultdict(set)
    ends = [f"created_at DESC LIMIT {LOOKED_AT}"]
    columns = "ip_network, email_key, email"
    for network, key, email, _number, _first in _newest("ip_network", networks, columns, ends):
        found[network].add((key, email))
    return found


def _newest(column, values, columns, ends):
    """`columns` of the first rows by each of `ends` for each value, equal ones together.

    By hand: what the ORM makes of fifty limits in a union took longer than the rest of the page.
    A row that is first by two ends counts once.
    """
    if not values:
        return []
    parts = [
        f"SELECT * FROM (SELECT id, {columns}, created_at FROM comments_comment "  # noqa: S608 ours
        f"WHERE {column} = %s AND user_id IS NULL ORDER BY {end}) AS part{number}"
        for number, end in enumerate(ends * len(values))
    ]
    named = [value for value in sorted(values) for _end in ends]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, COUNT(*), MIN(created_at) "  # noqa: S608 ours
            f"FROM ({' UNION '.join(parts)}) AS newest GROUP BY {columns}",
            named,
        )
        return cursor.fetchall()


def _moment(value):
    """SQLite keeps moments as text, in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
