"""A server that is killed with -9 while readers comment has lost nothing that it acknowledged."""

import os
import subprocess
import sys
from pathlib import Path

from tests.mail_server import free_port

ROOT = Path(__file__).resolve().parent.parent


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path):
    # On SQLite, whatever the other tests run on: the script brings its own database.
    left_out = ("DATABASE_URL", "BENCH_DATA", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"PORT": str(free_port()), "BENCH_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "bench.killing", "--rounds", "2", "--seconds", "1"]
    done = subprocess.run(
        [*command, "--articles", "4"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, database intact" in done.stdout
