"""The programs that are measured, started as production starts them, and what they use."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", 8250))
WORKERS, THREADS, CONNECTIONS = "2", "4", "4096"  # as bin/serve has them


class Server:
    """granian on the loopback address with `app`; `environment` (dict) is added to ours."""

    def __init__(self, app, port, path, environment=None):
        self.base = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
        command += ["--workers", WORKERS, "--blocking-threads", THREADS]
        command += ["--backpressure", CONNECTIONS, app]
        whole = {"MALLOC_ARENA_MAX": "2", **os.environ, **(environment or {})}
        self.process = subprocess.Popen(command, cwd=ROOT, env=whole)  # noqa: S603 our own words
        self._wait_for(path)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        started = self.processes()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in started:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _wait_for(self, path):
        for _ in range(150):
            try:
                with urlopen(self.base + path, timeout=20):  # noqa: S310 ours
                    return
            except OSError:
                time.sleep(0.2)
        self.process.terminate()
        raise SystemExit(f"Nothing answers at {self.base}{path}")

    def processes(self):
        return [self.process.pid, *_children(self.process.pid)]

    def cpu_seconds(self):
        """User and system time of all its processes so far."""
        return sum(map(cpu_seconds_of, self.processes()))

    def memory(self):
        """Resident megabytes of each of its workers."""
        return [_resident(pid) for pid in self.processes()[1:]]


def _children(pid):
    found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    # One that only watches over resources is no worker.
    return [one for one in found if b"resource_tracker" not in _command(one)]


def _command(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def cpu_seconds_of(pid):
    # The CPU clock of another process (see clock_getcpuclockid): to the nanosecond, where /proc
    # counts in hundredths of a second, more than a cold page takes.
    return time.clock_gettime(~pid << 3 | 2)


def _resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
