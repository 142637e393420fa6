"""Readers: wrk where it is installed, or a loop of our own; both bounded in time."""

import http.client
import re
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass
class Run:
    requests: int
    rate: float  # requests a second
    p99: float  # milliseconds
    cpu: float  # microseconds of all processes of the server for one request


def ask(server, path, seconds=2, connections=16):
    """Run of asking for `path` again and again."""
    return _measured(server, _loop, path, seconds, connections)


def ask_any(server, paths, seconds=5):
    """Run of asking for `paths` in random order."""
    return _measured(server, _random, paths, seconds, 16)


def ask_each(server, paths, headers=None):
    """Run of asking for each of `paths` once, one after the other."""
    return _measured(server, _one_by_one, paths, headers or BROWSER)


def fetch(server, path, headers=None, method="GET", body=None):
    """Status, headers and body of one answer."""
    connection = _connect(server)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _measured(server, way, *how):
    before = server.cpu_seconds()
    requests, rate, p99 = way(server, *how)
    return Run(requests, rate, p99, (server.cpu_seconds() - before) / max(1, requests) * 1e6)


def _loop(server, path, seconds, connections):
    if shutil.which("wrk"):
        return _wrk(seconds, connections, server.base + path)
    return _own(server, lambda: path, seconds, connections)


def _random(server, paths, seconds, connections):
    if not shutil.which("wrk"):
        from random import choice

        return _own(server, lambda: choice(paths), seconds, connections)  # noqa: S311
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ",\n".join('"' + path + '"' for path in paths)
        script.write(
            f"paths = {{{listed}}}\nmath.randomseed(os.time())\n"
            "request = function() return wrk.format('GET', paths[math.random(#paths)]) end\n"
        )
        script.flush()
        return _wrk(seconds, connections, "-s", script.name, server.base)


def _wrk(seconds, connections, *where):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", "--timeout", "30s"]
    command += ["-H", f"Accept-Encoding: {BROWSER['Accept-Encoding']}", *where]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"Not every answer was good:\n{said}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return (
        int(re.search(r"(\d+) requests in", said)[1]),
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
    )


def _own(server, next_path, seconds, connections):
    """The same without wrk: slower itself, so that only the server's CPU time is worth much."""
    took, end = [], time.monotonic() + seconds
    began = time.monotonic()

    def read():
        connection = _connect(server)
        while time.monotonic() < end:
            took.append(_timed(connection, next_path(), BROWSER))
        connection.close()

    readers = [threading.Thread(target=read) for _ in range(connections)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return _summary(took, time.monotonic() - began)


def _one_by_one(server, paths, headers):
    connection, began = _connect(server), time.monotonic()
    took = [_timed(connection, path, headers) for path in paths]
    connection.close()
    return _summary(took, time.monotonic() - began)


def _timed(connection, path, headers):
    began = time.monotonic()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return (time.monotonic() - began) * 1000


def _summary(took, seconds):
    return len(took), len(took) / seconds, percentile(took, 99)


def percentile(values, percent):
    return quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]


def _connect(server):
    parts = urlsplit(server.base)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
