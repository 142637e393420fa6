"""Whether pages take longer because the archive is longer."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from statistics import median
from urllib.parse import urlsplit

from bench.servers import ROOT

ARTICLES, COMMENTS = 1_000, 5_000  # of the small site
TIMES = 3  # each page a round; the two sites take turns
MOST = 1.2


def growth(portal, rounds):
    """Prints what each page costs on a small site and on this one, and what EXPLAIN says here.

    CPU time of the process and of its database session, without the page cache: on a busy machine
    the one steady figure, and a longer archive can show nowhere else once it is in memory.
    """
    with ExitStack() as stack:
        small = stack.enter_context(_small())
        large = stack.enter_context(Growing({}))
        names = [name for name in large.ask("names") if name in small.ask("names")]
        missing = sorted(set(large.ask("names")) - set(names))
        print(f"\n{small.size} and {large.size}; CPU us (process and database), median")
        print(f"{'':30}{'small':>10}{'large':>10}{'ratio':>8}{'ms':>8}  in the large one")
        for name in names:
            _line(name, small, large, rounds)
        if missing:
            print(f"not on the small site: {', '.join(missing)}")
    _memory(portal)


def _line(name, small, large, rounds):
    took = {small: [], large: []}
    for _ in range(rounds):
        for one, found in took.items():
            found += one.ask("cost", name, TIMES)
    before, after = (median(cpu for cpu, _ in found) for found in took.values())
    ms = median(wall for _, wall in took[large]) * 1e3
    ratio = after / before
    remark = "; ".join(large.ask("findings", name)) or "an index for each query"
    mark = " !" if ratio > MOST else "  "
    print(
        f"{name:30}{before * 1e6:10,.0f}{after * 1e6:10,.0f}{ratio:8.2f}{mark}{ms:6.1f}  {remark}",
        flush=True,
    )


def _memory(portal):
    """Of the workers that serve, after each page of the list was asked for."""
    from bench.asking import fetch
    from bench.site import page_types

    for path in page_types().values():
        for _ in range(20):
            fetch(portal, path)
    print("memory of the workers, MB: " + ", ".join(f"{one:.0f}" for one in portal.memory()))


class Growing:
    """A process that makes pages of one site, so that two sites can be measured in turn."""

    def __init__(self, environment, articles=0, comments=0):
        command = [sys.executable, "-m", "bench.growing", str(articles), str(comments)]
        self.process = subprocess.Popen(  # noqa: S603 our own words
            command,
            cwd=ROOT,
            env={**os.environ, "DATABASE_POOL": "1", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.size = self.ask("size")

    def ask(self, *what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("A process that makes pages has ended; its error stands above.")
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.stdin.close()
        self.process.wait(10)


@contextmanager
def _small():
    """The small site, in a folder of its own or in a second database on the same server."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="newsportal-bench-"))
        environment = {"NEWSPORTAL_DATA": folder}
        if url := os.environ.get("DATABASE_URL"):
            environment["DATABASE_URL"] = stack.enter_context(_second_database(url))
        yield stack.enter_context(Growing(environment, ARTICLES, COMMENTS))


@contextmanager
def _second_database(url):
    from django.db import connection

    parts = urlsplit(url)
    name = parts.path.lstrip("/") + "_small"
    quoted = connection.ops.quote_name(name)
    _say(f"DROP DATABASE IF EXISTS {quoted}", f"CREATE DATABASE {quoted}")
    try:
        yield parts._replace(path=f"/{name}").geturl()
    finally:
        _say(f"DROP DATABASE {quoted} WITH (FORCE)")


def _say(*statements):
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
