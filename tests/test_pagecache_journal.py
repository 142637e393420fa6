"""Reading the table of purges: each committed one exactly once, in whatever order they commit."""

import random
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from pagecache import journal
from pagecache.models import Purge


@contextmanager
def another_connection():
    other = connection.copy()
    other.settings_dict["OPTIONS"].pop("pool", None)
    try:
        yield other
    finally:
        other.close()


def insert(on, tag):
    with on.cursor() as cursor:
        xact = "pg_current_xact_id()::text::bigint" if on.vendor == "postgresql" else "0"
        cursor.execute(
            "INSERT INTO pagecache_purge (tag, gone, created_at, xact) "  # noqa: S608 two constants
            f"VALUES (%s, false, CURRENT_TIMESTAMP, {xact}) RETURNING id",
            [tag],
        )
        return cursor.fetchone()[0]


def since(position):
    """Tags that are new since the position, and the position to read from next."""
    with connection.cursor() as cursor:
        news = journal.since(cursor, position)
    assert not news.lost
    return [tag for _, tag, _ in news.rows], news.position


@pytest.fixture
def here(transactional_db):
    with connection.cursor() as cursor:
        return journal.here(cursor)


def test_each_purge_is_read_once(here):
    with transaction.atomic():
        Purge.objects.create(tag="one")
        Purge.objects.create(tag="two")
    tags, position = since(here)
    assert tags == ["one", "two"]
    Purge.objects.create(tag="three")
    tags, position = since(position)
    assert tags == ["three"]
    assert since(position)[0] == []


def test_row_says_which_transaction_wrote_it(here):
    with transaction.atomic():
        one, two = Purge.objects.create(tag="one"), Purge.objects.create(tag="two")
    three = Purge.objects.create(tag="three")
    rows = Purge.objects.in_bulk()
    if connection.vendor == "postgresql":
        assert rows[one.pk].xact == rows[two.pk].xact < rows[three.pk].xact
    else:
        assert {row.xact for row in rows.values()} == {0}


def test_nothing_is_lost_when_all_rows_are_trimmed(here):
    Purge.objects.create(tag="one")
    _, position = since(here)
    Purge.objects.all().delete()
    assert since(position)[0] == []
    Purge.objects.create(tag="two")
    assert since(position)[0] == ["two"]


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
class TestOrderOfCommits:
    def test_lower_id_that_commits_later_is_read(self, here):
        with another_connection() as slow, another_connection() as fast:
            slow.set_autocommit(False)
            lower = insert(slow, "slow")
            higher = insert(fast, "fast")
            assert lower < higher
            tags, position = since(here)
            assert tags == ["fast"]
            assert since(position)[0] == []
            slow.commit()
            tags, position = since(position)
            assert tags == ["slow"]
            assert since(position)[0] == []

    def test_transaction_that_stays_open_for_long_is_read_at_its_end(self, here):
        with another_connection() as slow:
            slow.set_autocommit(False)
            insert(slow, "slow")
            position, read = here, []
            for number in range(50):
                Purge.objects.create(tag=f"fast{number}")
                tags, position = since(position)
                read += tags
            assert read == [f"fast{number}" for number in range(50)]
            slow.commit()
            assert since(position)[0] == ["slow"]

    def test_rolled_back_purge_is_not_read(self, here):
        with another_connection() as slow:
            slow.set_autocommit(False)
            insert(slow, "slow")
            _, position = since(here)
            slow.rollback()
            assert since(position)[0] == []

    def test_savepoints_belong_to_their_transaction(self, here):
        with another_connection() as slow:
            slow.set_autocommit(False)
            first = slow.savepoint()
            insert(slow, "kept")
            slow.savepoint_commit(first)
            second = slow.savepoint()
            insert(slow, "dropped")
            slow.savepoint_rollback(second)
            Purge.objects.create(tag="fast")
            tags, position = since(here)
            assert tags == ["fast"]
            slow.commit()
            assert since(position)[0] == ["kept"]

    def test_any_order_of_commits_is_read_exactly_once(self, here):
        chance = random.Random(7)
        position, read, written = here, [], []
        with (
            another_connection() as a,
            another_connection() as b,
            another_connection() as c,
            another_connection() as d,
        ):
            open_tags = {writer: [] for writer in (a, b, c, d)}
            for writer in open_tags:
                writer.set_autocommit(False)
            for number in range(400):
                writer = chance.choice(list(open_tags))
                deed = chance.choice(["insert", "insert", "commit", "rollback", "read"])
                if deed == "insert":
                    insert(writer, f"tag{number}")
                    open_tags[writer].append(f"tag{number}")
                elif deed == "read":
                    tags, position = since(position)
                    read += tags
                else:
                    written += open_tags[writer] if deed == "commit" else []
                    open_tags[writer] = []
                    getattr(writer, deed)()
            read += since(position)[0]
        assert sorted(read) == sorted(written)
        assert len(written) > 50

    def test_index_is_used(self, here):
        Purge.objects.bulk_create(Purge(tag=f"tag{n}") for n in range(20_000))
        with connection.cursor() as cursor:
            position = journal.here(cursor)
            cursor.execute("ANALYZE pagecache_purge")
            _, later, still_open = journal._parts(position)
            cursor.execute("EXPLAIN " + journal.NEW_ON_POSTGRESQL, [later, [*still_open, 7], 10])
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "pagecache_purge_xact" in plan
        assert "Seq Scan" not in plan
