"""Feeds of comments: what is approved and no more, as soon as it is, readable by every reader."""

import json

import pytest

from comments.models import Comment
from tests.feeds import FORMATS, get, items

from .test_comments_privacy import ADDRESS, AGENT, EMAIL, disguises
from .world import make_article, make_comment, make_hidden

pytestmark = pytest.mark.django_db

SENDER = {"email": EMAIL, "ip_address": ADDRESS, "user_agent": AGENT}


def feeds_of(article):
    return [f"{start}feed/{end}" for start in ("/comment/", address(article)) for end in FORMATS]


def address(article):
    return f"/comment/on/{article.pk}/"


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_newest_comments_come_first_with_who_said_it_and_about_what(client, suffix):
    article = make_article(headline="Bridge closes")
    make_comment(article, name="Ann")
    make_comment(make_article(headline="Elsewhere"), name="Bo")
    assert [*items(client, f"/comment/feed/{suffix}").values()] == [
        "Bo on “Elsewhere”",
        "Ann on “Bridge closes”",
    ]
    assert [*items(client, f"{address(article)}feed/{suffix}").values()] == [
        "Ann on “Bridge closes”"
    ]


@pytest.mark.parametrize("status", Comment.Status.values)
def test_only_what_is_approved_is_in_a_feed(client, status):
    article = make_article()
    root = make_comment(article, status=status, name="Zebra", text="Zebra words", **SENDER)
    make_comment(parent=root, status=status, name="Zebra", text="Zebra words", **SENDER)
    for feed in feeds_of(article):
        told = "Zebra" in get(client, feed).content.decode()
        assert told == (status == "approved"), feed


def test_a_removed_comment_above_an_approved_reply_is_in_no_feed(client):
    root = make_comment(name="Zebra", text="Zebra words")
    make_comment(parent=root)
    root.reject(None)
    for feed in feeds_of(root.article):
        assert "Zebra" not in get(client, feed).content.decode()


def test_nothing_of_the_sender_but_the_name_is_in_a_feed(client):
    article = make_article()
    make_comment(article, **SENDER)
    for feed in feeds_of(article):
        response = get(client, feed)
        seen = f"{response.headers}\n{response.content.decode()}".lower()
        for secret in (EMAIL, ADDRESS, AGENT):
            assert [form for form in disguises(secret) if form in seen] == [], feed


def test_comments_of_articles_that_are_not_public_are_in_no_feed(client):
    for article in make_hidden("Zebra"):
        make_comment(article, text="Zebra words")
        assert client.get(f"{address(article)}feed/").status_code == 404
    for suffix in FORMATS:
        assert "Zebra" not in get(client, f"/comment/feed/{suffix}").content.decode()
    assert client.get("/comment/on/987654/feed/").status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_hostile_words_stay_words(client, suffix):
    make_comment(
        name="<script>]]></b>\u202e&amp;", text="]]><script>alert(1)</script>\x0b & <b>bold</b>"
    )
    (title,) = items(client, f"/comment/feed/{suffix}").values()
    assert "script" in title
    raw = get(client, f"/comment/feed/{suffix}").content.decode()
    if suffix == "json/":  # all else is plain text there
        raw = json.loads(raw)["items"][0]["content_html"]
    assert "<script" not in raw


def test_a_feed_takes_as_many_queries_for_many_comments_as_for_one(
    client, django_assert_max_num_queries
):
    article = make_article()
    make_comment(article)
    for _ in range(35):
        make_comment(article)
    for feed in feeds_of(article):
        with django_assert_max_num_queries(4):
            assert len(items(client, feed)) == 30


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    article = make_comment().article
    for feed in feeds_of(article):
        etag = get(client, feed)["ETag"]
        assert client.get(feed, headers={"If-None-Match": etag}).status_code == 304
