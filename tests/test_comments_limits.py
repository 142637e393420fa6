"""One sender cannot flood the site, cannot pass for many, and is told when to come back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client

from comments.limits import seconds_to_wait
from comments.models import AlreadySent, Comment, Policy, TooMany

from .commenting import send, typed
from .world import make_article, make_comment, make_policy, make_user


def send_many(client, article, number, **options):
    """Status codes of `number` posts, each with words and an e-mail address of its own."""
    mails = options.pop("email", None)
    return [
        send(
            client, article, text=f"Words {n}", email=mails or f"n{n}@example.org", **options
        ).status_code
        for n in range(number)
    ]


@pytest.mark.django_db
def test_one_address_stores_at_most_three_comments_a_minute(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    article = make_article()
    assert send_many(client, article, 5) == [303, 303, 303, 429, 429]
    time_machine.shift(20)
    response = send(client, article, text="Kept words", email="new@example.org")
    assert response.status_code == 429
    assert response["Retry-After"] == "40"
    assert "40 seconds" in response.content.decode()
    assert typed(response.content.decode())["text"] == "Kept words"
    time_machine.shift(40)
    assert send(client, article, text="Kept words", email="new@example.org").status_code == 303
    assert Comment.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("remotes", "stored"),
    [
        ([f"2001:db8:1:2:{n}::{n}" for n in range(6)], 3),  # one /64
        ([f"2001:db8:1:{n}::1" for n in range(6)], 6),
        ([f"192.0.2.{n}" for n in range(6)], 6),
        (["192.0.2.1", "::ffff:192.0.2.1"] * 3, 3),  # the same, written in two ways
        (["", "unix:", "no address"] * 2, 3),  # nobody can tell: all of them are one
    ],
)
def test_who_counts_as_one_sender(client, remotes, stored):
    article = make_article()
    for number, remote in enumerate(remotes):
        mail = f"n{number}@example.org"
        send(client, article, text=f"Words {number}", email=mail, remote=remote)
    assert Comment.objects.count() == stored


@pytest.mark.django_db
def test_a_forged_forwarded_header_changes_nothing(client):
    article = make_article()
    codes = []
    for number in range(5):
        headers = {"origin": "http://testserver", "x-forwarded-for": f"198.51.100.{number}"}
        codes += send_many(client, article, 1, headers=headers, name=f"Name {number}")
        article = make_article()
    assert codes == [303, 303, 303, 429, 429]
    assert set(Comment.objects.values_list("ip_address", flat=True)) == {"192.0.2.1"}


@pytest.mark.django_db
def test_behind_our_proxy_the_forwarded_address_counts(client, settings):
    settings.TRUSTED_PROXIES = 1
    headers = {"origin": "http://testserver", "x-forwarded-for": "198.51.100.9, 203.0.113.5"}
    send(client, make_article(), headers=headers, remote="10.0.0.1")
    assert Comment.objects.get().ip_address == "203.0.113.5"


@pytest.mark.django_db
def test_one_email_address_cannot_flood_from_many_networks(client):
    Policy(pk=1, max_per_email=4).save()
    article = make_article()
    mails = ["mari@example.org", "MARI@EXAMPLE.ORG", "Mari@Example.org"]
    codes = [
        send(
            client, article, text=f"Words {n}", email=mails[n % 3], remote=f"192.0.2.{n}"
        ).status_code
        for n in range(6)
    ]
    assert codes == [303] * 4 + [429] * 2


@pytest.mark.django_db
def test_the_newsroom_is_not_held_up(client):
    client.force_login(make_user("Moderator"))
    assert send_many(client, make_article(), 6) == [303] * 6


@pytest.mark.django_db
def test_the_same_words_twice_are_refused_kindly(client):
    article = make_article()
    assert send(client, article, text="Once is enough").status_code == 303
    again = send(client, article, text="Once  is enough\n", email="PEETER@example.org")
    assert again.status_code == 409
    assert "already sent" in again.content.decode()
    assert typed(again.content.decode())["text"].strip() == "Once  is enough"
    assert (
        send(client, article, text="Once is enough", email="other@example.org").status_code == 303
    )
    assert send(client, make_article(), text="Once is enough").status_code == 303
    assert Comment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_posts_at_the_same_moment_count_each_other(monkeypatch):
    article = make_article()
    all_have_counted = Barrier(6)

    def count_and_dawdle(*args):
        seconds = seconds_to_wait(*args)
        with suppress(BrokenBarrierError):  # the others wait for their turn: go on
            all_have_counted.wait(timeout=0.5)
        return seconds

    monkeypatch.setattr("comments.models.manager.seconds_to_wait", count_and_dawdle)

    def post(number):
        sender = {"name": "Ann", "email": f"n{number}@example.org", "ip_address": "192.0.2.1"}
        try:
            Comment.objects.submit(article, text=f"Words {number}", **sender)
        except TooMany:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(post, range(6))) == 3
    assert Comment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_comment():
    article = make_article()
    make_comment(article)

    def post(_):
        try:
            return send(Client(), article, text="Twice").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(post, range(4))) == [303, 409, 409, 409]


@pytest.mark.django_db
def test_a_refused_comment_leaves_nothing_behind():
    article = make_article()
    parts = {"name": "Ann", "email": "ann@example.org", "text": "Words"}
    Comment.objects.submit(article, policy=make_policy(manual_approval=False), **parts)
    with pytest.raises(AlreadySent):
        Comment.objects.submit(article, policy=make_policy(manual_approval=False), **parts)
    article.refresh_from_db()
    assert article.comment_count == Comment.objects.count() == 1
