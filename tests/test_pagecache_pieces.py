"""What many pages share is made once, and never shown longer than it is right."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from pagecache.process import follower, pages, pieces
from tests.pagecache_site import made, says

pytest_plugins = ["tests.pagecache_readers"]


def text(reader, number):
    return reader.ask(f"/pieced/{number}/").text


def test_piece_is_made_once_for_all_pages(reader):
    says.update(outer="rail", inner="news")
    assert [text(reader, number) for number in (1, 2, 3)] == [f"{n} rail news" for n in (1, 2, 3)]
    assert made == {"outer": 1, "inner": 1}


@pytest.mark.parametrize("tag", ["outer", "inner"])
def test_purge_of_what_a_piece_shows_drops_it_and_the_pages_in_which_it_stands(reader, tag):
    says.update(outer="old", inner="old")
    before = [text(reader, number) for number in (1, 2)]
    says[tag] = "new"
    pages.purge([tag], gone=True)
    for number in (1, 2, 3):
        assert "new" in text(reader, number)
    assert "new" not in "".join(before)


def test_other_purges_leave_a_piece_alone(reader):
    text(reader, 1)
    pages.purge(["pieced:1", "else"], gone=True)
    text(reader, 1)
    assert made["outer"] == 1


def test_page_names_what_its_pieces_show(reader):
    says.update(outer="rail", inner="news")
    text(reader, 1)
    text(reader, 2)
    answer = reader.ask("/pieced/2/")
    assert set(answer.get("Surrogate-Key").split()) == {"pieced:2", "outer", "inner"}


def test_piece_lives_no_longer_than_it_said(reader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        says.update(outer="today", until=timezone.now() + timedelta(minutes=1))
        assert "today" in text(reader, 1)
        clock.shift(61)
        says.update(outer="tomorrow", until=None)
        assert "tomorrow" in text(reader, 2)
        assert "tomorrow" in text(reader, 1)


def test_page_ends_with_the_piece_that_it_found_ready(reader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        says.update(outer="today", until=timezone.now() + timedelta(minutes=1))
        text(reader, 1)
        clock.shift(50)
        text(reader, 2)
        clock.shift(11)
        says.update(outer="tomorrow", until=None)
        assert "tomorrow" in text(reader, 2)


def test_piece_that_was_purged_while_it_was_made_is_not_kept(reader):
    says["outer"] = "old"

    def change():
        says.update(outer="new", meanwhile=[])
        pages.purge(["outer"])

    says["meanwhile"] = [change]
    text(reader, 1)  # began before the change
    assert "new" in text(reader, 2)
    assert "new" in text(reader, 1)


def test_who_goes_round_the_cache_gets_pieces_made_anew(reader):
    says["outer"] = "old"
    text(reader, 1)
    says["outer"] = "new"
    answer = reader.ask("/pieced/1/", {"cookie": f"{settings.SESSION_COOKIE_NAME}=x"})
    assert "new" in answer.text
    # And what was made for one reader is not kept for all.
    assert "old" in text(reader, 2)


def test_page_with_an_unknown_parameter_uses_pieces_and_leaves_none(reader):
    says["outer"] = "rail"
    assert "rail" in reader.ask("/pieced/1/?n=1").text
    assert "rail" in reader.ask("/pieced/1/?n=2").text
    assert made["outer"] == 2  # neither was kept
    text(reader, 1)
    reader.ask("/pieced/1/?n=3")
    assert made["outer"] == 3
    says["outer"] = "other"
    pages.purge(["outer"])
    assert "other" in reader.ask("/pieced/1/?n=4").text


def test_without_news_of_purges_no_piece_is_kept(reader, monkeypatch):
    says["outer"] = "old"
    text(reader, 1)
    monkeypatch.setattr(follower, "read_at", float("-inf"))
    says["outer"] = "new"
    assert "new" in text(reader, 2)


def test_child_of_a_process_starts_without_pieces(reader):
    says["outer"] = "old"
    text(reader, 1)
    for part in (pages, pieces):
        part.after_fork()
    says["outer"] = "new"
    assert "new" in text(reader, 1)
