"""Mails to commenters: only wanted ones, only to proven addresses, and easy to stop."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from background.worker import run_waiting
from comments.models import Addressee, Comment, Notice, RejectionReason, Wish
from comments.own import notices

from .dom import parse, text_of
from .world import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

EMAIL = "kadri@example.org"
NOON = "2031-05-05T12:00Z"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def prove(comment):
    Comment.objects.filter(pk=comment.pk).update(proven_at=timezone.now())
    comment.refresh_from_db()
    return comment


def make_mine(article=None, proven=True, **parts):
    """A comment of EMAIL whose sender wants mails."""
    comment = make_comment(article, **{"email": EMAIL, **parts})
    if proven:
        prove(comment)
    Wish.put(comment, decision=True, replies=True)
    return comment


def answer(comment, **parts):
    reply = make_comment(parent=comment, status="pending", **parts)
    reply.approve(make_user())
    return reply


def send_all():
    """What the worker does every minute, and the mails."""
    sent = notices.tell_decisions() + notices.tell_replies()
    run_waiting()
    return sent


def plain(message):
    return message.get_body(["plain"]).get_content()


# Decisions


def test_what_became_of_it_is_mailed_when_there_were_no_second_thoughts(clock, mail_server):
    comment = make_mine(status="pending")
    reason = RejectionReason.objects.create(name="Rude!", text="Say it without insults.")
    comment.reject(make_user(), rejection=reason, note="For us alone")
    assert send_all() == 0
    clock.shift(180)
    assert send_all() == 1
    [(recipients, message)] = mail_server.mails
    assert recipients == [EMAIL]
    assert "decided not to publish your comment" in plain(message)
    assert "Say it without insults." in plain(message)
    assert settings.SITE_URL + comment.receipt_url in plain(message)
    assert "For us alone" not in str(message)
    clock.shift(180)
    assert send_all() == 0


def test_a_decision_that_was_taken_back_is_not_mailed(clock, mail_server):
    comment, by = make_mine(status="pending"), make_user()
    comment.undo(comment.reject(by), by)
    clock.shift(180)
    assert send_all() == 0
    comment.approve(by)
    clock.shift(180)
    send_all()
    [(_to, message)] = mail_server.mails
    assert "is published" in plain(message)


def test_spam_is_told_nothing(clock):
    make_mine(status="pending").mark_spam(make_user())
    clock.shift(180)
    assert send_all() == 0


def test_nothing_is_mailed_before_the_address_is_proven_and_it_is_after(clock, mail_server):
    comment = make_mine(status="pending", proven=False)
    comment.approve(make_user())
    answer(comment)
    clock.shift(180)
    assert send_all() == 0
    prove(comment)
    assert send_all() == 2
    assert {recipients[0] for recipients, _mail in mail_server.mails} == {EMAIL}


def test_who_holds_a_receipt_cannot_make_an_owners_wish_into_more(clock):
    """The owner asked for decisions; somebody who typed the address wants replies sent there."""
    comment = make_comment(email=EMAIL, status="approved")
    Wish.put(comment, decision=True, replies=False, by_owner=True)
    Wish.put(comment, decision=True, replies=True)
    answer(comment, text="https://evil.example")
    clock.shift(180)
    assert send_all() == 0


def test_what_the_owner_of_the_address_asks_for_is_mailed(clock, mail_server):
    comment = make_comment(email=EMAIL)
    Wish.put(comment, decision=False, replies=True, by_owner=True)
    answer(comment)
    assert send_all() == 1


# Replies


def test_a_reply_is_mailed_as_text_and_html_without_a_link_in_it_acting(clock, mail_server):
    comment = make_mine(make_article(headline="Bridge closes"))
    hostile = 'No.\n\n<img src=x onerror=alert(1)> https://example.org/ "x"'
    reply = answer(comment, name="Mari <b>", text=hostile)
    send_all()
    [(recipients, message)] = mail_server.mails
    assert recipients == [EMAIL]
    assert message["Subject"] == "A reply to your comment"
    text = plain(message)
    assert "Mari <b> answered your comment on “Bridge closes”:" in text
    assert "> No." in text
    assert settings.SITE_URL + reply.get_absolute_url() in text
    html = message.get_body(["html"]).get_content()
    assert "<img" not in html
    assert "<b>" not in html
    links = re.findall(r'href="([^"]+)"', html)
    assert all(link.startswith(settings.SITE_URL) for link in links)


def test_replies_are_gathered_to_one_mail_an_hour(clock, mail_server):
    article = make_article()
    comments = [make_mine(article) for _ in range(3)]
    for comment in comments:
        answer(comment)
    assert send_all() == 1
    assert mail_server.mails[0][1]["Subject"] == "3 replies to your comments"
    for comment in comments:
        answer(comment)
    clock.shift(59 * 60)
    assert send_all() == 0
    clock.shift(2 * 60)
    assert send_all() == 1
    assert send_all() == 0
    assert not Notice.objects.exists()


def test_a_mail_tells_of_twenty_and_counts_the_others(clock, mail_server):
    comment = make_mine()
    for number in range(25):
        answer(comment, text=f"Answer {number}.")
    send_all()
    text = plain(mail_server.mails[0][1])
    assert len(re.findall(r"Answer \d+\.", text)) == 20
    assert "And 5 more." in text


@pytest.mark.parametrize("verb", ["reject", "mark_spam", "hold"])
def test_a_reply_that_is_not_published_any_more_is_not_mailed(clock, verb):
    reply = answer(make_mine())
    getattr(reply, verb)(make_user())
    assert send_all() == 0


def test_replies_to_others_own_replies_and_replies_of_a_withdrawn_article_are_not_mailed(clock):
    article = make_article()
    comment = make_mine(article)
    answer(make_comment(article))
    answer(comment, email=EMAIL)
    assert send_all() == 0
    answer(comment)
    article.withdraw("Wrong")
    assert send_all() == 0


def test_a_reply_that_needs_no_moderator_is_told_too(clock, mail_server):
    comment = make_mine()
    editor = make_user(is_superuser=True)
    parts = {"name": "Editor", "email": "desk@example.org", "text": "True.", "user": editor}
    Comment.objects.submit(comment.article, parent=comment, **parts)
    assert send_all() == 1


# Stopping them


def stop_address(message):
    return message["List-Unsubscribe"].strip(" <>").removeprefix(settings.SITE_URL)


def test_mail_programs_stop_all_mails_by_one_post_without_a_cookie(clock, mail_server):
    comment = make_mine()
    answer(comment)
    send_all()
    message = mail_server.mails[0][1]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = stop_address(message)
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not Addressee.objects.get().is_muted
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not response.cookies
    assert EMAIL not in response.content.decode()
    answer(comment)
    comment.reject(make_user())
    clock.shift(3700)
    assert send_all() == 0


def test_one_thread_is_stopped_and_others_go_on(clock, client, mail_server):
    article = make_article()
    first, second = make_mine(article), make_mine(article)
    deeper = make_mine(parent=first)
    answer(deeper)
    send_all()
    text = plain(mail_server.mails[0][1])
    [address] = re.findall(rf"{settings.SITE_URL}(/comment/mails/\S+/\d+/)", text)
    assert "No more mails about this thread" in text_of(parse(client.get(address)))
    assert Wish.objects.filter(replies=True).count() == 3
    assert "You get no more mails about this thread." in text_of(parse(client.post(address)))
    clock.shift(3700)
    for comment in (first, deeper, second):
        answer(comment, text=f"About {comment.pk}.")
    send_all()
    [_first, (_to, message)] = mail_server.mails
    assert re.findall(r"About (\d+)\.", plain(message)) == [str(second.pk)]


def test_the_link_of_one_address_stops_nothing_of_another(clock, client):
    mine, other = make_mine(), make_mine(email="other@example.org")
    client.post(f"/comment/mails/{Addressee.of(EMAIL).token}/{other.pk}/")
    client.post(f"/comment/mails/{Addressee.of(EMAIL).token}/")
    assert Wish.objects.get(comment=other).replies
    assert Wish.objects.get(comment=mine).replies
    assert not Addressee.of("other@example.org").is_muted


@pytest.mark.parametrize("path", [f"{'A' * 43}/", f"{'A' * 43}/1/", f"{'A' * 43}/{'9' * 18}/"])
def test_a_made_up_link_stops_nothing(client, path):
    assert client.get(f"/comment/mails/{path}").status_code == 404
    assert client.post(f"/comment/mails/{path}").status_code == 404


def test_notices_of_addresses_that_are_never_proven_do_not_pile_up(clock):
    answer(make_mine(proven=False))
    send_all()
    assert Notice.objects.exists()
    clock.shift(timedelta(days=15))
    send_all()
    assert not Notice.objects.exists()
