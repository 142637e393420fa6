"""Around an article: the latest, the most discussed, more of its section, its neighbours."""

from urllib.parse import unquote

import pytest

from .dom import by_class, links_in, path_of, read
from .world import ago, make_article, make_hidden, make_section

pytestmark = pytest.mark.django_db


def around(page):
    """Headlines of each list around the article: latest, discussed, more, turn."""
    side, *_ = by_class(page, "side")
    lists = {
        "latest": by_class(side, "latest"),
        "discussed": by_class(side, "rank"),
        "more": by_class(page, "rest"),
        "turn": by_class(page, "turn"),
    }
    return {
        name: [unquote(link) for one in found for link in links_in(one) if "section" not in link]
        for name, found in lists.items()
    }


def test_rail_and_neighbours_are_the_right_articles(client):
    town, sea = make_section(), make_section()
    articles = [
        make_article(
            section=town if number % 2 else sea,
            published_at=ago(hours=number + 1),
            comment_count=number,
        )
        for number in range(14)
    ]
    here = articles[5]
    found = around(read(client, here))
    others = [one for one in articles if one != here]
    assert found["latest"] == [path_of(one) for one in others[:8]]
    assert found["discussed"] == [path_of(one) + "#comments" for one in articles[:8:-1]]
    assert found["more"] == [path_of(articles[number]) for number in (1, 3, 7, 9)]
    assert found["turn"] == [path_of(articles[6]), path_of(articles[4])]


def test_neighbours_of_one_minute_are_told_apart(client):
    moment = ago(hours=1)
    articles = [make_article(published_at=moment) for _ in range(3)]
    assert around(read(client, articles[1]))["turn"] == [path_of(articles[0]), path_of(articles[2])]
    assert around(read(client, articles[0]))["turn"] == [path_of(articles[1])]
    assert around(read(client, articles[2]))["turn"] == [path_of(articles[1])]


def test_neighbours_are_the_nearest_that_are_public(client):
    older = make_article(published_at=ago(hours=50))
    make_article(published_at=ago(hours=40)).withdraw("gone")
    here = make_article(published_at=ago(hours=30))
    make_article(published_at=ago(hours=20), expires_at=ago(hours=1))
    newer = [make_article(published_at=ago(hours=hours)) for hours in range(10, 0, -1)]
    assert around(read(client, here))["turn"] == [path_of(older), path_of(newer[0])]


def test_most_discussed_are_among_the_newest(client, monkeypatch):
    monkeypatch.setattr("articles.around.RECENT", 3)
    old = make_article(published_at=ago(hours=9), comment_count=90)
    quiet = make_article(published_at=ago(hours=3))
    lively = make_article(published_at=ago(hours=2), comment_count=2)
    make_article(published_at=ago(hours=1))
    for article in (old, quiet):
        assert around(read(client, article))["discussed"] == [path_of(lively) + "#comments"]


def test_nothing_around_an_article_is_unpublished(client):
    section = make_section()
    article = make_article(section=section, published_at=ago(minutes=30))
    make_hidden("Zebra", section=section, comment_count=99)
    make_article(section=section, published_at=ago(hours=3), comment_count=1)
    assert "Zebra" not in client.get(article.get_absolute_url()).text


def test_only_article_of_the_site_has_a_page(client):
    page = read(client, make_article())
    assert by_class(page, "rest") == by_class(page, "turn") == []
