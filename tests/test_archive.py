"""What programs read costs as much with a large archive as with a small one.

Counted in the steps that SQLite takes, because a clock would say something else each time. Among
several indexes and bounds SQLite takes its choice by rules of its own, so that one more index or
another order of conditions can make a query walk through all articles.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles.models import Article

from .world import make_article, make_author, make_section, make_tag

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


def publish(section, number, since):
    Article.objects.bulk_create(
        Article(
            headline="x",
            slug=f"{since:%Y-%m}-{hour}",
            section=section,
            status="published",
            published_at=since + timedelta(hours=hour),
        )
        for hour in range(number)
    )


def steps(client, address):
    """How many instructions SQLite runs to answer."""
    count = 0

    def one_more():
        nonlocal count
        count += 1
        return 0

    connection.connection.set_progress_handler(one_more, 1)
    try:
        assert client.get(address).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, 0)
    return count
