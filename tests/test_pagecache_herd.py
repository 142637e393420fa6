"""Many readers at once: a page is made once, and nobody waits for what is not shared."""

from threading import Barrier, Event, Thread, Timer

from pagecache.process import counters, pages
from tests.pagecache_running import wait_until
from tests.pagecache_site import made, says

pytest_plugins = ["tests.pagecache_readers"]


def test_first_readers_of_a_page_share_one_making(reader):
    answers = reader.ask_at_once(50, "/slow/a/")
    assert made == {"slow": 1}
    assert {answer.body for answer in answers} == {answers[0].body}


def test_readers_of_a_page_that_was_taken_down_share_one_making_and_none_sees_it(reader):
    says["slow"] = "old"
    reader.ask("/slow/a/")
    says["slow"] = "new"
    pages.purge(["slow"], gone=True)
    answers = reader.ask_at_once(50, "/slow/a/")
    assert made == {"slow": 2}
    assert all("new" in answer.text for answer in answers)


def test_while_one_makes_a_purged_page_the_others_get_the_old_one(reader, settings):
    settings.PAGECACHE_GRACE_SECONDS = 100
    says["slow"] = "old"
    reader.ask("/slow/a/")
    says["slow"] = "new"
    pages.purge(["slow"])
    answers = reader.ask_at_once(50, "/slow/a/")
    assert made == {"slow": 2}
    texts = [("new" in answer.text, answer.get("Cache-Control")) for answer in answers]
    assert texts.count((False, "private, no-cache")) == 49
    assert "new" in reader.ask("/slow/a/").text


def test_old_page_stands_in_for_a_moment_only(reader, settings):
    settings.PAGECACHE_GRACE_SECONDS = 0.0
    says["slow"] = "old"
    reader.ask("/slow/a/")
    says["slow"] = "new"
    pages.purge(["slow"])
    answers = reader.ask_at_once(50, "/slow/a/")
    assert made == {"slow": 2}
    assert all("new" in answer.text for answer in answers)


def test_who_changed_something_waits_for_the_new_page(reader, settings, monkeypatch):
    monkeypatch.setattr("pagecache.process.follower.has_applied", lambda number: True)
    settings.PAGECACHE_GRACE_SECONDS = 100
    says["slow"] = "old"
    reader.ask("/slow/a/")
    says["slow"] = "new"
    pages.purge(["slow"])
    answers = reader.ask_at_once(20, "/slow/a/", {"Cookie": "fresh=7"})
    assert made == {"slow": 2}
    assert all("new" in answer.text for answer in answers)


def test_page_purged_while_it_is_made_is_made_again_for_who_came_after(reader, settings):
    settings.PAGECACHE_GRACE_SECONDS = 0.0
    says.update(seconds=0, hold=Event())
    first = Thread(target=lambda: reader.ask("/slow/a/"))
    first.start()
    wait_until(lambda: counters()["misses"] == 1)
    pages.purge(["slow"])
    says["slow"] = "new"
    Timer(0.1, says["hold"].set).start()
    answers = reader.ask_at_once(10, "/slow/a/")
    first.join()
    assert made == {"slow": 2}
    assert all("new" in answer.text for answer in answers)
    assert len(pages.kept) == 1


def test_pages_that_are_not_shared_do_not_wait_for_each_other(reader):
    says.update(seconds=0, hold=Barrier(8))  # none is ready before all are being made
    answers = reader.ask_at_once(8, "/slow/a/?colour=red")
    assert {answer.code for answer in answers} == {200}
    assert made == {"slow": 8}


def test_missing_page_is_looked_for_once(reader):
    answers = reader.ask_at_once(20, "/missing/1/")
    assert {answer.code for answer in answers} == {404}
    assert made["missing"] < 20


def test_private_page_of_a_view_that_opted_in_is_made_for_each(reader):
    answers = reader.ask_at_once(10, "/private/cookie/")
    assert made == {"cookie": 10}
    assert all(answer.get("Set-Cookie") for answer in answers)


def test_who_waited_too_long_gets_the_old_page(reader, settings, monkeypatch):
    monkeypatch.setattr("pagecache.door.PATIENCE_SECONDS", 0.1)
    settings.PAGECACHE_GRACE_SECONDS = 0.0
    says.update(slow="old", seconds=0)
    reader.ask("/slow/a/")
    pages.purge(["slow"])
    says.update(slow="new", hold=Event())
    maker = Thread(target=lambda: reader.ask("/slow/a/"))
    maker.start()
    wait_until(lambda: counters()["misses"] == 2)
    answers = reader.ask_at_once(5, "/slow/a/")
    says["hold"].set()
    maker.join()
    assert made == {"slow": 2}
    assert all("old" in answer.text for answer in answers)


def test_who_waited_too_long_for_a_page_without_an_old_one_makes_it(reader, monkeypatch):
    monkeypatch.setattr("pagecache.door.PATIENCE_SECONDS", 0.1)
    says.update(seconds=0, hold=Barrier(5))  # none is ready before all are being made
    assert {answer.code for answer in reader.ask_at_once(5, "/slow/a/")} == {200}
    assert made == {"slow": 5}


def test_waiting_readers_get_the_old_page_when_making_fails(reader, settings):
    settings.PAGECACHE_GRACE_SECONDS = 0.0
    says["slow"] = "old"
    reader.ask("/slow/a/")
    pages.purge(["slow"])
    says["seconds"] = "not a number"
    answers = reader.ask_at_once(20, "/slow/a/")
    assert {answer.code for answer in answers} == {200}
    assert all("old" in answer.text for answer in answers)
