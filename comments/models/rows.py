"""Rows of two columns compared as one value, which both databases find by an index."""

from django.db.models import BooleanField, Func


class Before(Func):
    """(a, b) < (c, d)"""

    arity = 4
    output_field = BooleanField()
    sign = "<"

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(each) for each in self.source_expressions]
        a, b, c, d = (sql for sql, _ in parts)
        return f"({a}, {b}) {self.sign} ({c}, {d})", [one for _, some in parts for one in some]


class Behind(Before):
    """(a, b) > (c, d)"""

    sign = ">"
