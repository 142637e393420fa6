"""A public page is cheap to make and the same for everybody, so that it can be kept."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Correction

from .dom import by_class, parse
from .world import (
    make_article,
    make_author,
    make_discussion,
    make_draft,
    make_full_article,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_article_takes_at_most_ten_queries_whatever_it_holds(client, django_assert_max_num_queries):
    section = make_section()
    article = make_full_article(
        images=20,
        section=section,
        authors=[make_author(portrait=make_image()) for _ in range(8)],
        tags=[make_tag() for _ in range(12)],
    )
    for number in range(30):
        make_full_article(section=section, comment_count=number)
    for _ in range(5):
        Correction.objects.create(article=article, text="It was Monday.")
    make_discussion(article)
    with django_assert_max_num_queries(10):
        assert client.get(article.get_absolute_url()).status_code == 200


def test_page_with_more_takes_no_more_queries(client, django_assert_num_queries):
    small = make_full_article(images=1, authors=[make_author()], tags=[make_tag()])
    large = make_full_article(
        images=9, authors=[make_author() for _ in range(5)], tags=[make_tag() for _ in range(7)]
    )
    make_full_article()
    with CaptureQueriesContext(connection) as queries:
        client.get(small.get_absolute_url())
    with django_assert_num_queries(len(queries)):
        client.get(large.get_absolute_url())


def test_article_with_fifty_comments_weighs_at_most_40_kb(client):
    article = make_full_article(images=3, body="<p>" + "Some words of a text. " * 400 + "</p>")
    for _ in range(12):
        make_full_article(section=article.section)
    make_discussion(article)
    response = client.get(article.get_absolute_url())
    page = parse(response)
    assert len(by_class(page, "say")) >= 50
    files = [one.get("href") for one in page.iter("link") if one.get("rel") == "stylesheet"]
    files += [one.get("src") for one in page.iter("script") if one.get("src")]
    contents = [response.content]
    contents += [Path(finders.find(name.removeprefix("/static/"))).read_bytes() for name in files]
    assert sum(len(gzip.compress(content)) for content in contents) <= 40 * 1024


@pytest.mark.parametrize(
    "address", ["/", "/latest/", "/section/town/", "/tag/ice/", "/author/ann/", "/story/", "/no/"]
)
def test_public_page_is_equal_for_every_visitor(address, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # the form says when it was made
    make_article(
        slug="story",
        section=make_section(slug="town"),
        tags=[make_tag(slug="ice")],
        authors=[make_author(slug="ann")],
    )
    make_draft(slug="no")
    editor = Client()
    editor.force_login(make_user("Editor", is_superuser=True))
    stranger = Client(headers={"accept-language": "de", "user-agent": "x", "referer": "/a/"})
    stranger.cookies["csrftoken"] = "a" * 32
    stranger.cookies["messages"] = "x"
    answers = [visitor.get(address) for visitor in (editor, stranger, Client())]
    for response in answers:
        assert response.content == answers[0].content
        assert response.headers == answers[0].headers
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
    assert Article.objects.count() == 2
