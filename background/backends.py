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

from django.db import connection, transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
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
    # Through the synchronous one, because on_commit belongs to a thread.
    aenqueue = BaseTaskBackend.aenqueue

    def __init__(self, alias, params):
        super().__init__(alias, params)
        self.valid = set()

    def enqueue(self, task, args, kwargs):
        self._validate(task)
        key = self._get_id()
        result = TaskResult(
            task=task,
            id=str(key),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        self._add(key, result)
        task_enqueued.send(type(self), task_result=result)
        return result

    def _validate(self, task):
        """As Django does, which takes the task's function to pieces, but once."""
        if task.run_after is not None:
            self.validate_task(task)
        elif task not in self.valid:
            self.validate_task(task)
            self.valid.add(task)

    def _add(self, key, result):
        from django_tasks_db.models import DBTaskResult, get_date_max  # not loaded before settings

        task, moment = result.task, connection.ops.adapt_datetimefield_value
        values = [
            DBTaskResult._meta.pk.get_db_prep_value(key, connection),
            result.status.value,
            moment(result.enqueued_at),
            json.dumps({"args": result.args, "kwargs": result.kwargs}),
            task.priority,
            task.module_path,
            task.queue_name,
            self.alias,
            moment(task.run_after or get_date_max()),
        ]
        with connection.cursor() as cursor:
            cursor.execute(ADD, values)


class RedisBackend(DatabaseBackend):
    """Jobs in the database; a bell in Redis (OPTIONS["url"]) wakes the workers of all machines."""

    @cached_property
    def bell(self):
        return Bell(self.options["url"])

    def enqueue(self, task, args, kwargs):
        result = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            transaction.on_commit(self.bell.ring, robust=True)
        return result
