"""The front page: what editors chose, then the newest, nothing twice, at a fixed price."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Placement

from .dom import by_class, headlines, links_in, path_of, read, text_of
from .world import ago, make_article, make_draft, make_hidden, make_image, make_section

pytestmark = pytest.mark.django_db


def shown(page):
    """Addresses of the articles of the front page's parts: top, latest, sections, discussed."""
    front = by_class(page, "front")[0]
    return {
        "top": headlines(front),
        "latest": [unquote(link) for link in links_in(by_class(page, "latest")[0])],
        "sections": [card for band in by_class(page, "band") for card in headlines(band)],
        "discussed": [unquote(link) for one in by_class(page, "rank") for link in links_in(one)],
    }


def edition(sections=3, articles=30):
    """Articles spread over new sections, the newest first."""
    places = [make_section() for _ in range(sections)]
    return [
        make_article(section=places[number % sections], published_at=ago(hours=number + 1))
        for number in range(articles)
    ]


def test_front_page_begins_with_the_newest(client):
    articles = edition()
    parts = shown(read(client, "/"))
    assert parts["top"] == [path_of(one) for one in articles[:7]]
    assert parts["latest"] == [path_of(one) for one in articles[:9]]


def test_editors_choose_what_stands_first(client):
    articles = edition()
    for position, number in [(2, 20), (1, 11)]:
        Placement.objects.create(article=articles[number], position=position)
    top = [path_of(articles[number]) for number in (11, 20, 0, 1, 2, 3, 4)]
    assert shown(read(client, "/"))["top"] == top


def test_place_of_an_article_that_is_not_public_goes_to_the_newest(client):
    articles = edition()
    for position, article in enumerate(make_hidden("Zebra")):
        Placement.objects.create(article=article, position=position)
    Placement.objects.create(article=articles[9], position=9)
    page = read(client, "/")
    assert shown(page)["top"][:2] == [path_of(articles[9]), path_of(articles[0])]
    assert "Zebra" not in text_of(page)


def test_no_article_stands_twice_on_the_front_page(client):
    articles = edition()
    Placement.objects.create(article=articles[8], position=1)
    parts = shown(read(client, "/"))
    cards = parts["top"] + parts["sections"]
    assert len(cards) == len(set(cards)) == 7 + 3 * 4


def test_each_section_shows_its_newest_that_are_not_above(client):
    articles = edition(sections=2, articles=20)
    sections = shown(read(client, "/"))["sections"]
    remaining = articles[7:]
    for section in {one.section for one in articles}:
        newest = [path_of(one) for one in remaining if one.section == section][:4]
        assert [one for one in sections if one in newest] == newest


def test_front_page_shows_what_is_discussed(client):
    quiet, loud = (
        make_article(comment_count=count, published_at=ago(hours=count)) for count in (1, 9)
    )
    make_article()
    links = [path_of(loud) + "#comments", path_of(quiet) + "#comments"]
    assert shown(read(client, "/"))["discussed"] == links


@pytest.mark.parametrize("sections", [1, 2, 12, 40])
def test_front_page_takes_at_most_ten_queries(client, django_assert_max_num_queries, sections):
    for article in edition(sections=sections, articles=90):
        article.lead_image = make_image()
        article.store()
    with django_assert_max_num_queries(10):
        client.get("/")


def test_front_page_takes_the_same_queries_however_many_sections(client):
    counts = set()
    for _ in range(3):
        edition(sections=4, articles=40)
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        counts.add(len(captured))
    assert len(counts) == 1


def test_empty_site_greets_its_first_reader(client):
    assert "first edition is being written" in text_of(read(client, "/"))
    make_section()
    make_draft(headline="Zebra")
    assert "Zebra" not in text_of(read(client, "/"))


def test_single_article_is_a_front_page(client):
    article = make_article()
    assert shown(read(client, "/"))["top"] == [path_of(article)]


def test_header_tells_the_day_of_the_site(client, time_machine):
    # 23:30 in UTC is the next day in the tests' time zone.
    time_machine.move_to(datetime(2023, 12, 30, 23, 30, tzinfo=UTC), tick=False)
    assert timezone.localdate() == date(2023, 12, 31)
    told = by_class(read(client, "/"), "date")[0]
    assert (told.get("datetime"), text_of(told)) == ("2023-12-31", "Dec. 31, 2023")
