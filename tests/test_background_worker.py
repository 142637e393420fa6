"""Nothing that was promised to be done is lost, whatever happens to those who do it."""

import signal
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from background import periodic
from background.models import Job, Lease, Schedule
from tests import background_tasks as tasks
from tests.background_world import lines, wait_until, worker

# Other processes must see what is enqueued, so there is no transaction around these tests; only
# the tables of background work are emptied after them, not what migrations put into others.
pytestmark = pytest.mark.django_db(
    transaction=True, available_apps=["django_tasks_db", "background"]
)
TRIM = "background.tasks.trim_finished"


def is_done(result):
    return Job.objects.successful().filter(pk=result.id).exists()


def check_killed_in_the_middle(log, redis_url=""):
    result = tasks.hang_at_first.enqueue(str(log))
    with worker(redis_url=redis_url) as process:
        wait_until(lambda: lines(log) == ["begun"])
        process.kill()
        process.wait()
    with worker(redis_url=redis_url):
        wait_until(lambda: is_done(result))
    assert lines(log) == ["begun", "begun", "done"]
    assert Job.objects.get(pk=result.id).attempts == 2


def test_job_of_a_killed_worker_runs_again(tmp_path):
    check_killed_in_the_middle(tmp_path / "log")


@pytest.mark.redis
def test_job_of_a_killed_worker_runs_again_with_redis(tmp_path, redis_url):
    check_killed_in_the_middle(tmp_path / "log", redis_url)


def test_other_worker_takes_over_without_a_restart(tmp_path):
    log = tmp_path / "log"
    result = tasks.hang_at_first.enqueue(str(log))
    with worker() as first:
        wait_until(lambda: lines(log) == ["begun"])
        with worker():
            wait_until(lambda: Lease.objects.held().count() == 2)
            first.kill()
            wait_until(lambda: is_done(result))


def test_no_job_is_lost_while_workers_are_killed_again_and_again(tmp_path):
    log = tmp_path / "log"
    wanted = {f"job{number}" for number in range(120)}
    for name in sorted(wanted)[:60]:
        tasks.write.enqueue(str(log), name)
    for kill_at in (5, 20, 40):
        with worker():
            wait_until(lambda at=kill_at: len(set(lines(log))) >= at)
    for name in sorted(wanted)[60:]:
        tasks.write.enqueue(str(log), name)
    with worker(), worker():
        wait_until(
            lambda: Job.objects.successful().filter(task_path__endswith=".write").count() == 120
        )
    assert set(lines(log)) == wanted
    assert not Job.objects.dead().exists()


def test_stopping_worker_finishes_what_it_does(tmp_path):
    log, flag = tmp_path / "log", tmp_path / "flag"
    result = tasks.wait_for.enqueue(str(log), str(flag))
    with worker("--threads=1") as process:
        wait_until(lambda: lines(log) == ["begun"])
        process.send_signal(signal.SIGTERM)
        tasks.write.enqueue(str(log), "too-late")
        flag.touch()
        assert process.wait(60) == 0
    assert is_done(result)
    assert lines(log) == ["begun", "done"]
    assert not Lease.objects.exists()


def test_job_that_a_stopping_worker_cannot_finish_runs_elsewhere(tmp_path):
    log = tmp_path / "log"
    result = tasks.hang_at_first.enqueue(str(log))
    with worker("--lease=600", "--grace=0") as process:
        wait_until(lambda: lines(log) == ["begun"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    with worker():
        wait_until(lambda: is_done(result))


def test_periodic_task_runs_once_with_two_workers():
    def runs():
        return Job.objects.successful().filter(task_path=TRIM).count()

    with worker(), worker():
        wait_until(lambda: Lease.objects.held().count() == 2)
        for rounds in range(1, 6):
            wait_until(lambda n=rounds: runs() == n)
            Schedule.objects.filter(pk=TRIM).update(next_at=timezone.now() - timedelta(days=3))
        wait_until(lambda: runs() == 6)
        wait_until(lambda: Schedule.objects.get(pk=TRIM).next_at > timezone.now())
    assert Job.objects.filter(task_path=TRIM).count() == 6


def test_periodic_task_is_enqueued_once_by_many_at_the_same_moment():
    start = threading.Barrier(6)
    enqueued = []

    def look():
        start.wait()
        enqueued.append(periodic.enqueue_due())
        connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(enqueued) == len(periodic.PERIODIC)
    assert Job.objects.count() == len(periodic.PERIODIC)


def test_two_workers_never_run_the_same_job(tmp_path):
    log = tmp_path / "log"
    with worker("--lease=60"), worker("--lease=60"):
        wait_until(lambda: Lease.objects.held().count() == 2)
        for number in range(100):
            tasks.write.enqueue(str(log), f"job{number}")
        wait_until(lambda: len(lines(log)) >= 100)
        wait_until(lambda: not Job.objects.unfinished().exists())
    assert sorted(lines(log)) == sorted(f"job{number}" for number in range(100))


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_worker_outlives_the_database_connections(tmp_path):
    log = tmp_path / "log"
    with worker():
        for number in range(3):
            tasks.write.enqueue(str(log), f"job{number}")
            wait_until(lambda n=number: f"job{n}" in lines(log))
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND application_name = 'worker under test'"
                )
        wait_until(lambda: not Job.objects.unfinished().exists())


@pytest.mark.redis
def test_redis_wakes_a_worker_that_does_not_look_by_itself(
    tmp_path, redis_url, settings, monkeypatch
):
    monkeypatch.setattr("background.bell.PATIENCE", 30)  # on a busy machine, too
    settings.TASKS = {
        "default": {"BACKEND": "background.backends.RedisBackend", "OPTIONS": {"url": redis_url}}
    }
    log = tmp_path / "log"
    with worker("--poll=1000", redis_url=redis_url):
        wait_until(lambda: Job.objects.successful().filter(task_path=TRIM).exists())
        for name in ("first", "second"):
            tasks.write.enqueue(str(log), name)
            wait_until(lambda n=name: n in lines(log))
