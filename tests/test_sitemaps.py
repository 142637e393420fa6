"""Sitemaps name every public address once, whatever the archive holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from articles import sitemaps
from articles.models import Article, Tag

from .nasty import LEGAL, NASTY, any_text
from .sitemaps import NAMES, locs, read
from .world import make_article, make_author, make_full_article, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db


def every_address(client):
    """What a search engine finds when it follows the index."""
    return [loc for file in locs(client, "/sitemap.xml") for loc in locs(client, file)]


def published(year, month, day=15, **parts):
    return make_article(published_at=datetime(year, month, day, 12, tzinfo=UTC), **parts)


def test_following_the_index_finds_every_public_address_once(client):
    tag, author = make_tag(slug="мир"), make_author()
    articles = [
        published(2020, 1, tags=[tag], authors=[author], slug="straße-⟩"),
        published(2020, 1),
        published(2023, 12),
    ]
    make_tag(), make_author()  # nothing stands under these
    subjects = [tag, author, *(article.section for article in articles)]
    expected = ["/", "/latest/", *(thing.get_absolute_url() for thing in [*subjects, *articles])]
    assert sorted(every_address(client)) == sorted(expected)


def test_index_names_months_that_have_articles_and_no_others(client):
    for year, month in [(2019, 12), (2020, 1), (2023, 11)]:
        published(year, month)
    files = [file for file in locs(client, "/sitemap.xml") if file[9:10].isdigit()]
    assert files == ["/sitemap-2019-12.xml", "/sitemap-2020-01.xml", "/sitemap-2023-11.xml"]


def test_index_of_an_empty_site_can_be_read(client):
    assert every_address(client) == ["/", "/latest/"]


def test_months_begin_in_the_time_zone_of_the_site(client):
    # In Tallinn it is the first of February already.
    article = make_article(published_at=datetime(2022, 1, 31, 22, 30, tzinfo=UTC))
    assert locs(client, "/sitemap-2022-02.xml") == [article.get_absolute_url()]
    assert client.get("/sitemap-2022-01.xml").status_code == 404


def test_large_month_is_split_into_files_that_are_full_but_not_over(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_LENGTH", 2)
    articles = [published(2021, 5, day) for day in range(1, 6)]
    files = [file for file in locs(client, "/sitemap.xml") if "2021-05" in file]
    assert files == ["/sitemap-2021-05.xml", "/sitemap-2021-05-2.xml", "/sitemap-2021-05-3.xml"]
    assert [len(locs(client, file)) for file in files] == [2, 2, 1]
    found = [loc for file in files for loc in locs(client, file)]
    assert found == [article.get_absolute_url() for article in articles]


def test_many_tags_are_split_into_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_LENGTH", 2)
    tags = [make_tag() for _ in range(3)]
    published(2021, 5, tags=tags)
    files = [file for file in locs(client, "/sitemap.xml") if "tags" in file]
    assert files == ["/sitemap-tags.xml", "/sitemap-tags-2.xml"]
    found = [loc for file in files for loc in locs(client, file)]
    assert found == [tag.get_absolute_url() for tag in tags]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-2021-06.xml",
        "/sitemap-2021-13.xml",
        "/sitemap-2021-00.xml",
        "/sitemap-0000-01.xml",
        "/sitemap-9999-12.xml",
        "/sitemap-2999-12.xml",
        "/sitemap-2021-05-1.xml",
        "/sitemap-2021-05-2.xml",
        "/sitemap-2021-05-9999.xml",
        "/sitemap-٢٠٢١-05.xml",
        "/sitemap-sections-2.xml",
        "/sitemap-tags.xml",
        "/sitemap-people.xml",
    ],
)
def test_file_that_would_be_empty_is_not_there(client, address):
    published(2021, 5)
    assert client.get(address, follow=True).status_code == 404


def test_lastmod_is_the_last_change_that_readers_got(client):
    article = make_full_article(published_at=datetime(2022, 3, 1, 12, tzinfo=UTC))

    def lastmod():
        return datetime.fromisoformat(
            read(client, "/sitemap-2022-03.xml").findtext(".//s:lastmod", namespaces=NAMES)
        )

    article.corrections.all().delete()
    assert lastmod() == article.published_at
    article.modified_at = article.published_at + timedelta(hours=2)
    article.store()
    assert lastmod() == article.modified_at
    for hours in (5, 3):
        article.corrections.create(
            text="x", published_at=article.published_at + timedelta(hours=hours)
        )
    assert lastmod() == article.published_at + timedelta(hours=5)


def test_lead_image_is_named_with_its_caption(client):
    article = make_full_article(
        published_at=datetime(2022, 3, 1, 12, tzinfo=UTC),
        lead_image=make_image(caption=NASTY),
    )
    image = read(client, "/sitemap-2022-03.xml").find(".//image:image", NAMES)
    assert image.findtext("image:loc", namespaces=NAMES) == (
        f"http://testserver/media/{article.lead_image.file.name}"
    )
    assert image.findtext("image:caption", namespaces=NAMES) == LEGAL
    article.lead_caption = "Own"
    article.store()
    image = read(client, "/sitemap-2022-03.xml").find(".//image:image", NAMES)
    assert image.findtext("image:caption", namespaces=NAMES) == "Own"


def test_files_ask_the_database_twice_whatever_they_hold(client, django_assert_num_queries):
    section, tag, author = make_section(), make_tag(), make_author()
    for _ in range(3):
        published(2022, 3, section=section, lead_image=make_image(), tags=[tag], authors=[author])
        make_article(section=section)
        for file in ("2022-03", "sections", "tags", "authors"):
            with django_assert_num_queries(2):
                read(client, f"/sitemap-{file}.xml")
        with django_assert_num_queries(2):
            read(client, "/news-sitemap.xml")


def test_index_asks_once_a_month_however_many_articles_there_are(client, django_assert_num_queries):
    section = make_section()
    for _ in range(3):
        published(2022, 3, section=section)
        published(2022, 4, section=section)
        # Authors, tags; the first month; for each month whether it is full, and the next one.
        with django_assert_num_queries(1 + 2 + 1 + 2 * 2):
            read(client, "/sitemap.xml")


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=any_text)
def test_no_text_breaks_a_sitemap(client, text):
    article = Article.objects.first() or make_full_article(slug="fuzz")
    article.headline = article.lead_caption = text
    article.save()
    assert len(every_address(client)) == 2 + 1 + 1 + 2 + Tag.objects.count()
    assert len(locs(client, "/news-sitemap.xml")) == 1


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-sections.xml", "/news-sitemap.xml"])
def test_sitemap_is_only_for_reading(client, address):
    assert client.post(address).status_code == 405


def test_search_engine_that_has_the_file_gets_304_until_something_changes(client):
    article = published(2022, 3)
    asked = {"if-none-match": client.get("/sitemap-2022-03.xml").headers["ETag"]}
    assert client.get("/sitemap-2022-03.xml", headers=asked).status_code == 304
    article.lead_image = make_image()
    article.store()
    assert client.get("/sitemap-2022-03.xml", headers=asked).status_code == 200
