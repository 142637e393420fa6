"""Indexes out of the way while a table is filled: made at once they take a third of the time."""

from contextlib import contextmanager

from django.db import connection

from articles.models import SearchEntry, search_index


@contextmanager
def put_aside(*models):
    """Without the indexes that Meta names; they are there again at the end, however it ends.

    Also those that an earlier run left out when it was killed. SQLite keeps them: a small paper
    is filled soon enough, and readers of a large one have no wish to wait.
    """
    if connection.vendor == "postgresql":
        for model, index in _named(models, there=True):
            with connection.schema_editor() as editor:
                editor.remove_index(model, index)
        if SearchEntry in models:
            search_index.take_away(connection)
    try:
        yield
    finally:
        for model, index in _named(models, there=False):
            with connection.schema_editor() as editor:
                editor.add_index(model, index)
        if SearchEntry in models and connection.vendor == "postgresql":
            search_index.lay(connection)


def _named(models, there):
    """(model, index) for the indexes of `models` that are `there` in the database, or are not."""
    found = set()
    with connection.cursor() as cursor:
        for model in models:
            found |= set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    return [
        (model, index)
        for model in models
        for index in model._meta.indexes
        if (index.name in found) == there
    ]
