"""What programs read costs as much with a large archive as with a small one.

Counted in the steps that SQLite takes, because a clock would say something else each time. Among
several indexes and bounds SQLite takes its choice by rules of its own, so that one more index or
another order of conditions can make a query walk through all articles.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles.models import Article, ArticleAuthor, ArticleTag, Image, ImageEntry, SearchEntry
from articles.models.search_entry import columns_of
from articles.search import search

from .world import make_article, make_author, make_section, make_tag, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite"),
]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-2020-02.xml",
        "/news-sitemap.xml",
        "/feed/",
        "/feed/atom/",
        "/feed/json/",
        "/section/town/feed/",
        "/tag/harbour/feed/",
        "/author/mari/feed/",
        "/section/town/",
        "/tag/harbour/",
        "/author/mari/",
    ],
)
def test_steps_do_not_grow_with_the_archive(client, address):
    section = make_section(slug="town")
    make_article(
        section=section, tags=[make_tag(slug="harbour")], authors=[make_author(slug="mari")]
    )
    publish(section, 10, since=datetime(2020, 2, 10, tzinfo=UTC))
    publish(section, 40, since=datetime(2023, 1, 1, tzinfo=UTC))
    few = steps(client, address)
    publish(section, 1000, since=datetime(2021, 1, 1, tzinfo=UTC))
    assert steps(client, address) < few + 200


@pytest.mark.parametrize("address", ["/tag/harbour/", "/author/mari/", "/tag/harbour/feed/"])
@pytest.mark.parametrize("year", [2022, 2024])
def test_steps_do_not_grow_with_what_stands_under_a_subject(client, address, year):
    """Also where the newest thousand articles are about something else."""
    section, tag, author = make_section(), make_tag(slug="harbour"), make_author(slug="mari")
    publish(section, 1000, since=datetime(2023, 1, 1, tzinfo=UTC))
    link(publish(section, 40, since=datetime(2021, 1, 1, tzinfo=UTC)), tag, author)
    few = steps(client, address)
    link(publish(section, 1000, since=datetime(year, 1, 1, tzinfo=UTC)), tag, author)
    assert steps(client, address) < few + 200


@pytest.mark.parametrize("term", ["quay", "quay rare", "quay none", "half"])
def test_steps_of_a_search_do_not_grow_with_the_archive(term):
    section = make_section()

    def asked():
        return steps_of(lambda: search(Article.objects.all(), term, visible_to=editor, at_most=20))

    editor = make_user("Editor")
    editor.has_perm("articles.view_article")
    for month, headline in enumerate(("Quay", "Quay half", "Quay rare"), start=1):
        publish(section, 30, since=datetime(2023, month, 1, tzinfo=UTC), headline=headline)
    few = asked()
    publish(section, 500, since=datetime(2021, 1, 1, tzinfo=UTC), headline="Quay half")
    publish(section, 500, since=datetime(2022, 1, 1, tzinfo=UTC), headline="Quay half")
    assert asked() < few + 2500


@pytest.mark.parametrize("words", ["harbour", "harbour w1", "rare"])
def test_steps_of_a_search_do_not_grow_with_the_library(words):
    def asked():
        return steps_of(lambda: list(Image.objects.saying(words, at_most=20)))

    stock(range(200), "Harbour w1 rare")
    few = asked()
    stock(range(50_000, 51_000), "Harbour w1")
    stock(range(100_000, 100_200), "Harbour w1 rare")
    assert asked() < few + 2500


def stock(numbers, caption):
    Image.objects.bulk_create(Image(pk=number, caption=caption) for number in numbers)
    ImageEntry.objects.bulk_create(
        ImageEntry(**ImageEntry.row(number, number, [caption])) for number in numbers
    )


def link(articles, tag, author):
    for Link, subject in ((ArticleTag, {"tag": tag}), (ArticleAuthor, {"author": author})):
        Link.objects.bulk_create(
            Link(article=one, article_date=one.published_at, **subject) for one in articles
        )


def publish(section, number, since, headline="x"):
    made = Article.objects.bulk_create(
        Article(
            headline=headline,
            slug=f"{since:%Y-%m}-{hour}",
            section=section,
            status="published",
            published_at=since + timedelta(hours=hour),
        )
        for hour in range(number)
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(**columns_of(one.pk, one.published_at, [headline])) for one in made
    )
    return made


def steps(client, address):
    def ask():
        assert client.get(address).status_code == 200

    return steps_of(ask)


def steps_of(ask):
    """How many instructions SQLite runs for it."""
    count = 0

    def one_more():
        nonlocal count
        count += 1
        return 0

    connection.connection.set_progress_handler(one_more, 1)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return count
