"""What is kept of commenters only for a while, by task and command; export and erase by command."""

import json
import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from background.worker import run_waiting
from comments.models import Comment, DataRequest, Decision, Policy
from comments.own import forgetting

from .dom import parse, text_of
from .world import make_comment, make_user

pytestmark = pytest.mark.django_db

TRACES = {"ip_address": "203.0.113.7", "user_agent": "Netscape/4"}


def run(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def make_old(days, **parts):
    """A comment that was sent, and decided, so many days ago."""
    return make_comment(created_at=timezone.now() - timedelta(days=days), **TRACES, **parts)


def traces():
    return [
        (one.ip_address, one.ip_network, one.user_agent, one.browser, one.fingerprint)
        for one in Comment.objects.order_by("created_at")
    ]


def test_addresses_and_browsers_go_after_the_days_of_the_policy():
    days = Policy().traces_kept.days
    make_old(days + 1)
    make_old(days - 1)
    Comment.objects.update(browser="b" * 64)
    forgetting.forget()
    old, new = traces()
    assert old == (None, "", "", "", None)
    assert new[:3] == ("203.0.113.7", "203.0.113.7/32", "Netscape/4")
    assert Comment.objects.filter(text="").count() == 0


@pytest.mark.parametrize("status", ["rejected", "spam", "deleted"])
def test_what_nobody_will_see_goes_and_its_decisions_stay(status):
    days = Policy().refused_kept.days
    old, new = make_old(days + 1, status=status), make_old(days - 1, status=status)
    Decision.objects.create(comment=old, from_status="pending", to_status=status)
    forgetting.forget()
    assert list(Comment.objects.all()) == [new]
    assert Decision.objects.get().comment is None


@pytest.mark.parametrize("status", ["approved", "pending"])
def test_what_is_published_or_waits_stays_however_old(status):
    make_old(1000, status=status)
    forgetting.forget()
    assert Comment.objects.get().text


def test_what_was_rejected_just_now_stays_however_long_it_waited():
    comment = make_old(1000, status="pending")
    comment.reject(make_user())
    forgetting.forget()
    assert Comment.objects.exists()


def test_a_place_above_answers_stays_without_anything_in_it():
    root = make_old(100, status="rejected", name="Kadri", email="kadri@example.org", text="Rude")
    below = make_old(90, parent=root)
    forgetting.forget()
    place = Comment.objects.get(pk=root.pk)
    assert (place.name, place.email, place.email_key, place.text, place.html) == ("",) * 5
    assert Comment.objects.get(pk=below.pk).text
    assert forgetting.forget() == forgetting.Forgotten()


def test_a_whole_refused_thread_goes():
    root = make_old(100, status="spam")
    for _ in range(3):
        root = make_old(100, status="spam", parent=root)
    forgetting.forget()
    assert not Comment.objects.exists()


def test_many_go_in_batches(monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 3)
    root = make_old(100)
    for _ in range(9):
        make_old(100, status="spam", parent=root)
    told = []
    found = forgetting.forget(told=lambda done: told.append((done.traces, done.removed)))
    assert (found.traces, found.removed) == (10, 9)
    assert told == [(3, 0), (6, 0), (9, 0), (10, 0), (10, 3), (10, 6), (10, 9)]


def test_the_index_finds_what_has_traces():
    rows = Comment.objects.with_traces().until(timezone.now()).order_by("created_at")
    plan = rows.values("pk")[:500].explain()
    if connection.vendor == "sqlite":
        assert "comment_with_traces" in plan


def test_the_command_says_what_it_would_do_and_does_it():
    make_old(40)
    make_old(70, status="spam")
    told = run("forget", "--dry-run")
    assert "IP address and browser of 2 comments would be removed" in told
    assert "1 comments that nobody will see would be removed" in told
    assert traces()[0][0]
    assert Comment.objects.count() == 2
    assert "of 2 comments were removed" in run("forget")
    assert traces() == [(None, "", "", "", None)]
    assert "of 0 comments were removed" in run("forget")


def test_the_worker_does_it_by_itself():
    make_old(40)
    run_waiting()
    assert traces()[0][0] is None


def test_export_by_command_is_json_and_logged_without_the_address(caplog):
    caplog.set_level(logging.INFO)
    make_comment(email="Kadri@example.org", text="Größe")
    told = json.loads(run("personal_data", "export", "kadri@EXAMPLE.org"))
    assert [one["text"] for one in told["comments"]] == ["Größe"]
    assert (DataRequest.objects.get().kind, DataRequest.objects.get().by_owner) == ("export", False)
    assert "Personal data of one address: export, 1 comments" in caplog.text
    assert "kadri" not in caplog.text.lower()


def test_erase_by_command_with_and_without_the_texts(caplog):
    caplog.set_level(logging.INFO)
    make_comment(email="kadri@example.org", name="Kadri", text="Stays")
    make_comment(email="mari@example.org", name="Mari", text="Goes")
    run("personal_data", "erase", "kadri@example.org", "--keep-texts")
    run("personal_data", "erase", "mari@example.org")
    comment = Comment.objects.get()
    assert (comment.text, comment.name, comment.email) == ("Stays", "Name removed", "")
    assert DataRequest.objects.filter(kind="erase").count() == 2
    assert "kadri" not in caplog.text.lower()
    run("personal_data", "erase", "kadri@example.org")  # safe to repeat


@pytest.mark.parametrize("address", ["", "kadri", "a@b\nc@d.org"])
def test_what_is_no_address_is_refused(address):
    make_comment()
    with pytest.raises(CommandError):
        run("personal_data", "erase", address)
    assert Comment.objects.get().email


def test_the_page_about_it_says_what_the_policy_says(client, settings):
    settings.BACKUP_DAYS = 17
    seen = text_of(parse(client.get("/privacy/comments/")))
    policy = Policy()
    assert f"Removed after {policy.traces_kept.days} days." in seen
    assert f"removed {policy.refused_kept.days} days after that" in seen
    assert "Kept for 17 days." in seen
    form = client.get(make_comment().article.get_absolute_url()).content.decode()
    assert 'href="/privacy/comments/"' in form
