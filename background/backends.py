"""Where jobs are kept: always in the database, so that they are committed with the change.

A job that is enqueued in a transaction exists if and only if that transaction commits: nothing is
announced too early, nothing is lost between commit and queue. Ready-made Redis queues cannot
promise it. In trials with Redis, huey 3.5 took a task off the list before running it, so that
kill -9 left it RUNNING for ever, and django-tasks-rq 0.12 declares it failed; both keep the only
copy in Redis and refuse readers' posts while Redis is gone. So Redis does here what it is best
at: it tells all workers on all machines, at once, that there is work.
"""

from functools import cached_property

from django.db import transaction
from django_tasks.backends.base import BaseTaskBackend
from django_tasks_db.backend import DatabaseBackend as RowBackend

from .bell import Bell
from .retries import RetryingTask


class DatabaseBackend(RowBackend):
    """Jobs in the database; workers look for them every half second."""

    task_class = RetryingTask
    bell = None


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
