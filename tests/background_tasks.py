"""Tasks for the tests of background work; what they did stands in a file, line by line."""

import time
from pathlib import Path

from django_tasks import task

from background.retries import GiveUp, Retry


def add_line(path, line):
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@task()
def write(path, line):
    add_line(path, line)


@task()
def hang_at_first(path):
    """Hangs the first time; at the second try it gets done."""
    first = not Path(path).exists()
    add_line(path, "begun")
    if first:
        time.sleep(600)
    add_line(path, "done")


@task()
def wait_for(path, flag):
    add_line(path, "begun")
    while not Path(flag).exists():
        time.sleep(0.02)
    add_line(path, "done")


@task()
def answer(number):
    return {"answer": number}


@task(retry=Retry(tries=4, first_pause=10, longest_pause=30))
def fail(text):
    raise ValueError(text)


@task()
def give_up():
    raise GiveUp("There is nobody to do it for")


@task(private=True, retry=Retry(tries=1))
def fail_with_secret(secret):
    raise ValueError("no")


@task()
def leave_the_process():
    raise SystemExit(3)
