"""Finding pictures by words: an index of the database, so that a large library is as fast.

SQLite has it as an FTS5 table, PostgreSQL as a column of type tsvector; both are made by the
migration 0003_library and kept by Image.put and Image.drop.
"""

import re
import unicodedata

from django.db import connection
from django.db.models.expressions import RawSQL

SEARCHED = ("caption", "alt_text", "credit", "keywords", "people", "place", "rights_holder")
# Of a word that thousands of pictures say, the newest so many are found.
MOST_FOUND = 500
MOST_WORDS, LONGEST_WORD = 8, 40


def index(image):
    """Let `image` be found by what it says now, and by its number."""
    said = " ".join([str(image.pk), *(getattr(image, name) for name in SEARCHED)])
    unindex(image)
    words = " ".join(_words(said))
    with connection.cursor() as cursor:
        cursor.execute(_statement("insert"), [image.pk, words])


def unindex(image):
    with connection.cursor() as cursor:
        cursor.execute(_statement("delete"), [image.pk])


def numbers_of(text):
    """A condition's right side: the numbers of the newest pictures that say all words of it."""
    words = _words(text)[:MOST_WORDS]
    if not words:
        return []
    if connection.vendor == "postgresql":
        asked = " & ".join(f"'{word[:LONGEST_WORD]}':*" for word in words)
    else:
        asked = " ".join(f'"{word[:LONGEST_WORD]}"*' for word in words)
    return RawSQL(_statement("find"), [asked, MOST_FOUND])  # noqa: S611 (constant SQL, values as parameters)


def _words(text):
    """Words in small letters without accents: what both databases then compare alike."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"\w+", plain)


_SQL = {
    "sqlite": {
        "insert": "INSERT INTO articles_imagewords (rowid, words) VALUES (%s, %s)",
        "delete": "DELETE FROM articles_imagewords WHERE rowid = %s",
        "find": (
            "SELECT rowid FROM articles_imagewords WHERE articles_imagewords MATCH %s "
            "ORDER BY rowid DESC LIMIT %s"
        ),
    },
    "postgresql": {
        "insert": (
            "INSERT INTO articles_imagewords (image_id, words) "
            "VALUES (%s, array_to_tsvector(ARRAY(SELECT DISTINCT unnest("
            "string_to_array(%s, ' ')))))"
        ),
        "delete": "DELETE FROM articles_imagewords WHERE image_id = %s",
        "find": (
            "SELECT image_id FROM articles_imagewords WHERE words @@ %s::tsquery "
            "ORDER BY image_id DESC LIMIT %s"
        ),
    },
}


def _statement(name):
    return _SQL[connection.vendor][name]
