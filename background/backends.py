"""Where jobs are kept: always in the database, so that they are committed with the change.

A job that is enqueued in a transaction exists if and only if that transaction commits: nothing is
announced too early, nothing is lost between commit and queue. Ready-made Redis queues cannot
promise it. In trials with Redis, huey 3.5 took a task off the list before running it, so that
kill -9 left it RUNNING for ever, and django-tasks-rq 0.12 declares it failed; both keep the only
copy in Redis and refuse readers' posts while Redis is gone. So Redis does here what it is best
at: it tells all workers on all machines, at once, that there is work.
"""

import json
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json
from django_tasks_db.backend import DatabaseBackend as RowBackend

from .bell import Bell
from .retries import RetryingTask

# By hand, because a reader waits for it: written by Django it takes ten times as long.
ADD = """
INSERT INTO django_tasks_database_dbtaskresult
    (id, status, enqueued_at, args_kwargs, priority, task_path, worker_ids, queue_name,
    backend_name, run_after, exception_class_path, traceback)
VALUES (%s, %s, %s, %s, %s, %s, '[]', %s, %s, %s, '', '')
"""


class DatabaseBackend(RowBackend):
    """Jobs in the database; workers look for them every half second."""

    task_class = RetryingTask
    bell = None

    def enqueue(self, task, args, kwargs):
        self.validate_task(task)
        result = self._task_to_db_task(task, args, kwargs).task_result
        task_enqueued.send(type(self), task_result=result)
        return result

    def _task_to_db_task(self, task, args, kwargs):
        from django_tasks_db.models import DBTaskResult, get_date_max  # not loaded before settings

        row = DBTaskResult(
            id=self._get_id(),
            enqueued_at=timezone.now(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        moment = connection.ops.adapt_datetimefield_value
        key = row._meta.pk.get_db_prep_value(row.pk, connection)
        what = json.dumps(row.args_kwargs), row.priority, row.task_path, row.queue_name
        values = [key, row.status.value, moment(row.enqueued_at), *what]
        with connection.cursor() as cursor:
            cursor.execute(ADD, [*values, row.backend_name, moment(row.run_after)])
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return row


class RedisBackend(DatabaseBackend):
    """Jobs in the database; a bell in Redis (OPTIONS["url"]) wakes the workers of all machines."""

    # Through the synchronous one, because on_commit belongs to a thread.
    aenqueue = BaseTaskBackend.aenqueue

    @cached_property
    def bell(self):
        return Bell(self.options["url"])

    def enqueue(self, task, args, kwargs):
        result = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            transaction.on_commit(self.bell.ring, robust=True)
        return result
