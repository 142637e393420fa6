"""The worker: hands jobs to threads, keeps its lease alive, and looks after lost and due jobs."""

import logging
import os
import secrets
import socket
import threading
import time
from queue import Empty, SimpleQueue

from django.db import Error, InterfaceError, OperationalError, close_old_connections
from django_tasks import task_backends
from django_tasks.signals import task_finished
from redis.exceptions import RedisError

from . import periodic
from .models import Job, Lease

logger = logging.getLogger(__name__)

LOOK = "look"  # what wakes the main thread, if it is not the attempt that has ended


def _at_once(verb, outcome):
    return verb(outcome)


def perform(job, write=_at_once):
    """Run one job and write down what became of it."""
    try:
        answer = job.call()
        finished = write(job.succeed, answer)
    except (Exception, SystemExit) as error:
        finished = write(job.fail, error)
        if finished:
            _say_finished(job)  # here, so that what is logged has the traceback
        else:  # only the kind of error: its text stands with the job and may quote anything
            logger.warning("Job %s (%s) failed: %s", job.pk, job.task_path, type(error).__name__)
    else:
        if finished:
            _say_finished(job)


def _say_finished(job):
    job.refresh_from_db()
    if task := job.declared:
        task_finished.send(sender=type(task.get_backend()), task_result=job.task_result)


def run_waiting():
    """Run in this thread what is due now, the periodic tasks too; returns how many jobs ran."""
    worker_id = _new_id()
    Lease.renew(worker_id, 3600)  # nobody renews it meanwhile
    try:
        periodic.enqueue_due()
        Job.objects.take_back_lost()
        ran = 0
        while job := Job.objects.take(worker_id):
            perform(job)
            ran += 1
        return ran
    finally:
        Lease.objects.filter(pk=worker_id).delete()


def _new_id():
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


class Worker:
    def __init__(self, *, threads=2, lease=30, poll=0.5, grace=20):
        """All times in seconds: `lease` after which others take over the jobs of a silent worker,
        `poll` between two looks into the database, `grace` for running jobs when it stops."""
        self.id = _new_id()
        self.threads, self.lease, self.poll, self.grace = threads, lease, poll, grace
        self.stopping = False
        self._woken = SimpleQueue()
        self._jobs = SimpleQueue()
        self._in_hand = set()
        self._hears_bell = False
        self._next_round = self._may_judge = 0.0
        self._in_outage = False

    def stop(self, *signal):
        """Take no new job. Also a signal handler: SimpleQueue.put may interrupt itself."""
        self.stopping = True
        self._woken.put(LOOK)

    def run(self):
        """Work until stop(); returns when the running jobs are done or `grace` is over."""
        self._wait_before_judging()
        self._start(self._serve, times=self.threads)
        if bell := task_backends["default"].bell:
            self._start(self._listen, bell)
        logger.info("Worker %s works with %d threads", self.id, self.threads)
        while not self.stopping:
            self._guarded(self._look_after_and_hand_out)
            self._sleep(self.poll * (4 if self._hears_bell else 1))
        self._finish()

    # Main thread

    def _look_after_and_hand_out(self):
        self._keep_round()
        while len(self._in_hand) < self.threads and not self.stopping:
            job = Job.objects.take(self.id)
            if job is None:
                return
            self._in_hand.add(job.attempt)
            self._jobs.put(job)

    def _keep_round(self):
        if time.monotonic() < self._next_round:
            return
        Lease.renew(self.id, self.lease)
        self._next_round = time.monotonic() + self.lease / 6
        periodic.enqueue_due()
        if time.monotonic() >= self._may_judge:
            Job.objects.take_back_lost(asking=self.id, in_hand=self._in_hand)

    def _wait_before_judging(self):
        # After an outage of the database all leases look old: each worker gets time to renew.
        self._may_judge = time.monotonic() + self.lease

    def _guarded(self, look):
        """A database that is gone, busy or not migrated yet is waited for."""
        try:
            look()
        except Error as error:
            self._wait_before_judging()
            if not self._in_outage:
                logger.error(
                    "The database does not answer, waiting for it: %s", type(error).__name__
                )
            self._in_outage = True
        else:
            if self._in_outage:
                logger.warning("The database is back")
            self._in_outage = False
        finally:
            close_old_connections()

    def _sleep(self, seconds):
        """Wait until something happens, at most so long; several calls at once count as one."""
        try:
            woken = self._woken.get(timeout=seconds)
            while True:
                self._in_hand.discard(woken)
                woken = self._woken.get_nowait()
        except Empty:
            return

    def _finish(self):
        end = time.monotonic() + self.grace
        while self._in_hand and time.monotonic() < end:
            self._guarded(lambda: Lease.renew(self.id, self.lease))
            self._sleep(min(self.lease / 6, max(0, end - time.monotonic())))
        # What still runs is taken over by others as soon as the lease is gone.
        self._guarded(lambda: Lease.objects.filter(pk=self.id).delete())
        logger.info("Worker %s stops; %d jobs interrupted", self.id, len(self._in_hand))

    # Other threads; daemons, so that a job that hangs does not keep the process

    def _start(self, target, *args, times=1):
        for _number in range(times):
            threading.Thread(target=target, args=args, daemon=True).start()

    def _serve(self):
        while True:
            job = self._jobs.get()
            attempt = job.attempt
            try:
                perform(job, write=self._until_written)
            except Exception:  # a listener of a signal, a row deleted: not worth a thread
                logger.exception("Job %s could not be settled", job.pk)
            finally:
                close_old_connections()
                self._woken.put(attempt)

    def _listen(self, bell):
        while True:
            try:
                self._hears_bell = True
                bell.listen(lambda: self._woken.put(LOOK))
            except RedisError as error:
                self._hears_bell = False
                logger.warning("Redis is silent, looking more often: %s", type(error).__name__)
                time.sleep(5)

    def _until_written(self, verb, outcome):
        """Do not forget what became of a job because the database is away."""
        while True:
            close_old_connections()
            try:
                return verb(outcome)
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database is away, an outcome waits: %s", type(error).__name__)
                time.sleep(1)
            finally:
                close_old_connections()
