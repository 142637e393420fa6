from django.db import models, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResultQuerySet, get_date_max

from .lease import Lease

# Characters of what names a person, such as an e-mail address.
LONGEST_NAME = 320


class JobQuerySet(DBTaskResultQuerySet):
    def deferred(self):
        """Waiting for their time, among them those that are tried again later."""
        return self.filter(status=TaskResultStatus.READY, run_after__gt=timezone.now()).exclude(
            run_after=get_date_max()
        )

    def unfinished(self):
        return self.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])

    dead = DBTaskResultQuerySet.failed

    def drop_private(self, is_about):
        """Delete those that hold personal data of somebody and have not succeeded (what succeeded
        holds none); `is_about` says of a short text among the arguments whether it is meant.
        """
        for job in self.exclude(status=TaskResultStatus.SUCCESSFUL).iterator():
            given = job.args_kwargs
            given = (*given["args"], *given["kwargs"].values())
            short = (one for one in given if isinstance(one, str) and len(one) <= LONGEST_NAME)
            if job.is_private and any(is_about(one) for one in short):
                job.delete()

    def waiting_since(self):
        """When the oldest job that could run now became able to; None if none waits."""
        since = models.Case(
            models.When(run_after=get_date_max(), then="enqueued_at"), default="run_after"
        )
        return self.ready().aggregate(since=models.Min(since))["since"]

    def take(self, worker_id):
        """Next job, now running in this worker's name; None if there is nothing to do."""
        if not self.ready().exists():  # reading takes no lock: an idle worker disturbs nobody
            return None
        with transaction.atomic():
            job = self.ready().get_locked()
            if job is not None:
                job.claim(worker_id)
            return job

    def take_back_lost(self, asking=None, in_hand=()):
        """Hand out again what runs in the name of a worker that is no more.

        `asking` is the worker that asks, `in_hand` holds the attempts it really runs. What else
        stands in its name it never heard of: its connection broke while the job was handed out.
        """
        # In this order: a worker that takes its first job between the two reads already has
        # its lease when the leases are read.
        running = list(self.running())
        held = set(Lease.objects.held().values_list("pk", flat=True))
        lost = [
            job
            for job in running
            if job.worker_ids[-1] not in held
            or (job.worker_ids[-1] == asking and job.attempt not in in_hand)
        ]
        for job in lost:
            job.take_back()
        Lease.objects.expired().delete()
        return len(lost)

    def trim(self, older_than, batch=500):
        """Delete those that finished longer ago, in short transactions; returns how many."""
        old = self.filter(finished_at__lt=timezone.now() - older_than).order_by("finished_at")
        deleted = 0
        while keys := list(old.values_list("pk", flat=True)[:batch]):
            deleted += self.model.objects.filter(pk__in=keys).delete()[0]
        return deleted
