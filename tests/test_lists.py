"""The front page and pages that are lists: complete, in order, and as cheap when long."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Placement
from articles.paging import PER_PAGE

from .dom import by_class, links_in, parse, text_of
from .test_reading import ago, hidden
from .world import make_article, make_author, make_draft, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db

LISTS = ["/latest/", "/section/town/", "/tag/ice/", "/author/ann/"]


def path(article):
    return unquote(article.get_absolute_url())


def headlines(page):
    """Addresses of the articles that a list page shows, in order."""
    return [unquote(links_in(card)[0]) for card in by_class(page, "card")]


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return parse(response)


@pytest.fixture
def town():
    return {
        "section": make_section(slug="town", name="Town"),
        "tags": [make_tag(slug="ice", name="Ice")],
        "authors": [make_author(slug="ann", name="Ann")],
    }


# Lists


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("frequent", [1, 5000])
def test_list_shows_what_belongs_to_it_newest_first(client, town, address, frequent, monkeypatch):
    monkeypatch.setattr("articles.models.querysets.FREQUENT", frequent)
    articles = [make_article(published_at=ago(hours=hour), **town) for hour in (3, 1, 2)]
    other = make_article(published_at=ago(hours=4))
    hidden("Zebra", **town)
    page = get(client, address)
    wanted = [path(articles[number]) for number in (1, 2, 0)]
    assert headlines(page) == wanted + ([path(other)] if address == "/latest/" else [])
    assert "Zebra" not in text_of(page)


@pytest.mark.parametrize("address", LISTS)
def test_paging_shows_every_article_once_and_leads_back(client, town, address):
    # Several share one moment, so that time alone does not order them.
    newest = ago(hours=1)
    articles = [
        make_article(published_at=newest - timedelta(hours=number // 10), **town)
        for number in range(PER_PAGE * 2 + 5)
    ]
    forwards, link = [], address
    while link:
        page = get(client, link)
        forwards.append(headlines(page))
        older = page.find(".//a[@rel='next']")
        link = address + older.get("href") if older is not None else ""
    assert [len(one) for one in forwards] == [PER_PAGE, PER_PAGE, 5]
    newest_first = sorted(articles, key=lambda one: (one.published_at, one.pk), reverse=True)
    assert sum(forwards, []) == [path(one) for one in newest_first]

    newer = page.find(".//a[@rel='prev']").get("href")
    back = get(client, address + newer)
    assert headlines(back) == forwards[1]
    response = client.get(address + back.find(".//a[@rel='prev']").get("href"))
    assert (response.status_code, response["Location"]) == (302, address)


@pytest.mark.parametrize("address", LISTS)
def test_article_published_meanwhile_does_not_shift_the_older_page(client, town, address):
    for number in range(PER_PAGE + 3):
        make_article(published_at=ago(hours=number + 1), **town)
    older = address + get(client, address).find(".//a[@rel='next']").get("href")
    before = headlines(get(client, older))
    make_article(published_at=ago(minutes=1), **town)
    assert headlines(get(client, older)) == before


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("place", ["x", "20231230T174400.123456", "20231330T174400.123456-1"])
def test_place_that_no_link_has_is_not_found(client, town, address, place):
    make_article(**town)
    assert client.get(f"{address}?after={place}").status_code == 404
    assert client.get(f"{address}?before={place}").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_behind_the_last_page_is_nothing(client, town, address):
    article = make_article(**town)
    place = f"20000101T000000.000000-{article.pk}"
    assert client.get(f"{address}?after={place}").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_each_page_of_a_list_names_itself_as_the_original(client, town, address, settings):
    for number in range(PER_PAGE + 1):
        make_article(published_at=ago(hours=number + 1), **town)
    first = get(client, address)
    assert first.find(".//link[@rel='canonical']").get("href") == settings.SITE_URL + address
    older = address + first.find(".//a[@rel='next']").get("href")
    canonical = get(client, older + "&utm_source=mail").find(".//link[@rel='canonical']")
    assert canonical.get("href") == settings.SITE_URL + older


@pytest.mark.parametrize("address", LISTS)
def test_list_takes_the_same_few_queries_however_long(client, town, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            get(client, address)
        return len(captured)

    make_article(lead_image=make_image(), **town)
    few = queries()
    for number in range(PER_PAGE + 5):
        authors = [*town["authors"], make_author(), make_author()]
        section = {"section": town["section"], "tags": [*town["tags"], make_tag()]}
        make_article(
            lead_image=make_image(), authors=authors, published_at=ago(days=number), **section
        )
    assert queries() == few <= 6


def test_latest_is_grouped_by_the_days_of_the_site(client):
    # 22:30 in UTC is the next day in the tests' time zone.
    late = make_article(published_at=datetime(2023, 12, 30, 22, 30, tzinfo=UTC))
    early = make_article(published_at=datetime(2023, 12, 30, 21, 30, tzinfo=UTC))
    days = by_class(get(client, "/latest/"), "day")
    assert [text_of(day.find("h2")) for day in days] == ["Dec. 31, 2023", "Dec. 30, 2023"]
    assert [headlines(day) for day in days] == [[path(late)], [path(early)]]


def test_section_without_articles_says_so(client, town):
    make_draft(headline="Zebra", **town)
    page = get(client, "/section/town/")
    assert "Nothing has been published here yet" in text_of(page)
    assert "Zebra" not in text_of(page)


def test_unknown_section_topic_and_author_are_not_found(client):
    for address in ("/section/x/", "/tag/x/", "/author/x/"):
        assert client.get(address).status_code == 404


def test_author_is_introduced(client):
    make_author(
        slug="ann",
        name="Ann <b>",
        job_title="Editor",
        biography="First & foremost.\n\nSecond <i>.",
        portrait=make_image(alt_text="Ann on a boat"),
    )
    person = by_class(get(client, "/author/ann/"), "person")[0]
    assert text_of(person) == "Editor Ann <b> First & foremost. Second <i>."
    assert person.find(".//img").get("alt") == "Ann on a boat"


def test_navigation_marks_the_section_in_which_the_reader_is(client, town):
    other = make_section(name="Other")
    article = make_article(**town)
    for address, mark in [("/section/town/", "page"), (path(article), "true")]:
        marked = [
            (text_of(link), link.get("aria-current"))
            for link in by_class(get(client, address), "nav")[0].iter("a")
            if link.get("aria-current")
        ]
        assert marked == [("Town", mark)]
    assert other.name in text_of(by_class(get(client, "/"), "nav")[0])


# The front page


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
    parts = shown(get(client, "/"))
    assert parts["top"] == [path(one) for one in articles[:7]]
    assert parts["latest"] == [path(one) for one in articles[:9]]


def test_editors_choose_what_stands_first(client):
    articles = edition()
    for position, number in [(2, 20), (1, 11)]:
        Placement.objects.create(article=articles[number], position=position)
    top = [path(articles[number]) for number in (11, 20, 0, 1, 2, 3, 4)]
    assert shown(get(client, "/"))["top"] == top


def test_place_of_an_article_that_is_not_public_goes_to_the_newest(client):
    articles = edition()
    for position, article in enumerate(hidden("Zebra")):
        Placement.objects.create(article=article, position=position)
    Placement.objects.create(article=articles[9], position=9)
    page = get(client, "/")
    assert shown(page)["top"][:2] == [path(articles[9]), path(articles[0])]
    assert "Zebra" not in text_of(page)


def test_no_article_stands_twice_on_the_front_page(client):
    articles = edition()
    Placement.objects.create(article=articles[8], position=1)
    parts = shown(get(client, "/"))
    cards = parts["top"] + parts["sections"]
    assert len(cards) == len(set(cards)) == 7 + 3 * 4


def test_each_section_shows_its_newest_that_are_not_above(client):
    articles = edition(sections=2, articles=20)
    sections = shown(get(client, "/"))["sections"]
    remaining = articles[7:]
    for section in {one.section for one in articles}:
        newest = [path(one) for one in remaining if one.section == section][:4]
        assert [one for one in sections if one in newest] == newest


def test_front_page_shows_what_is_discussed(client):
    quiet, loud = (
        make_article(comment_count=count, published_at=ago(hours=count)) for count in (1, 9)
    )
    make_article()
    links = [path(loud) + "#comments", path(quiet) + "#comments"]
    assert shown(get(client, "/"))["discussed"] == links


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
    assert "first edition is being written" in text_of(get(client, "/"))
    make_section()
    make_draft(headline="Zebra")
    assert "Zebra" not in text_of(get(client, "/"))


def test_single_article_is_a_front_page(client):
    article = make_article()
    assert shown(get(client, "/"))["top"] == [path(article)]


def test_header_tells_the_day_of_the_site(client, time_machine):
    # 23:30 in UTC is the next day in the tests' time zone.
    time_machine.move_to(datetime(2023, 12, 30, 23, 30, tzinfo=UTC), tick=False)
    assert timezone.localdate() == date(2023, 12, 31)
    told = by_class(get(client, "/"), "date")[0]
    assert (told.get("datetime"), text_of(told)) == ("2023-12-31", "Dec. 31, 2023")
