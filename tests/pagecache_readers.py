"""Fixtures of the tests of the page cache; a test module names this one in pytest_plugins."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from pagecache.door import Door
from pagecache.process import flights, follower, pages, pieces
from tests.pagecache_site import Reader, made, says


def _start_over():
    says.clear()
    made.clear()
    for part in (pages, pieces, flights, follower):
        part.after_fork()
    # An open one, left by the test before, is looked at when a request begins.
    if not connection.in_atomic_block:
        connection.close()


@pytest.fixture
def reader(settings, monkeypatch):
    """A reader of the small site in a process that has just read the table of purges."""
    settings.ROOT_URLCONF = "tests.pagecache_site"
    settings.PAGECACHE_TAG_HEADERS = ("Surrogate-Key", "Cache-Tag")  # as where a cache is in front
    _start_over()
    monkeypatch.setattr(follower, "start", lambda: None)
    monkeypatch.setattr(follower, "read_at", float("inf"))
    monkeypatch.setattr(follower, "done", 1)
    return Reader(Door(get_wsgi_application()))


@pytest.fixture
def following_reader(settings, transactional_db):
    """A reader of the small site in a process that follows the table of purges."""
    settings.ROOT_URLCONF = "tests.pagecache_site"
    _start_over()
    yield Reader(Door(get_wsgi_application()))
    follower.stop()
