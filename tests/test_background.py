"""Tasks belong to their transaction, run in order and on time, and leave nothing behind."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django_tasks import task_backends
from redis import Redis

from background import periodic, status
from background.models import Job, Schedule
from background.tasks import trim_finished
from background.worker import run_waiting
from tests import background_tasks as tasks
from tests.background_world import lines

pytestmark = pytest.mark.django_db
NOON = datetime(2031, 5, 5, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """A clock to move, and no periodic work but that of the app itself."""
    own = {path: it for path, it in periodic.PERIODIC.items() if path.startswith("background.")}
    monkeypatch.setattr(periodic, "PERIODIC", own)
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_task_of_a_rolled_back_transaction_does_not_exist(tmp_path):
    with pytest.raises(RuntimeError), transaction.atomic():
        tasks.write.enqueue(str(tmp_path / "log"), "never")
        raise RuntimeError
    assert not Job.objects.filter(task_path__endswith=".write").exists()


def test_higher_priority_first_then_in_order_of_enqueueing(tmp_path, clock):
    log = tmp_path / "log"
    for name, priority in [("a", 0), ("b", 0), ("low", -10), ("high", 10), ("c", 0)]:
        tasks.write.using(priority=priority).enqueue(str(log), name)
        clock.shift(1)
    run_waiting()
    assert lines(log) == ["high", "a", "b", "c", "low"]


def test_deferred_task_waits_for_its_time(tmp_path, clock):
    log = tmp_path / "log"
    tasks.write.using(run_after=NOON + timedelta(hours=1)).enqueue(str(log), "later")
    run_waiting()
    assert lines(log) == []
    assert Job.objects.deferred().count() == 1
    clock.shift(3601)
    run_waiting()
    assert lines(log) == ["later"]


def test_answer_can_be_asked_for():
    result = tasks.answer.enqueue(42)
    call_command("work", "--once", verbosity=0)
    result.refresh()
    assert result.return_value == {"answer": 42}


def test_jobs_are_found_by_index_whatever_their_status():
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, Job._meta.db_table)
    assert indexes["background_by_status"]["columns"] == ["status", "finished_at"]


# Periodic


def test_periodic_task_runs_once_an_interval_and_once_after_a_long_pause(clock):
    def enqueued_at(moment):
        clock.move_to(moment)
        run_waiting()
        return Job.objects.filter(task_path=trim_finished.module_path).count()

    assert enqueued_at(NOON) == 1
    assert enqueued_at(NOON + timedelta(minutes=59)) == 1
    assert enqueued_at(NOON + timedelta(minutes=60)) == 2
    assert enqueued_at(NOON + timedelta(hours=7, minutes=30)) == 3
    assert enqueued_at(NOON + timedelta(hours=7, minutes=59)) == 3
    assert enqueued_at(NOON + timedelta(hours=8)) == 4


def test_periodic_task_goes_on_when_the_clock_was_set_back(clock):
    periodic.enqueue_due()
    run_waiting()
    clock.move_to(NOON - timedelta(days=30))
    assert periodic.enqueue_due() == 1
    assert Schedule.objects.get().next_at == NOON - timedelta(days=30) + timedelta(hours=1)


def test_worker_that_was_a_moment_too_late_does_not_enqueue_a_periodic_task_again(clock):
    [(path, (task, interval))] = periodic.PERIODIC.items()
    run_waiting()  # the other worker, between our look and our lock
    assert periodic._enqueue_once(path, task, interval) is False
    assert Job.objects.count() == 1


def test_periodic_tasks_do_not_pile_up_while_nobody_works(clock):
    for _hour in range(5):
        periodic.enqueue_due()
        clock.shift(3600)
    assert Job.objects.count() == 1


# Growth and age


def test_finished_jobs_are_trimmed_and_unfinished_ones_never(clock):
    good, dead, waiting = tasks.answer.enqueue(1), tasks.give_up.enqueue(), None
    run_waiting()
    waiting = tasks.answer.using(run_after=NOON + timedelta(days=400)).enqueue(2)
    clock.shift(timedelta(days=2))
    assert trim_finished.call() == 2  # the task itself ran, too
    assert not Job.objects.filter(pk=good.id).exists()
    clock.shift(timedelta(days=100))
    assert trim_finished.call() == 1
    assert not Job.objects.filter(pk=dead.id).exists()
    assert Job.objects.filter(pk=waiting.id).exists()


def test_age_of_the_oldest_waiting_job_is_known(clock, capsys):
    assert status.oldest_waiting_seconds() == 0
    tasks.answer.using(run_after=NOON + timedelta(seconds=60)).enqueue(1)
    clock.shift(75)
    assert status.oldest_waiting_seconds() == 15  # since it could run, not since it was enqueued
    tasks.answer.enqueue(2)
    clock.shift(10)
    assert status.status() == {
        "waiting": 2,
        "oldest_waiting_seconds": 25,
        "deferred": 0,
        "running": 0,
        "dead": 0,
        "workers": 0,
    }
    call_command("background")
    assert "oldest waiting seconds          25" in capsys.readouterr().out


# Redis


def test_redis_that_is_stuck_costs_one_short_try_and_no_job(
    settings, caplog, django_capture_on_commit_callbacks
):
    with socket.create_server(("127.0.0.1", 0)) as stuck:  # takes connections, answers nothing
        address = f"redis://127.0.0.1:{stuck.getsockname()[1]}/0"
        settings.TASKS = {
            "default": {
                "BACKEND": "background.backends.RedisBackend",
                "OPTIONS": {"url": address},
            }
        }
        with django_capture_on_commit_callbacks(execute=True):
            for number in range(10):
                tasks.answer.enqueue(number)
        stuck.accept()
        stuck.setblocking(False)
        with pytest.raises(BlockingIOError):
            stuck.accept()
    assert caplog.text.count("Redis cannot wake the workers") == 1
    assert Job.objects.ready().count() == 10


@pytest.mark.redis
def test_redis_hears_of_a_task_only_when_it_is_committed(
    settings, redis_url, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr("background.bell.PATIENCE", 30)  # on a busy machine, too
    settings.TASKS = {
        "default": {"BACKEND": "background.backends.RedisBackend", "OPTIONS": {"url": redis_url}}
    }
    bell = task_backends["default"].bell
    with Redis.from_url(redis_url) as redis, redis.pubsub() as line:
        line.subscribe(bell.channel)
        assert line.get_message(timeout=5)["type"] == "subscribe"
        with django_capture_on_commit_callbacks() as strokes:
            tasks.answer.enqueue(1)
        assert line.get_message(timeout=0.2) is None
        for stroke in strokes:
            stroke()
        assert line.get_message(timeout=5)["type"] == "message"
