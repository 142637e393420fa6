"""The index of words over search entries: GIN in PostgreSQL; in SQLite FTS5, kept by triggers."""

_GIN = "CREATE INDEX search_words ON articles_searchentry USING gin (words) WITH (fastupdate = off)"
_ADD = "INSERT INTO articles_searchwords (rowid, words) VALUES (new.place, new.words);"
_REMOVE = (
    "INSERT INTO articles_searchwords (articles_searchwords, rowid, words)"
    " VALUES ('delete', old.place, old.words);"
)
# Words are folded already, so that anything but a space belongs to one. It keeps no copy of them.
_FTS5 = [
    "CREATE VIRTUAL TABLE articles_searchwords USING fts5(words, tokenize='ascii', detail='none',"
    " content='articles_searchentry', content_rowid='place')",
    "INSERT INTO articles_searchwords (articles_searchwords) VALUES ('rebuild')",
    f"CREATE TRIGGER search_added AFTER INSERT ON articles_searchentry BEGIN {_ADD} END",
    f"CREATE TRIGGER search_removed AFTER DELETE ON articles_searchentry BEGIN {_REMOVE} END",
    "CREATE TRIGGER search_changed AFTER UPDATE ON articles_searchentry"
    f" BEGIN {_REMOVE} {_ADD} END",
]
_WITHOUT_FTS5 = [
    *(f"DROP TRIGGER search_{name}" for name in ("added", "removed", "changed")),
    "DROP TABLE articles_searchwords",
]


def lay(connection):
    """Make the index of what is there."""
    # PostgreSQL lays none while it has yet to check rows of the same transaction.
    statements = {"postgresql": ["SET CONSTRAINTS ALL IMMEDIATE", _GIN], "sqlite": _FTS5}
    _say(connection, statements[connection.vendor])


def take_away(connection):
    statements = {"postgresql": ["DROP INDEX IF EXISTS search_words"], "sqlite": _WITHOUT_FTS5}
    _say(connection, statements[connection.vendor])


def _say(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
