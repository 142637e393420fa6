"""Fixtures of the tests of the page cache; a test module names this one in pytest_plugins."""

import pytest
from django.core.wsgi import get_wsgi_application

from pagecache.door import Door
from pagecache.process import flights, follower, pages
from tests.pagecache_site import Reader, made, says


def _start_over():
    says.clear()
    made.clear()
    for part in (pages, flights, follower):
        part.after_fork()


@pytest.fixture
def reader(settings, monkeypatch):
    """A reader of the small site in a process that has just read the table of purges."""
    settings.ROOT_URLCONF = "tests.pagecache_site"
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
