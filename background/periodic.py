"""What runs every so often, declared where the task is, in the tasks.py of an app:

    @every(minutes=5)
    @task()
    def count_readers(): ...

It is enqueued once however many workers there are, and once after a pause however long.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Job, Schedule

PERIODIC = {}  # path of the task: (the task, interval)


def every(**interval):
    """Decorator over `@task`; takes what timedelta takes (seconds, minutes, hours, days)."""

    def declare(task):
        PERIODIC[task.module_path] = (task, timedelta(**interval))
        return task

    return declare


def enqueue_due():
    """Enqueue what is due; returns how many. One small read when there is nothing to do."""
    known = Schedule.objects.in_bulk(list(PERIODIC))
    return sum(
        _enqueue_once(path, task, interval)
        for path, (task, interval) in PERIODIC.items()
        if path not in known or known[path].is_due(interval)
    )


@transaction.atomic
def _enqueue_once(path, task, interval):
    now = timezone.now()
    Schedule.objects.bulk_create([Schedule(task_path=path, next_at=now)], ignore_conflicts=True)
    schedule = Schedule.objects.select_for_update().get(pk=path)
    if not schedule.is_due(interval):  # another worker was faster
        return False
    schedule.next_at = _next(schedule.next_at, interval, now)
    # The one before has not even ended (slow, or waiting for its next try): no second beside it.
    enqueue = not Job.objects.unfinished().filter(pk=schedule.last_job).exists()
    if enqueue:
        schedule.last_job = task.enqueue().id
    schedule.save()
    return enqueue


def _next(last, interval, now):
    """First moment after now in steps from `last`; what was missed meanwhile is not made up."""
    if last > now:  # the clock was set back
        return now + interval
    return last + ((now - last) // interval + 1) * interval
