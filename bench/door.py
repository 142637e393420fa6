"""What a warm page costs against a constant: python bench/door.py [rounds]

Serves, each by granian with the same flags: a constant 9 KB body with the two headers a body
needs, the same constant with all headers of the page, and a page of that size kept by the door.
wrk asks one after another, in turn; printed are medians of requests/s, p99 and the CPU time of all
server processes per request, and the ratios to the constants. Needs wrk.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", 8110))  # the first of three
PATH = "/article/42/"
APPS = ("constant", "constant_with_headers", "kept")
SHAPES = [(1, 1), (1, 4), (2, 1), (2, 4)]  # workers, blocking threads
TICK = os.sysconf("SC_CLK_TCK")

BODY = b"".join(
    b"<p>Paragraph %05d of an article that is read often.</p>\n" % n for n in range(155)
)
NEEDED = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SAFETY = [
    ("Content-Security-Policy", POLICY),
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
FOR_CACHES = [
    ("Vary", "Accept-Encoding"),
    ("ETag", '"0123456789abcdef01234567"'),
    ("Last-Modified", "Tue, 24 Nov 2026 03:42:34 GMT"),
    ("Cache-Control", "public, max-age=0, s-maxage=1, stale-while-revalidate=2"),
    ("Surrogate-Key", "article:42 section:7"),
    ("Cache-Tag", "article:42,section:7"),
]
ALL = NEEDED + SAFETY + FOR_CACHES


def constant():
    return _answering(NEEDED)


def constant_with_headers():
    return _answering(ALL)


def kept():
    prepare()
    from django.core.wsgi import get_wsgi_application

    from pagecache.door import Door

    return Door(get_wsgi_application())


def _answering(headers):
    def app(environ, start_response):
        start_response("200 OK", headers)
        return [BODY]

    return app


def prepare():
    """Django with one view, whose page is kept."""
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["DOOR_DATABASE"],
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
    }
    settings.configure(
        SECRET_KEY="only for this measurement",  # noqa: S106 guards nothing
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["pagecache"],
        DATABASES={"default": database},
        USE_TZ=True,
        STATIC_URL="/static/",
        MEDIA_URL="/media/",
    )
    django.setup()
    from django.http import HttpResponse
    from django.urls import path

    import pagecache

    @pagecache.cached("article:{pk}", "section:7")
    def article(request, pk):
        return HttpResponse(BODY, headers=dict(SAFETY))

    globals()["urlpatterns"] = [path("article/<int:pk>/", article)]


class Server:
    def __init__(self, app, port, workers, threads):
        self.address = f"http://127.0.0.1:{port}{PATH}"
        flags = ["--interface", "wsgi", "--no-ws", "--log-level", "error", "--port", str(port)]
        flags += ["--workers", str(workers), "--blocking-threads", str(threads), "--factory"]
        granian = [sys.executable, "-m", "granian", *flags, f"door:{app}"]
        self.process = subprocess.Popen(granian, cwd=ROOT / "bench")  # noqa: S603 our own words
        self.runs = []

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def cpu_seconds(self):
        """User and system time of the server and its workers so far."""
        me = self.process.pid
        children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
        stats = [
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in [me, *children]
        ]
        return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / TICK

    def measure(self):
        """One run: requests per second, p99 in ms, CPU microseconds per request."""
        before = self.cpu_seconds()
        requests, rate, p99 = self.wrk()
        self.runs.append((rate, p99, (self.cpu_seconds() - before) / requests * 1e6))

    def wrk(self):
        """Requests, requests per second, p99 in ms of one second."""
        command = ["wrk", "-t1", "-c16", "-d1", "--latency", self.address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
        if "Non-2xx" in said or "Socket errors" in said:
            raise SystemExit(said)
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
        return (
            int(re.search(r"(\d+) requests in", said)[1]),
            float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
            float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
        )

    def medians(self):
        return [median(column) for column in zip(*self.runs, strict=True)]


def main(rounds=10):
    prepare()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(f"{'':32}{'requests/s':>12}{'p99 ms':>9}{'CPU us':>9}  CPU to constant, with headers")
    for workers, threads in SHAPES:
        servers = [Server(app, PORT + i, workers, threads) for i, app in enumerate(APPS)]
        try:
            compare(servers, rounds)
        finally:
            for server in servers:
                server.stop()
        print(f"{workers} workers, {threads} threads each")
        cost = [server.medians()[2] for server in servers]
        for app, server in zip(APPS, servers, strict=True):
            rate, p99, cpu = server.medians()
            ratios = f"{cpu / cost[0]:.2f}  {cpu / cost[1]:.2f}"
            print(f"  {app:30}{rate:12,.0f}{p99:9.2f}{cpu:9.1f}  {ratios}", flush=True)


def compare(servers, rounds):
    time.sleep(3)  # they start
    for _ in range(2):
        for server in servers:
            server.wrk()
        time.sleep(2)  # the kept page is made, and old enough to have its date
    for _ in range(rounds):
        for server in servers:
            server.measure()


sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DOOR_DATABASE"] = str(Path(folder) / "door.sqlite3")
        main(*map(int, sys.argv[1:]))
