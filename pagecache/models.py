from datetime import timedelta

from django.db import models
from django.utils import timezone

from pagecache.journal import KEPT_PURGES

SILENT = timedelta(minutes=2)


class CurrentTransaction(models.Func):
    """Number of the transaction that inserts, on PostgreSQL; see `journal`."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="(%(function)s()::text::bigint)")

    def as_sqlite(self, compiler, connection, **context):
        return "0", []


class PurgeQuerySet(models.QuerySet):
    def trim(self, older_than=KEPT_PURGES):
        """Delete purges that every process has read; return their number."""
        return self.filter(created_at__lt=timezone.now() - older_than).delete()[0]


class Purge(models.Model):
    """Something that pages show has changed. Rows are only added, and read by every process."""

    tag = models.CharField(max_length=100)
    gone = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    xact = models.BigIntegerField(db_default=CurrentTransaction(), db_index=True, editable=False)

    objects = PurgeQuerySet.as_manager()

    def __str__(self):
        return self.tag


class ProcessQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(seen_at__gte=timezone.now() - SILENT).order_by("name")

    def trim(self):
        return self.filter(seen_at__lt=timezone.now() - 10 * SILENT).delete()[0]


class Process(models.Model):
    """What one process has counted since it started; it writes its row itself."""

    name = models.CharField(max_length=100, unique=True)  # machine:number
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    counters = models.JSONField(default=dict)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "processes"

    def __str__(self):
        return self.name
