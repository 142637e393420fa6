"""Reading the table of purges: what has been committed since a position, exactly once.

Ids are no order to read by on PostgreSQL: a transaction may take a lower id and commit later, an
hour later if it is an import. So a position is a snapshot, and a row is new if that snapshot did
not see its transaction: begun later, or still open then. Nothing is remembered, no window is
guessed, and the index finds the rows. SQLite has one writer at a time: there ids are the order of
commits.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

# No living process is so far behind: one that could not read for half as long forgets everything.
KEPT_PURGES = timedelta(days=1)
# More than so many at once are read as "everything".
MANY = 10_000

NEW_ON_POSTGRESQL = """
    SELECT now.snapshot::text, purge.id, purge.tag, purge.gone
    FROM (SELECT pg_current_snapshot() AS snapshot) AS now
    LEFT JOIN pagecache_purge AS purge
      ON purge.xact >= %s OR purge.xact = ANY(%s)
    ORDER BY purge.id LIMIT %s
"""
NEW_ON_SQLITE = "SELECT id, tag, gone FROM pagecache_purge WHERE id > %s ORDER BY id LIMIT %s"
LAST_ON_SQLITE = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'pagecache_purge'"


# By hand, because every comment that appears adds some.
ADD = "INSERT INTO pagecache_purge (tag, gone, created_at, xact) VALUES {} RETURNING id, tag, gone"
ROW = "(%s, %s, %s, {})"
TRANSACTION = {"postgresql": "pg_current_xact_id()::text::bigint", "sqlite": "0"}
AT_ONCE = 200


@dataclass(slots=True)
class News:
    rows: list  # of (id, tag, gone)
    position: str | int
    lost: bool = False  # what was missed cannot be told: everything may have changed


def add(cursor, tags, gone):
    """Write purges of these tags; returns rows of (id, tag, gone)."""
    now = cursor.db.ops.adapt_datetimefield_value(timezone.now())
    row, rows = ROW.format(TRANSACTION[cursor.db.vendor]), []
    for start in range(0, len(tags), AT_ONCE):
        some = tags[start : start + AT_ONCE]
        values = [value for tag in some for value in (tag, gone, now)]
        cursor.execute(ADD.format(", ".join([row] * len(some))), values)
        rows += [(pk, tag, bool(is_gone)) for pk, tag, is_gone in cursor.fetchall()]
    return rows


def here(cursor):
    """The position from which on nothing will be missed."""
    cursor.execute("SELECT 1 FROM pagecache_purge LIMIT 1")  # an error where migrations are due
    on_postgresql = cursor.db.vendor == "postgresql"
    cursor.execute("SELECT pg_current_snapshot()::text" if on_postgresql else LAST_ON_SQLITE)
    return cursor.fetchone()[0]


def since(cursor, position):
    read = _since_on_postgresql if cursor.db.vendor == "postgresql" else _since_on_sqlite
    news = read(cursor, position)
    news.lost = news.lost or len(news.rows) > MANY
    return news


def _since_on_postgresql(cursor, position):
    oldest, later, still_open = _parts(position)
    cursor.execute(NEW_ON_POSTGRESQL, [later, still_open, MANY + 1])
    found = cursor.fetchall()
    snapshot = found[0][0]
    rows = [row[1:] for row in found if row[1] is not None]
    # The oldest open transaction only falls when another database was put in place.
    return News(rows, snapshot, lost=_parts(snapshot)[0] < oldest)


def _since_on_sqlite(cursor, position):
    cursor.execute(LAST_ON_SQLITE)
    last = cursor.fetchone()[0]
    cursor.execute(NEW_ON_SQLITE, [position, MANY + 1])
    rows = cursor.fetchall()
    return News(rows, max([last, *(row[0] for row in rows)]), lost=last < position)


def _parts(snapshot):
    """Oldest transaction that was open, first that had not begun, list of those that were open."""
    oldest, later, still_open = snapshot.split(":")
    return int(oldest), int(later), [int(number) for number in still_open.split(",") if number]
