"""The small site of the page cache's tests, running in processes of its own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

from tests.pagecache_site import Answered


class Served:
    """The small site, served by granian in processes of its own."""

    def __init__(self, workers=1, **served):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        database = str(connection.settings_dict["NAME"])
        self.environ = os.environ | served | {"SERVED_DATABASE": database}
        flags = ["--interface", "wsgi", "--no-ws", "--log-level", "error", "--port", str(self.port)]
        flags += ["--workers", str(workers), "--blocking-threads", "4"]
        self.command = [
            sys.executable,
            "-m",
            "granian",
            *flags,
            "tests.pagecache_served:application",
        ]

    def __enter__(self):
        root = Path(__file__).resolve().parent.parent
        self.process = subprocess.Popen(self.command, cwd=root, env=self.environ)
        wait_until(self._is_up)
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait()

    def _is_up(self):
        try:
            return self.ask("/latest/").code == 200
        except OSError:
            return False

    def ask(self, path, headers=None, method="GET"):
        asking = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asking.request(method, path, headers=headers or {})
            answer = asking.getresponse()
            body = answer.read()
            return Answered(f"{answer.status} ", answer.getheaders(), body)
        finally:
            asking.close()

    def ask_raw(self, request):
        """Everything that the server answers to these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as asking:
            parts = []
            with suppress(OSError):  # the server hangs up on what it does not understand
                asking.sendall(request)
                asking.shutdown(socket.SHUT_WR)
                parts.extend(iter(lambda: asking.recv(65536), b""))
            return b"".join(parts)


def wait_until(is_so, seconds=30):
    """Wait for something that takes its time on a slow machine."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not come to pass"
        time.sleep(0.02)
