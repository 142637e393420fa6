"""Workers in processes of their own, on the database of the test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def worker(*options, redis_url=""):
    """A running `manage.py work`; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--lease=2", "--poll=0.05", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.background_settings",
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "REDIS_URL": redis_url,
            "PGAPPNAME": "worker under test",
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(is_so, seconds=60):
    """Give up only after long: how fast it is depends on the machine, and is no promise."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.02)


def lines(path):
    return path.read_text(encoding="utf-8").split() if path.exists() else []
