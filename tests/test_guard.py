"""What a request brings is bounded before Django sees it."""

import io
from threading import Event, Thread

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from newsportal.guard import LARGEST_FORM, LARGEST_UPLOAD, Guard, plain_type


def ask(guard, body=b"a=1", **environ):
    environ = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), **environ}
    said = []
    guard(environ, lambda status, headers: said.append(status))
    return int(said[0][:3])


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


@pytest.mark.parametrize("cookie, largest", [("", LARGEST_FORM), ("sessionid=x", LARGEST_UPLOAD)])
def test_what_is_too_large_is_not_even_read(cookie, largest):
    size = {"HTTP_COOKIE": cookie, "CONTENT_LENGTH": str(largest + 1), "wsgi.input": None}
    assert ask(Guard(echo), **size) == 413


def test_django_gets_the_whole_body():
    got = []

    def keep(environ, start_response):
        got.append(environ["wsgi.input"].read())
        return echo(environ, start_response)

    body = bytes(range(256)) * 2000
    assert ask(Guard(keep), body) == 200
    assert got == [body]


def test_a_body_that_ends_too_early_is_refused():
    assert ask(Guard(echo), b"a=", CONTENT_LENGTH="500") == 400


def test_slow_bodies_leave_threads_for_readers():
    class Slow:
        def __init__(self):
            self.reached, self.end = Event(), Event()

        def read(self, size):
            self.reached.set()
            self.end.wait(10)
            return b"x" * size

    guard, slow = Guard(echo, threads=4), [Slow(), Slow()]
    threads = [Thread(target=ask, args=[guard], kwargs={"wsgi.input": one}) for one in slow]
    for thread, one in zip(threads, slow, strict=True):
        thread.start()
        assert one.reached.wait(5)
    assert ask(guard) == 503
    assert ask(guard, b"") == 200
    for thread, one in zip(threads, slow, strict=True):
        one.end.set()
        thread.join()
    assert ask(guard) == 200


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset=rot13",
        "text/plain; charset=undefined",
        "text/plain; charset*=utf-8''%00",
        "text/plain; charset*=nope''a",
    ],
)
def test_no_charset_breaks_a_request(kind):
    requests = []

    def django(environ, start_response):
        requests.append(WSGIRequest(environ))
        return echo(environ, start_response)

    environ = RequestFactory()._base_environ(QUERY_STRING="a=%41", CONTENT_TYPE=kind)
    assert ask(Guard(django), b"", **environ | {"CONTENT_LENGTH": ""}) == 200
    assert requests[0].GET["a"] == "A"


@pytest.mark.parametrize(
    "kind, plain",
    [
        ("multipart/form-data; boundary=--x1", "multipart/form-data; boundary=--x1"),
        ('multipart/form-data; charset=x; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded"),
    ],
)
def test_what_forms_need_of_the_type_stays(kind, plain):
    assert plain_type(kind) == plain
