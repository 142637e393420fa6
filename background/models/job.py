"""The rows of django_tasks_db with the verbs they lack."""

import logging
from traceback import format_exception

from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError
from django_tasks.signals import task_started
from django_tasks.utils import get_module_path, normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from background.retries import MOST_LOST, GiveUp, Retry, WorkerLost

from .querysets import JobQuerySet

logger = logging.getLogger(__name__)

LONGEST_TRACEBACK = 20_000  # characters; the end says what happened


class Job(DBTaskResult):
    """A task that was enqueued. `worker_ids` has one entry for each attempt."""

    objects = JobQuerySet.as_manager()

    class Meta:
        proxy = True
        default_permissions = ()

    @property
    def attempts(self):
        return len(self.worker_ids)

    @property
    def attempt(self):
        """What tells this attempt from all others of all jobs."""
        return self.pk, self.attempts

    @property
    def declared(self):
        """The task as the code declares it; None if this code does not (yet, any more) know it."""
        try:
            return self.task
        except (ImportError, SuspiciousOperation, InvalidTaskError, ImproperlyConfigured):
            return None

    @property
    def retry(self):
        return getattr(self.declared, "retry", None) or Retry()

    @property
    def is_private(self):
        """Whether the arguments may hold personal data; of an unknown task they may."""
        return getattr(self.declared, "private", not self.declared)

    def call(self):
        """Do the work; returns the task's answer as JSON, raises whatever the task raises."""
        task, result = self.task, self.task_result
        task_started.send(sender=type(task.get_backend()), task_result=result)
        context = [TaskContext(task_result=result)] if task.takes_context else []
        return normalize_json(task.call(*context, *result.args, **result.kwargs))

    @transaction.atomic
    def succeed(self, answer):
        """Note the answer; False if the job was taken from this worker meanwhile."""
        row = self._locked()
        if row is None:
            return False
        row.status = TaskResultStatus.SUCCESSFUL
        row.finished_at = timezone.now()
        row.return_value = answer
        row.exception_class_path = row.traceback = ""
        if row.is_private:
            row.args_kwargs = {"args": [], "kwargs": {}}
        row.save()
        return True

    @transaction.atomic
    def fail(self, error):
        """Note the error; the job runs again after a pause, or is dead. Returns whether it is."""
        row = self._locked()
        if row is None:
            return False
        if isinstance(error, GiveUp) or row.attempts >= row.retry.tries:
            row._die(error)
            return True
        row._again(row.retry.pause_after(row.attempts, spread=row.pk.int % 1000 / 1000), error)
        return False

    @transaction.atomic
    def take_back(self):
        """Let the job of a worker that vanished run again, at once, but not without end."""
        row = self._locked()
        if row is None:
            return
        error = WorkerLost(f"Its worker vanished {row.attempts} times or it failed before.")
        if row.attempts >= max(row.retry.tries, MOST_LOST):
            row._die(error)
            logger.error("Job %s (%s) is dead: its workers vanish", row.pk, row.task_path)
            return
        row._again(None, None)
        logger.warning("Job %s (%s) lost its worker; it runs again", row.pk, row.task_path)

    @transaction.atomic
    def run_again(self):
        """Call a dead job back to life, with all its tries; False if it is not dead any more."""
        row = self._locked()
        if row is None or row.status != TaskResultStatus.FAILED:
            return False
        row.worker_ids = []
        row._again(None, None)
        return True

    def _locked(self):
        """This row, locked, if nobody has touched it since it was read; otherwise None.

        A worker that was thought dead and comes back finds its job taken back, and is silent.
        """
        row = Job.objects.select_for_update().filter(pk=self.pk).first()
        seen = (self.status, self.worker_ids)
        return row if row is not None and (row.status, row.worker_ids) == seen else None

    def _again(self, pause, error):
        self.status = TaskResultStatus.READY
        self.run_after = timezone.now() + pause if pause else get_date_max()
        self.finished_at = None
        self._note(error)
        self.save()

    def _die(self, error):
        self.status = TaskResultStatus.FAILED
        self.finished_at = timezone.now()
        self._note(error)
        self.save()

    def _note(self, error):
        if error is None:
            return
        text = "".join(format_exception(error))[-LONGEST_TRACEBACK:]
        # PostgreSQL stores neither NUL nor half characters, and an error may quote any.
        self.traceback = text.replace("\0", "").encode("utf-8", "replace").decode()
        self.exception_class_path = get_module_path(type(error))


class DeadLetter(Job):
    """A job that failed for good: somebody has to look at it."""

    class Meta:
        proxy = True
        verbose_name = _("failed task")
        verbose_name_plural = _("failed tasks")
        default_permissions = ("view", "change", "delete")
