"""SQL that is made once: writing it takes Django longer than the database takes to answer."""

import re
from datetime import UTC, datetime
from operator import itemgetter

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable
from django.db.models.sql import InsertQuery

# What stands for the values while the SQL is made; nothing else in a query is equal to one.
MOMENT, TEXT, NUMBER = datetime(1801, 2, 3, 4, 5, 6, 789, UTC), "\x01a text\x02", 741_852_963_074

LARGEST = 2**63 - 1


class Prepared:
    """A queryset as a function: called with values, it gives the list of what it finds.

    Instances, or rows as tuples after values_list().

    `make` gives the queryset for values of these `kinds` (MOMENT, TEXT or NUMBER, each at most
    once). What they are must not change the SQL; prefetches are not made, signals not sent.
    """

    def __init__(self, make, *kinds):
        self.make, self.kinds = make, kinds
        self.statements = {}

    def __call__(self, *values):
        if any(isinstance(value, int) and value > LARGEST for value in values):
            return []  # no row has such a number, and databases refuse to look
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self.statements.get(connection.vendor)
        if statement is None:
            changing = _adapted(self.kinds, connection)
            statement = Statement(self.make(*self.kinds), connection, changing)
            self.statements[connection.vendor] = statement
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled(_adapted(values, connection)))
            rows = cursor.fetchall()
        if statement.gives_rows:
            return rows
        return [statement.found(row, connection) for row in rows]


def _adapted(values, connection):
    """As they stand among the parameters of a query."""
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(one) if isinstance(one, datetime) else one for one in values]


def _with_literals(sql, parameters, changing):
    """`sql` with plain words and numbers among its parameters written out, and the others.

    SQLite plans a statement anew, each time, for a parameter that decides whether a partial index
    will do ("published"); that takes longer than the search.
    """
    pieces, left = sql.split("%s"), []
    if "%%" in sql or len(pieces) != len(parameters) + 1:
        return sql, parameters
    written = [pieces[0]]
    for one, piece in zip(parameters, pieces[1:], strict=True):
        literal = None if one in changing else _literal(one)
        left += [one] if literal is None else []
        written += [literal or "%s", piece]
    return "".join(written), left


def _literal(value):
    if isinstance(value, str) and re.fullmatch("[a-z]+", value):
        return f"'{value}'"
    return str(value) if type(value) is int else None


def _faster(convert, connection):
    """Django's converters of a column; that of moments, of which a page has hundreds, by ours."""
    moments = getattr(connection.ops, "convert_datetimefield_value", None)
    return [_moment if one == moments else one for one in convert]


def _moment(value, expression, connection):
    """SQLite knows no zones: what it gives is UTC."""
    if type(value) is datetime and connection.timezone is UTC:
        return value.replace(tzinfo=UTC)
    return connection.ops.convert_datetimefield_value(value, expression, connection)


class Statement:
    """The SQL of a queryset with its parameters, and how instances are made of its rows."""

    def __init__(self, queryset, connection, changing):
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.parameters = _with_literals(*compiler.as_sql(), changing)
        self.given = len(changing)
        self.places = [
            (place, changing.index(one))
            for place, one in enumerate(self.parameters)
            if one in changing
        ]
        expressions = [expression for expression, *_ in compiler.select]
        self.converters = [
            (place, _faster(convert, connection), expression)
            for place, (convert, expression) in compiler.get_converters(expressions).items()
        ]
        gives_instances = queryset._iterable_class is ModelIterable
        self.made_of = Made(compiler.klass_info, expressions) if gives_instances else None
        self.annotations = compiler.annotation_col_map.items()
        self.gives_rows = not (self.converters or gives_instances)

    def filled(self, values):
        """The parameters with these values in their places."""
        if len(values) != self.given:
            raise TypeError(f"{len(values)} values for {self.given} places")
        filled = list(self.parameters)
        for place, number in self.places:
            filled[place] = values[number]
        return filled

    def found(self, row, connection):
        row = list(row)
        for place, convert, expression in self.converters:
            value = row[place]
            for step in convert:
                value = step(value, expression, connection)
            row[place] = value
        if not self.made_of:
            return tuple(row)
        one = self.made_of.instance(row)
        for name, place in self.annotations:
            setattr(one, name, row[place])
        return one


def add(instance):
    """Store a new instance. No signals are sent, and what it is related to is stored already."""
    connection = connections[DEFAULT_DB_ALIAS]
    which = type(instance), connection.vendor
    statement = _inserts.get(which)
    if statement is None:
        statement = _inserts[which] = Insert(instance, connection)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values_of(instance, connection))
        (instance.pk,) = cursor.fetchone()
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS


_inserts = {}


class Insert:
    """The SQL by which a model's instances come in, and how their values become parameters."""

    # What both databases take as it is, moments but for their zone, in fields of these kinds.
    PLAIN_FIELDS = (
        models.CharField, models.TextField, models.IntegerField, models.BooleanField,
        models.ForeignKey, models.DateTimeField,
    )  # fmt: skip
    PLAIN_VALUES = frozenset([str, int, bool, type(None)])

    def __init__(self, sample, connection):
        key = sample._meta.pk
        fields = [field for field in sample._meta.local_concrete_fields if field is not key]
        query = InsertQuery(type(sample))
        query.insert_values(fields, [sample])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [key]
        ((self.sql, parameters),) = compiler.as_sql()
        if len(parameters) != len(fields):
            raise TypeError(f"{type(sample)} has fields that the database fills")
        self.fields = [(field, field.attname, self._is_plain(field)) for field in fields]

    def _is_plain(self, field):
        sets_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        return isinstance(field, self.PLAIN_FIELDS) and not sets_itself

    def values_of(self, instance, connection):
        known, plain, values = instance.__dict__, self.PLAIN_VALUES, []
        adapt = connection.ops.adapt_datetimefield_value
        for field, name, is_plain in self.fields:
            value = known[name]
            if is_plain and type(value) is datetime:
                value = adapt(value)
            elif not (is_plain and type(value) in plain):
                value = field.get_db_prep_save(field.pre_save(instance, True), connection)
            values.append(value)
        return values


class Made:
    """Which columns of a row make an instance, and the instances that it was joined with."""

    def __init__(self, info, expressions):
        self.model, places = info["model"], info["select_fields"]
        self.names = [expressions[place].target.attname for place in places]
        self.values_of = itemgetter(*places) if len(places) > 1 else lambda row: [row[places[0]]]
        self.key = next(p for p in places if expressions[p].target.primary_key)
        self.joined = [
            (Made(other, expressions), other["local_setter"], other["remote_setter"])
            for other in info.get("related_klass_infos", ())
        ]

    def instance(self, row):
        """As Model.from_db() makes it, without asking each field; None where nothing was joined."""
        if row[self.key] is None:
            return None
        one = self.model.__new__(self.model)
        known = one.__dict__
        known.update(zip(self.names, self.values_of(row), strict=True))
        known["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        for made_of, set_here, set_there in self.joined:
            other = made_of.instance(row)
            set_here(one, other)
            if other is not None:
                set_there(other, one)
        return one
