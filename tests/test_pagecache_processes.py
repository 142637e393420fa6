"""Several processes with one database, each served by the real server."""

import multiprocessing
import socket
import time
from contextlib import suppress
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from pagecache import push
from pagecache.models import Process
from pagecache.process import flights, follower, pages
from tests.pagecache_running import Served, wait_until

pytest_plugins = ["tests.pagecache_readers"]
NEVER = "3600"


@pytest.fixture
def group(transactional_db):
    return Group.objects.create(name="before")


def rename(served, pk, name, gone=""):
    answer = served.ask(f"/rename/{pk}/?name={name}{gone}", method="POST")
    assert answer.code == 302
    return {"Cookie": answer.get("set-cookie").partition(";")[0]}


@pytest.mark.parametrize("gone", ["", "&gone=1"])
def test_change_is_seen_by_the_other_process(group, gone):
    path = f"/group/{group.pk}/"
    with Served() as one, Served() as other:
        for served in (one, other):
            served.ask(path)
            assert served.ask(path).get("cache-control").startswith("public")
        rename(one, group.pk, "after", gone)
        assert one.ask(path).body.startswith(b"after")
        wait_until(lambda: other.ask(path).body.startswith(b"after"))


def test_who_changed_something_sees_it_whichever_process_answers(group):
    path = f"/group/{group.pk}/"
    with Served(SERVED_INTERVAL=NEVER) as one, Served(SERVED_INTERVAL=NEVER) as other:
        for number in range(10):
            one.ask(path)
            other.ask(path)
            cookie = rename(one, group.pk, f"name{number}.")
            assert other.ask(path, cookie).body.startswith(b"name%d." % number)
            # Then everybody sees it there: the page is the same for all.
            assert other.ask(path).body.startswith(b"name%d." % number)


def test_every_worker_reports_what_it_counted(group):
    with Served(workers=2) as served:
        wait_until(lambda: served.ask("/latest/") and Process.objects.count() == 2)
    assert len({process.name for process in Process.objects.all()}) == 2


def test_child_of_a_process_starts_with_nothing(reader):
    reader.ask("/article/1/")
    pages.lock.acquire()
    answers = multiprocessing.get_context("fork").Queue()

    def look():
        with pages.lock:
            answers.put((len(pages.kept), pages.bytes, len(flights.under_way), follower.position))

    child = multiprocessing.get_context("fork").Process(target=look)
    child.start()
    assert answers.get(timeout=20) == (0, 0, 0, None)
    child.join()
    pages.lock.release()
    assert len(pages.kept) == 1


RAW = [
    b"GET http://evil.example/group/1/ HTTP/1.1\r\nHost: {host}\r\n",
    b"GET http://evil.example/group/1/ HTTP/1.1\r\nHost: evil.example\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: {host}\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost : {host}\r\n",
    b"GET /group/1/ HTTP/1.1\r\n",
    b"GET /group/1/ HTTP/1.0\r\n",
    b"GET /group/%31/ HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/%2e%2e HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/%00 HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/%0d%0aX: HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/\xff HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/?%ff=1 HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/?utm_source=%00%ff HTTP/1.1\r\nHost: {host}\r\n",
    b"GET group/1/ HTTP/1.1\r\nHost: {host}\r\n",
    b"get /group/1/ HTTP/1.1\r\nHost: {host}\r\n",
    b"TRACE /group/1/ HTTP/1.1\r\nHost: {host}\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nhello",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: x\r\nContent-Length: 9\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nCookie: " + b"a=b; " * 8000 + b"\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nX-Odd: \xff\x01\r\n",
    b"GET /group/1/ HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\nAccept-Encoding: x\r\n",
]


def test_odd_bytes_change_no_page_and_break_nothing(transactional_db):
    Group.objects.create(pk=1, name="before")
    with Served() as served:
        host = b"127.0.0.1:%d" % served.port
        clean = served.ask("/group/1/").body
        for request in RAW:
            request = request.replace(b"{host}", host) + b"\r\n"
            served.ask("/latest/", rename(served, 1, "before", "&gone=1"))  # nothing is kept
            for _ in range(2):
                answer = served.ask_raw(request)
                assert b" 500 " not in answer.partition(b"\r\n")[0], request
                assert served.ask("/group/1/").body == clean, request


@pytest.mark.redis
def test_redis_wakes_the_other_process_at_once(group, redis_url):
    path = f"/group/{group.pk}/"
    ours = {"SERVED_REDIS_URL": redis_url, "SERVED_INTERVAL": NEVER}
    with Served(**ours) as one, Served(**ours) as other:
        other.ask(path)
        wait_until(lambda: _listeners(redis_url) >= 2)
        rename(one, group.pk, "after")
        wait_until(lambda: other.ask(path).body.startswith(b"after"))


def _listeners(redis_url):
    import redis

    return redis.Redis.from_url(redis_url).pubsub_numsub(push.CHANNEL)[0][1]


@pytest.mark.parametrize("kind", ["absent", "stuck"])
def test_without_redis_changes_are_seen_all_the_same(group, kind):
    path = f"/group/{group.pk}/"
    with socket.create_server(("127.0.0.1", 0)) as stuck:  # takes connections, never answers
        port = stuck.getsockname()[1] if kind == "stuck" else 1
        ours = {"SERVED_REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        with Served(**ours) as one, Served(**ours) as other:
            other.ask(path)
            rename(one, group.pk, "after")
            wait_until(lambda: other.ask(path).body.startswith(b"after"))


def test_redis_that_failed_is_left_alone_for_a_while(settings, monkeypatch):
    settings.PAGECACHE_REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(push._Bell, "client", None)
    monkeypatch.setattr(push._Bell, "rests_until", 0.0)
    push.announce()
    assert push._Bell.rests_until > time.monotonic()
    monkeypatch.setattr(push, "_connect", lambda *seconds: 1 / 0)
    push.announce()


class Wire:
    """A wire to PostgreSQL that can be cut, or hold back what is sent."""

    def __init__(self, host, port):
        self.target, self.held, self.ends = (host, port), False, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.held == "cut":
                near.close()
                continue
            far = socket.create_connection(self.target)
            self.ends += [near, far]
            for ends in ((near, far), (far, near)):
                Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                while self.held == "stuck":
                    time.sleep(0.01)
                target.sendall(data)
        for end in (source, target):
            end.close()

    def cut(self):
        self.held = "cut"
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.cut()
        self.listener.close()


@pytest.fixture
def wire():
    parts = connection.settings_dict
    wire = Wire(parts["HOST"], int(parts["PORT"] or 5432))
    yield wire
    wire.close()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file")
@pytest.mark.parametrize("trouble", ["cut", "stuck"])
def test_kept_pages_are_served_while_postgresql_is_away(group, wire, trouble):
    path = f"/group/{group.pk}/"
    with Served(SERVED_PORT=str(wire.port)) as one, Served() as other:
        assert one.ask(path).code == 200
        assert one.ask(path).get("cache-control").startswith("public")
        wire.cut() if trouble == "cut" else setattr(wire, "held", "stuck")
        for _ in range(100):
            assert one.ask(path).code == 200
            time.sleep(0.04)
        rename(other, group.pk, "after")
        assert one.ask(path).body.startswith(b"before")
        if trouble == "cut":
            assert one.ask("/group/999999/").code == 500
        wire.held = False
        wait_until(lambda: one.ask(path).body.startswith(b"after"))
        assert one.ask(path).code == 200
