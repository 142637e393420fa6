"""A page is dropped when what it shows has changed: then, only then, and never too late."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

import pagecache
from pagecache.models import Process, Purge
from pagecache.process import counters, follower, pages, purge
from tests.pagecache_site import made, says

pytest_plugins = ["tests.pagecache_readers"]


@pytest.fixture
def group(following_reader):
    return Group.objects.create(name="before")


def change(group, name="after", **how):
    with transaction.atomic():
        Group.objects.filter(pk=group.pk).update(name=name)
        purge(f"group:{group.pk}", **how)


def test_change_is_seen_at_once_by_the_process_that_made_it(following_reader, group):
    assert following_reader.ask(f"/group/{group.pk}/").text == "before"
    change(group)
    assert following_reader.ask(f"/group/{group.pk}/").text == "after"


def test_purge_drops_only_what_shows_the_tag(reader):
    for path in ("/article/1/", "/article/2/", "/latest/"):
        reader.ask(path)
    pages.purge(["article:1"])
    for path in ("/article/1/", "/article/2/", "/latest/"):
        reader.ask(path)
    assert made == {"article": 3, "latest": 1}


def test_purge_of_everything_drops_everything(reader):
    for _ in range(2):
        reader.ask("/article/1/")
        reader.ask("/latest/")
        pages.purge([pagecache.EVERYTHING])
    assert made == {"article": 2, "latest": 2}


def test_change_that_is_rolled_back_purges_nothing(following_reader, group):
    following_reader.ask(f"/group/{group.pk}/")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        purge(f"group:{group.pk}")
        1 / 0  # noqa: B018
    with transaction.atomic(), pytest.raises(ZeroDivisionError), transaction.atomic():
        purge(f"group:{group.pk}")
        1 / 0  # noqa: B018
    assert follower.catch_up(5)
    assert counters()["purged"] == 0
    assert Purge.objects.count() == 0


def test_page_is_not_dropped_before_the_change_is_committed(following_reader, group):
    with transaction.atomic():
        purge(f"group:{group.pk}")
        assert counters()["purged"] == 0
    following_reader.ask(f"/group/{group.pk}/")


def test_own_purge_is_taken_once(following_reader, group):
    following_reader.ask(f"/group/{group.pk}/")
    change(group)
    following_reader.ask(f"/group/{group.pk}/")
    assert follower.catch_up(5)
    following_reader.ask(f"/group/{group.pk}/")
    assert counters()["purged"] == 1
    assert counters()["misses"] == 2


def test_purge_written_by_another_process_is_read(following_reader, group):
    following_reader.ask(f"/group/{group.pk}/")
    Group.objects.update(name="after")
    Purge.objects.create(tag=f"group:{group.pk}")
    assert follower.catch_up(5)
    assert following_reader.ask(f"/group/{group.pk}/").text == "after"


def test_page_made_while_it_was_purged_is_not_kept(reader):
    """The text is read, then changed and purged by somebody else, then the page is ready."""
    says["raced"] = "old"
    says["meanwhile"] = [lambda: says.update(raced="new"), lambda: pages.purge(["raced"])]
    answer = reader.ask("/raced/")
    assert answer.text == "old"
    assert answer.get("Cache-Control") == "private, no-cache"
    says["meanwhile"] = []
    assert reader.ask("/raced/").text == "new"
    assert reader.ask("/raced/").get("Cache-Control").startswith("public")


def test_purge_of_something_else_while_a_page_is_made_does_not_matter(reader):
    says["meanwhile"] = [lambda: pages.purge(["article:1"])]
    reader.ask("/raced/")
    assert len(pages.kept) == 1


def test_more_purges_than_are_remembered_while_a_page_is_made_count(reader, monkeypatch):
    monkeypatch.setattr("pagecache.pages.REMEMBERED_PURGES", 10)
    says["meanwhile"] = [lambda: pages.purge([f"article:{n}" for n in range(20)])]
    reader.ask("/raced/")
    assert len(pages.kept) == 0
    assert len(pages.recent) == 10


def test_page_made_before_the_table_was_read_is_not_kept(reader, monkeypatch):
    monkeypatch.setattr(follower, "read_at", float("-inf"))
    for _ in range(2):
        assert reader.ask("/article/1/").get("Cache-Control") == "private, no-cache"
    assert made == {"article": 2}


def test_page_lives_no_longer_than_it_says(reader):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        says["until"] = now + timedelta(minutes=5)
        assert reader.ask("/scheduled/").get("Cache-Control").startswith("public, max-age=0, s-max")
        clock.shift(296)
        assert reader.ask("/scheduled/").get("Cache-Control").startswith("public, max-age=0, s-max")
        clock.shift(2)  # caches in front would hold it for longer than it is true
        assert reader.ask("/scheduled/").get("Cache-Control") == "public, max-age=0, s-maxage=0"
        assert made == {"scheduled": 1}
        clock.shift(2)
        says["until"] = None
        reader.ask("/scheduled/")
        assert made == {"scheduled": 2}


def test_earliest_moment_counts(reader):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        says.update(until=now + timedelta(hours=2), gone=now + timedelta(hours=1))
        reader.ask("/scheduled/")
        clock.shift(3601)
        reader.ask("/scheduled/")
        assert made == {"scheduled": 2}


def test_forgotten_purge_heals_by_itself(reader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        reader.ask("/article/1/")
        clock.shift(7 * 3600)
        reader.ask("/article/1/")
        assert made == {"article": 2}


def test_old_copy_stands_in_while_the_database_is_gone(reader):
    says["broken"] = "text"
    kept = reader.ask("/broken/")
    pages.purge(["broken"])
    says["database"] = "gone"
    for _ in range(3):
        answer = reader.ask("/broken/")
        assert (answer.code, answer.body) == (200, kept.body)
        assert answer.get("Cache-Control") == "private, no-cache"
    says.update(database="back", broken="new text")
    assert reader.ask("/broken/").text == "broken new text"
    assert reader.ask("/broken/").get("Cache-Control").startswith("public")


def test_old_copy_stands_in_for_hours_and_not_for_days(reader, monkeypatch):
    reader.ask("/broken/")
    pages.purge(["broken"])
    says["database"] = "gone"
    page = next(iter(pages.kept.values()))
    monkeypatch.setattr(page, "purged_at", page.purged_at - 11 * 3600)
    assert reader.ask("/broken/").code == 200
    monkeypatch.setattr(page, "purged_at", page.purged_at - 2 * 3600)
    assert reader.ask("/broken/").code == 500


def test_without_an_old_copy_the_error_is_answered_and_not_kept(reader):
    says["database"] = "gone"
    assert reader.ask("/broken/").code == 500
    assert len(pages.kept) == 0


def test_kept_page_needs_no_database(reader, monkeypatch):
    reader.ask("/broken/")
    monkeypatch.setattr(follower, "read_at", float("-inf"))
    says["database"] = "gone"
    assert reader.ask("/broken/").code == 200
    assert made == {"broken": 1}


def test_purged_page_is_not_tried_again_by_each_reader_while_the_table_is_away(reader, monkeypatch):
    reader.ask("/broken/")
    pages.purge(["broken"])
    monkeypatch.setattr(follower, "read_at", float("-inf"))
    assert reader.ask("/broken/").code == 200
    assert made == {"broken": 1}


def test_what_was_taken_down_is_never_shown_again(reader):
    reader.ask("/broken/")
    pages.purge(["broken"], gone=True)
    says["database"] = "gone"
    assert reader.ask("/broken/").code == 500


def test_what_was_purged_and_then_taken_down_is_never_shown_again(reader):
    reader.ask("/broken/")
    pages.purge(["broken"])
    pages.purge(["broken"], gone=True)
    says["database"] = "gone"
    assert reader.ask("/broken/").code == 500


def test_what_is_gone_at_its_hour_is_not_shown_after_it(reader, monkeypatch):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        says["gone"] = now + timedelta(hours=1)
        reader.ask("/scheduled/")
        monkeypatch.setattr("tests.pagecache_site._make", lambda name: 1 / 0)
        clock.shift(3599)
        assert reader.ask("/scheduled/").code == 200
        clock.shift(2)
        assert reader.ask("/scheduled/").code == 500


def test_last_copy_is_shown_after_its_hour_while_the_database_is_gone(reader, monkeypatch):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        says["until"] = now + timedelta(hours=1)
        reader.ask("/scheduled/")
        monkeypatch.setattr("tests.pagecache_site._make", lambda name: 1 / 0)
        clock.shift(3601)
        assert reader.ask("/scheduled/").code == 200


def test_who_changed_something_is_known_by_a_short_cookie(following_reader, group):
    answer = following_reader.ask(f"/rename/{group.pk}/?name=after", method="POST")
    number = Purge.objects.get().pk
    assert answer.all("Set-Cookie") == [
        f"fresh={number}; Max-Age=10; Path=/; HttpOnly; SameSite=Lax"
    ]
    assert following_reader.ask("/not-declared/", method="POST").get("Set-Cookie") is None


def test_who_changed_something_sees_it_before_others_do(following_reader, group):
    """The row is there, and this process has not been told yet."""
    path = f"/group/{group.pk}/"
    following_reader.ask(path)
    Group.objects.update(name="after")
    number = Purge.objects.create(tag=f"group:{group.pk}").pk
    assert following_reader.ask(path, {"Cookie": f"fresh={number}"}).text == "after"
    assert following_reader.ask(path, {"Cookie": f"fresh={number}"}).text == "after"
    assert counters()["hits"] == 1


@pytest.mark.parametrize("number", ["1", "x", "-1", "9" * 18, "9" * 40, "", "1;fresh=2"])
def test_invented_cookie_changes_nothing(following_reader, group, number):
    path = f"/group/{group.pk}/"
    kept = following_reader.ask(path)
    answer = following_reader.ask(path, {"Cookie": f"fresh={number}"})
    assert (answer.code, answer.body) == (200, kept.body)
    assert counters()["misses"] == 1


def test_purges_are_trimmed_when_every_process_has_read_them(following_reader):
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        purge("old")
        Process.objects.create(name="old", started_at=timezone.now(), seen_at=timezone.now())
    Process.objects.create(name="new", started_at=timezone.now(), seen_at=timezone.now())
    purge("new")
    assert pagecache.trim() == 2
    assert Process.objects.exclude(name__contains=":").get().name == "new"
    assert Purge.objects.get().tag == "new"


def test_process_that_was_away_longer_than_purges_are_kept_forgets_everything(following_reader):
    following_reader.ask("/latest/")
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert follower.catch_up(5)
    assert len(pages.kept) == 0


def test_database_put_back_from_a_backup_is_noticed(following_reader):
    purge("one")
    purge("two")
    following_reader.ask("/latest/")
    follower.stop()
    on_postgresql = ":" in str(follower.position)
    ahead = 10**15  # farther than any number that the other tests have used up
    follower.position = f"{ahead}:{ahead}:" if on_postgresql else ahead
    follower.start()
    assert follower.catch_up(5)
    assert len(pages.kept) == 0
    assert str(ahead) not in str(follower.position)


def test_more_purges_than_can_be_read_at_once_drop_everything(following_reader, monkeypatch):
    monkeypatch.setattr("pagecache.journal.MANY", 10)
    following_reader.ask("/latest/")
    Purge.objects.bulk_create(Purge(tag=f"article:{n}") for n in range(50))
    assert follower.catch_up(5)
    assert len(pages.kept) == 0
    following_reader.ask("/latest/")
    assert follower.catch_up(5)
    assert len(pages.kept) == 1


def test_follower_survives_what_it_cannot_read(following_reader, group, monkeypatch):
    path = f"/group/{group.pk}/"
    following_reader.ask(path)

    def fail(cursor, position):
        raise ValueError("something nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr("pagecache.journal.since", fail)
        assert follower.catch_up(5)
        Group.objects.update(name="after")
        Purge.objects.create(tag=f"group:{group.pk}")
        assert following_reader.ask(path).text == "before"
    assert follower.catch_up(5)
    assert following_reader.ask(path).text == "after"
