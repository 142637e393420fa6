"""Names of commenters: what may stand in one, and which belong to the newsroom."""

from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language, gettext

from accounts.characters import neutralise_line

from .folding import looks_like

clean_name = neutralise_line
# Stands in no name.
BETWEEN = "\x1f"
AUTHORS_AND_STAFF = """
SELECT {}(name, %s) FROM (
    SELECT name FROM articles_author UNION ALL
    SELECT first_name || ' ' || last_name FROM accounts_user WHERE is_staff AND is_active
) AS people
"""


@lru_cache(maxsize=5000)
def skeleton(name):
    """What `name` looks like: two names that could be taken for each other have the same.

    Accents, case, spaces and punctuation do not count. Empty if nothing of the name is a letter.
    """
    return looks_like(neutralise_line(name))


def is_reserved(name):
    """Whether `name` could be taken for the site, an author or somebody of the staff."""
    wanted = skeleton(name)
    return bool(wanted) and wanted in _skeletons(_authors_and_staff(), get_language())


@lru_cache(maxsize=4)
def _skeletons(people, language):
    """Those of the house's names; `people` are as they are at this moment."""
    return frozenset(map(skeleton, _names_of_the_house(people)))


def _names_of_the_house(people):
    titles = ["admin", "administrator", "moderator", "editor", "newsroom", "staff", "webmaster"]
    yield from titles
    yield from (gettext("administrator"), gettext("moderator"), gettext("editor"))
    yield from (gettext("newsroom"), settings.SITE_NAME)
    yield from people.split(BETWEEN)


def _authors_and_staff():
    """All their names in one text, so that it costs little to see that they are the same."""
    joined = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    with connection.cursor() as cursor:
        cursor.execute(AUTHORS_AND_STAFF.format(joined), [BETWEEN])
        return cursor.fetchone()[0] or ""
