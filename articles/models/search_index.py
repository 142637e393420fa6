"""The index of words over entries: GIN in PostgreSQL; in SQLite FTS5, kept by triggers.

`subject` is what the tables' names begin with: search for articles, image for pictures.
"""

_GIN = [
    # PostgreSQL lays none while it has yet to check rows of the same transaction.
    "SET CONSTRAINTS ALL IMMEDIATE",
    "CREATE INDEX {0}_words ON articles_{0}entry USING gin (words) WITH (fastupdate = off)",
]
_ADD = "INSERT INTO articles_{0}words (rowid, words) VALUES (new.place, new.words);"
_REMOVE = (
    "INSERT INTO articles_{0}words (articles_{0}words, rowid, words)"
    " VALUES ('delete', old.place, old.words);"
)
# Words are folded already, so that anything but a space belongs to one. It keeps no copy of them.
_FTS5 = [
    "CREATE VIRTUAL TABLE articles_{0}words USING fts5(words, tokenize='ascii', detail='none',"
    " content='articles_{0}entry', content_rowid='place')",
    "INSERT INTO articles_{0}words (articles_{0}words) VALUES ('rebuild')",
    "CREATE TRIGGER {0}_added AFTER INSERT ON articles_{0}entry BEGIN " + _ADD + " END",
    "CREATE TRIGGER {0}_removed AFTER DELETE ON articles_{0}entry BEGIN " + _REMOVE + " END",
    "CREATE TRIGGER {0}_changed AFTER UPDATE ON articles_{0}entry BEGIN " + _REMOVE + _ADD + " END",
]
_WITHOUT_FTS5 = [
    *("DROP TRIGGER {0}_" + name for name in ("added", "removed", "changed")),
    "DROP TABLE articles_{0}words",
]


def lay(connection, subject="search"):
    """Make the index of what is there."""
    _say(connection, {"postgresql": _GIN, "sqlite": _FTS5}, subject)


def take_away(connection, subject="search"):
    drop = ["DROP INDEX IF EXISTS {0}_words"]
    _say(connection, {"postgresql": drop, "sqlite": _WITHOUT_FTS5}, subject)


def _say(connection, statements, subject):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement.format(subject))
