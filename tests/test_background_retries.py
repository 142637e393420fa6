"""A task is tried again with growing pauses, when it failed and when its worker vanished."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus

from background.models import Job, Lease
from background.retries import MOST_LOST, Retry
from background.worker import run_waiting
from tests import background_tasks as tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2031, 5, 5, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def job_of(result):
    return Job.objects.get(pk=result.id)


def taken(result):
    """The job as a worker has it that has died since."""
    job = Job.objects.take("gone")
    assert str(job.pk) == result.id
    return job


def test_failed_task_is_tried_again_after_growing_pauses_and_then_dead(clock):
    result = tasks.fail.enqueue("broken")
    for pause in (10, 20, 30):
        assert run_waiting() >= 1
        assert run_waiting() == 0  # not before the pause is over
        assert job_of(result).status == TaskResultStatus.READY
        waits = (job_of(result).run_after - timezone.now()).total_seconds()
        assert pause <= waits <= pause * 1.1
        clock.move_to(job_of(result).run_after)
    run_waiting()
    assert job_of(result).status == TaskResultStatus.FAILED
    assert job_of(result).attempts == 4
    assert "ValueError: broken" in job_of(result).traceback
    clock.shift(timedelta(days=2))
    run_waiting()
    assert job_of(result).attempts == 4


def test_pause_doubles_up_to_a_limit():
    retry = Retry(first_pause=10, longest_pause=100)
    pauses = [retry.pause_after(n).total_seconds() for n in (1, 2, 3, 4, 5, 6, 5000)]
    assert pauses == [10, 20, 40, 80, 100, 100, 100]
    assert retry.pause_after(1, spread=1).total_seconds() == 11


def test_task_that_gives_up_is_dead_at_once():
    result = tasks.give_up.enqueue()
    run_waiting()
    assert job_of(result).status == TaskResultStatus.FAILED
    assert job_of(result).attempts == 1


def test_error_that_quotes_anything_can_be_stored():
    result = tasks.answer.enqueue(1)
    taken(result).fail(ValueError("long" * 100_000 + " zero \0 half \ud800 end"))
    assert job_of(result).traceback.endswith(" zero  half ? end\n")
    assert len(job_of(result).traceback) < 25_000


def test_task_that_leaves_the_process_fails_like_others():
    result = tasks.leave_the_process.enqueue()
    run_waiting()
    assert job_of(result).exception_class_path == "builtins.SystemExit"


def test_task_that_this_code_does_not_know_yet_is_tried_again():
    result = tasks.answer.enqueue(1)
    Job.objects.filter(pk=result.id).update(task_path="tests.background_tasks.of_tomorrow")
    run_waiting()
    assert Job.objects.values_list("status", flat=True).get(pk=result.id) == "READY"
    assert Job.objects.deferred().filter(pk=result.id).exists()


# Lost workers


def test_job_of_a_worker_without_lease_is_taken_back():
    job = taken(tasks.answer.enqueue(1))
    assert Job.objects.take_back_lost() == 1
    assert Job.objects.ready().filter(pk=job.pk).exists()


def test_job_of_a_living_worker_stays_with_it():
    job = taken(tasks.answer.enqueue(1))
    Lease.renew("gone", 30)
    assert Job.objects.take_back_lost() == 0
    Lease.objects.filter(pk="gone").update(held_until=Now() - timedelta(seconds=1))
    assert Job.objects.take_back_lost() == 1
    assert not Lease.objects.exists()
    assert Job.objects.ready().filter(pk=job.pk).exists()


def test_job_that_a_living_worker_never_heard_of_is_taken_back():
    job = taken(tasks.answer.enqueue(1))
    Lease.renew("gone", 30)
    assert Job.objects.take_back_lost(asking="gone", in_hand={job.attempt}) == 0
    assert Job.objects.take_back_lost(asking="gone", in_hand=set()) == 1
    assert Job.objects.ready().filter(pk=job.pk).exists()


def test_worker_that_was_thought_dead_does_not_settle_the_job_of_another():
    result = tasks.answer.enqueue(1)
    first = taken(result)
    Job.objects.take_back_lost()
    second = Job.objects.take("gone")  # even under the same name
    assert first.succeed(1) is False
    assert first.fail(ValueError("late")) is False
    assert job_of(result).status == TaskResultStatus.RUNNING
    assert second.succeed(2) is True
    assert job_of(result).return_value == 2


def test_job_that_kills_its_workers_ends_in_the_list_of_the_dead():
    result = tasks.fail_with_secret.enqueue("x")  # one try, which a lost worker does not use up
    for attempt in range(1, MOST_LOST + 1):
        assert job_of(result).status == TaskResultStatus.READY
        taken(result)
        Job.objects.take_back_lost()
        assert job_of(result).attempts == attempt
    assert job_of(result).status == TaskResultStatus.FAILED
    assert job_of(result).exception_class_path == "background.retries.WorkerLost"
