"""The cache stays within its bytes, and what is read often stays in it."""

import random
import tracemalloc
from threading import Thread

import pytest
from django.core.management import call_command

from pagecache.declare import Notes
from pagecache.encodings import BR, GZIP
from pagecache.page import Page
from pagecache.pages import Pages
from pagecache.process import counters, follower, pages
from tests.pagecache_site import made

pytest_plugins = ["tests.pagecache_readers"]


def make_page(number, size=1000):
    body = (b"%06d" % number) * (size // 6)
    # As Django makes them: the strings belong to this answer alone.
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", "x" * 250)]
    headers = [("".join([*name]), "".join([*text])) for name, text in headers * 3]
    notes = Notes(declared="view", tags={f"article:{number}", "latest"})
    return Page(("http", "host", f"/article/{number}/", ""), "200 OK", headers, body, notes)


def test_least_recently_read_page_goes_first(reader, monkeypatch):
    reader.ask("/article/1/")
    monkeypatch.setattr(pages, "limit", 10 * pages.bytes)
    for number in range(2, 40):
        reader.ask(f"/article/{number}/")
        reader.ask("/article/1/")
    assert made == {"article": 39}
    assert counters()["evicted"] > 20
    assert pages.bytes <= pages.limit
    assert len(pages.kept) == len(pages.by_tag) <= 10


def test_page_larger_than_an_eighth_is_not_kept(reader, monkeypatch):
    monkeypatch.setattr(pages, "limit", 8_000)
    assert reader.ask("/article/1/").code == 200
    assert len(pages.kept) == 0


def test_other_encodings_of_a_page_count(reader):
    sizes = []
    for encoding in ("br", "gzip", "identity", "br"):
        reader.ask("/article/1/", {"Accept-Encoding": encoding})
        sizes.append(pages.bytes)
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]


def test_page_that_is_kept_in_br_is_not_kept_whole_as_well(reader):
    whole = reader.ask("/article/1/", {"Accept-Encoding": "identity"})
    size = pages.bytes
    reader.ask("/article/1/", {"Accept-Encoding": "br"})
    assert pages.bytes < size
    for _ in range(2):
        again = reader.ask("/article/1/", {"Accept-Encoding": "identity"})
        assert (again.body, again.headers) == (whole.body, whole.headers)
    assert made == {"article": 1}


def test_replaced_page_is_counted_once(reader):
    reader.ask("/article/1/")
    size = pages.bytes
    for _ in range(5):
        pages.purge(["article:1"])
        reader.ask("/article/1/")
    assert (pages.bytes, len(pages.kept)) == (size, 1)


def test_nothing_remains_of_what_is_gone(reader):
    for path in ("/article/1/", "/article/1/?after=1", "/missing/1/", "/latest/"):
        reader.ask(path)
    pages.purge(["*"], gone=True)
    assert (pages.bytes, len(pages.kept)) == (0, 0)
    assert not pages.by_tag
    assert not pages.invented


def test_counts_stay_right_with_many_threads(reader, monkeypatch):
    monkeypatch.setattr(pages, "limit", 100_000)
    answers = []

    def ask(seed):
        chance = random.Random(seed)
        for _ in range(150):
            path = f"/article/{chance.randrange(40)}/?after={chance.randrange(3)}"
            encoding = chance.choice(["br", "gzip", "identity"])
            answers.append(reader.ask(path, {"Accept-Encoding": encoding}).code)
            if chance.random() < 0.2:
                tag = f"article:{chance.randrange(40)}"
                pages.purge([tag], gone=chance.random() < 0.5)

    threads = [Thread(target=ask, args=[seed]) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 8 * 150
    assert pages.bytes == sum(page.size for page in pages.kept.values()) <= pages.limit
    assert {key for keys in pages.by_tag.values() for key in keys} == set(pages.kept)
    assert {key for keys in pages.invented.values() for key in keys} == set(pages.kept)


@pytest.mark.parametrize("encodings", [[], [BR], [BR, GZIP]])
def test_bytes_that_are_counted_are_the_bytes_that_are_used(encodings):
    """Keys, headers, tags and Python's own share included."""
    pages = Pages()
    pages.limit = 100_000_000
    make_page(0)
    tracemalloc.start()
    for number in range(1000):
        page = make_page(number)
        for encoding in encodings:
            page.variant(encoding)
        pages.keep(page, 0)
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(pages.kept) == 1000
    assert 0.9 < pages.bytes / used < 1.3


def test_command_shows_each_process(following_reader, capsys):
    for _ in range(3):
        following_reader.ask("/article/1/")
    follower.reported_at = float("-inf")
    assert follower.catch_up(5)
    call_command("pagecache")
    titles, row = capsys.readouterr().out.splitlines()
    shown = dict(zip(titles.split(), row.split(), strict=False))
    assert (shown["hits"], shown["misses"], shown["pages"]) == ("2", "1", "1")
    assert "66.7%" in row


def test_command_without_processes_says_so(db, capsys):
    call_command("pagecache")
    assert "No process" in capsys.readouterr().out
