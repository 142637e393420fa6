"""Rows by the hundred thousand into the tables of models, past the models: they check nothing."""

import json

from django.db import connection, models
from django.db.models import Max


class Table:
    """The table of a model; each row is a dict of columns, what it leaves out gets the default."""

    def __init__(self, model):
        self.name = model._meta.db_table
        fields = model._meta.concrete_fields
        self.columns = [field.column for field in fields]
        self.defaults = {field.column: field.get_default() for field in fields}
        self._into_text = {field.column: _as_stored(field) for field in fields if _as_stored(field)}
        self.last_id = model.objects.aggregate(last=Max("pk"))["last"] or 0

    def next_id(self):
        self.last_id += 1
        return self.last_id

    def put(self, cursor, rows):
        """Write `rows`, by COPY where the database has it."""
        tuples = (self._tuple(row) for row in rows)
        names = ", ".join(map(connection.ops.quote_name, self.columns))
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {self.name} ({names}) FROM STDIN") as copy:
                for values in tuples:
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(self.columns))
            insert = f"INSERT INTO {self.name} ({names}) VALUES ({marks})"  # noqa: S608 our names
            cursor.executemany(insert, tuples)

    def _tuple(self, row):
        whole = {**self.defaults, **row}
        for column, as_stored in self._into_text.items():
            if whole[column] is not None:
                whole[column] = as_stored(whole[column])
        return [whole[column] for column in self.columns]


def _as_stored(field):
    """How a value of this field is written; None where it is written as it is."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DateTimeField) and connection.vendor == "sqlite":
        return connection.ops.adapt_datetimefield_value
    return None


def count_on(*found):
    """Let the database number its next rows after those that came with their own number."""
    statements = connection.ops.sequence_reset_sql(_NO_COLOUR, found)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class _NO_COLOUR:
    SQL_KEYWORD = SQL_TABLE = SQL_FIELD = staticmethod(str)
