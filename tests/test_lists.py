"""Pages that are lists: complete, in order, and as cheap when long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.paging import PER_PAGE

from .dom import by_class, headlines, path_of, read, text_of
from .world import (
    ago,
    make_article,
    make_author,
    make_draft,
    make_hidden,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

LISTS = ["/latest/", "/section/town/", "/tag/ice/", "/author/ann/"]


@pytest.fixture
def town():
    return {
        "section": make_section(slug="town", name="Town"),
        "tags": [make_tag(slug="ice", name="Ice")],
        "authors": [make_author(slug="ann", name="Ann")],
    }


@pytest.mark.parametrize("address", LISTS)
def test_list_shows_what_belongs_to_it_newest_first(client, town, address):
    articles = [make_article(published_at=ago(hours=hour), **town) for hour in (3, 1, 2)]
    other = make_article(published_at=ago(hours=4))
    make_hidden("Zebra", **town)
    page = read(client, address)
    wanted = [path_of(articles[number]) for number in (1, 2, 0)]
    assert headlines(page) == wanted + ([path_of(other)] if address == "/latest/" else [])
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
        page = read(client, link)
        forwards.append(headlines(page))
        older = page.find(".//a[@rel='next']")
        link = address + older.get("href") if older is not None else ""
    assert [len(one) for one in forwards] == [PER_PAGE, PER_PAGE, 5]
    newest_first = sorted(articles, key=lambda one: (one.published_at, one.pk), reverse=True)
    assert sum(forwards, []) == [path_of(one) for one in newest_first]

    newer = page.find(".//a[@rel='prev']").get("href")
    back = read(client, address + newer)
    assert headlines(back) == forwards[1]
    response = client.get(address + back.find(".//a[@rel='prev']").get("href"))
    assert (response.status_code, response["Location"]) == (302, address)


@pytest.mark.parametrize("address", LISTS)
def test_article_with_another_date_stands_at_its_new_place(client, town, address):
    first, second = (make_article(published_at=ago(hours=hour), **town) for hour in (1, 2))
    assert headlines(read(client, address)) == [path_of(first), path_of(second)]
    second.publish(at=ago(minutes=5))
    assert headlines(read(client, address)) == [path_of(second), path_of(first)]


def test_tag_and_author_given_at_the_desk_show_the_article_at_its_place(client, town):
    client.force_login(make_user("Editor"))
    old = make_article(published_at=ago(days=9), section=town["section"])
    new = make_article(published_at=ago(days=1), **town)
    page = client.get(f"/admin/articles/article/{old.pk}/change/").context["adminform"].form
    data = {name: field.value() for name in page.fields if (field := page[name]).value()}
    data |= {"tags": [town["tags"][0].pk], "published_at_0": f"{old.published_at:%Y-%m-%d}"}
    data |= {"published_at_1": f"{old.published_at:%H:%M}"}
    for prefix in ("bylines", "article_images", "corrections"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    data |= {"bylines-TOTAL_FORMS": 1, "bylines-0-author": town["authors"][0].pk}
    data["bylines-0-position"] = 0
    answer = client.post(f"/admin/articles/article/{old.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]
    client.logout()
    for address in ("/tag/ice/", "/author/ann/"):
        assert headlines(read(client, address)) == [path_of(new), path_of(old)]


@pytest.mark.parametrize("address", LISTS)
def test_article_published_meanwhile_does_not_shift_the_older_page(client, town, address):
    for number in range(PER_PAGE + 3):
        make_article(published_at=ago(hours=number + 1), **town)
    older = address + read(client, address).find(".//a[@rel='next']").get("href")
    before = headlines(read(client, older))
    make_article(published_at=ago(minutes=1), **town)
    assert headlines(read(client, older)) == before


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
    first = read(client, address)
    assert first.find(".//link[@rel='canonical']").get("href") == settings.SITE_URL + address
    older = address + first.find(".//a[@rel='next']").get("href")
    canonical = read(client, older + "&utm_source=mail").find(".//link[@rel='canonical']")
    assert canonical.get("href") == settings.SITE_URL + older


@pytest.mark.parametrize("address", LISTS)
def test_list_takes_the_same_few_queries_however_long(client, town, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            read(client, address)
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
    days = by_class(read(client, "/latest/"), "day")
    assert [text_of(day.find("h2")) for day in days] == ["Dec. 31, 2023", "Dec. 30, 2023"]
    assert [headlines(day) for day in days] == [[path_of(late)], [path_of(early)]]


def test_section_without_articles_says_so(client, town):
    make_draft(headline="Zebra", **town)
    page = read(client, "/section/town/")
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
    person = by_class(read(client, "/author/ann/"), "person")[0]
    assert text_of(person) == "Editor Ann <b> First & foremost. Second <i>."
    assert person.find(".//img").get("alt") == "Ann on a boat"


def test_navigation_marks_the_section_in_which_the_reader_is(client, town):
    other = make_section(name="Other")
    article = make_article(**town)
    for address, mark in [("/section/town/", "page"), (path_of(article), "true")]:
        marked = [
            (text_of(link), link.get("aria-current"))
            for link in by_class(read(client, address), "nav")[0].iter("a")
            if link.get("aria-current")
        ]
        assert marked == [("Town", mark)]
    assert other.name in text_of(by_class(read(client, "/"), "nav")[0])
