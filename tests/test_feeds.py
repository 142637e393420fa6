"""Feeds: which there are, which articles they hold, and that every reader can read them."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import HealthCheck, given, settings

from articles.models import Article, ArticleAuthor

from .feeds import FORMATS, get, items
from .nasty import any_text
from .world import (
    make_article,
    make_author,
    make_full_article,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Addresses of the pages that have feeds, for an article that stands on each of them."""
    section = make_section(slug="мир", name="Мир & <i>society</i>")
    author = make_author(slug="õie-mägi", name="Õie <Mägi>")
    tag = make_tag(slug="⟩-tag", name="Tag ⟩")
    make_full_article(section=section, authors=[author, make_author()], tags=[tag])
    return ["/", *(thing.get_absolute_url() for thing in (section, author, tag))]


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_feed_can_be_read_and_holds_the_article(client, places, suffix):
    for place in places:
        assert len(items(client, f"{place}feed/{suffix}")) == 1


@pytest.mark.parametrize("suffix", FORMATS)
def test_feed_without_articles_can_be_read_and_stays_the_same(client, suffix, time_machine):
    address = f"{make_section().get_absolute_url()}feed/{suffix}"
    time_machine.move_to("2026-11-24T12:00Z")
    first = get(client, address)
    time_machine.move_to("2026-11-25T12:00Z")
    assert get(client, address).content == first.content
    assert items(client, f"/feed/{suffix}") == {}


@pytest.mark.parametrize("suffix", FORMATS)
def test_feeds_of_one_subject_hold_only_its_articles(client, suffix):
    author, tag = make_author(), make_tag()
    article = make_article(authors=[author], tags=[tag])
    make_article(authors=[make_author()], tags=[make_tag()])
    for subject in (article.section, author, tag):
        found = items(client, f"{subject.get_absolute_url()}feed/{suffix}")
        assert list(found.values()) == [article.headline]


@pytest.mark.parametrize("suffix", FORMATS)
def test_feed_holds_the_thirty_newest_the_newest_first(client, suffix):
    now = timezone.now()
    section = make_section()
    for number in range(32):
        make_article(
            section=section, headline=f"N{number}", published_at=now - timedelta(hours=number + 1)
        )
    assert list(items(client, f"/feed/{suffix}").values()) == [f"N{n}" for n in range(30)]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", ["section", "author", "tag"])
def test_feed_of_nothing_is_not_there(client, kind, suffix):
    assert client.get(f"/{kind}/nobody/feed/{suffix}").status_code == 404


@pytest.mark.parametrize("kind", ["section", "author", "tag"])
@pytest.mark.parametrize(
    "slug", ["%00", "%FF%FE", "a" * 3_000, "%F0%9F%98%80", "..", "'--", "%0d%0a"]
)
def test_feed_at_a_malformed_address_is_not_there(client, kind, slug):
    assert client.get(f"/{kind}/{slug}/feed/").status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_tag_of_a_story_that_is_not_out_has_no_feed(client, suffix):
    tag = make_tag()
    make_article(tags=[tag], published_at=timezone.now() + timedelta(hours=1))
    assert client.get(f"{tag.get_absolute_url()}feed/{suffix}").status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_guid_stays_when_the_address_changes(client, suffix):
    article = make_article(slug="first")
    before = items(client, f"/feed/{suffix}")
    article.slug = "second"
    article.headline = "Another headline"
    article.store()
    after = items(client, f"/feed/{suffix}")
    assert list(after) == list(before)
    assert list(after.values()) == ["Another headline"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_address_of_a_person_is_in_a_feed(client, places, suffix):
    email = "reporter@newsroom.example"
    user = make_user("Reporter", email=email, username="secret-login")
    author = make_author(user=user)
    ArticleAuthor.objects.create(article=Article.objects.get(), author=author, position=9)
    hashes = [hashlib.new(kind, email.encode()).hexdigest() for kind in ("md5", "sha1", "sha256")]
    secrets = [email, "secret-login", *hashes]
    for place in [*places, author.get_absolute_url()]:
        text = get(client, f"{place}feed/{suffix}").content.decode()
        assert [secret for secret in secrets if secret in text] == []
        assert "<email>" not in text and "<author>" not in text.replace("<author><name>", "")


@pytest.mark.parametrize("suffix", FORMATS)
def test_reader_that_has_the_feed_gets_304_until_something_changes(client, suffix):
    article = make_full_article()
    make_article()
    etag = get(client, f"/feed/{suffix}").headers["ETag"]
    asked = {"if-none-match": etag}
    assert client.get(f"/feed/{suffix}", headers=asked).status_code == 304
    # A credit is nowhere in the dates, and still is a change.
    article.lead_image.credit = "Photo: Somebody else"
    article.lead_image.save()
    assert client.get(f"/feed/{suffix}", headers=asked).status_code == 200


@pytest.mark.parametrize("suffix", FORMATS)
def test_withdrawn_article_leaves_readers_that_ask_by_date_too(client, suffix):
    gone = make_article(headline="To be withdrawn", published_at=timezone.now() - timedelta(days=2))
    make_article()
    assert b"To be withdrawn" in get(client, f"/feed/{suffix}").content
    gone.withdraw("wrong")
    asked = {"if-modified-since": http_date()}
    response = client.get(f"/feed/{suffix}", headers=asked)
    assert response.status_code == 200
    assert b"To be withdrawn" not in response.content


@pytest.mark.parametrize("suffix", FORMATS)
def test_feed_asks_the_database_as_often_for_thirty_as_for_one(client, suffix):
    section, tag, author = make_section(), make_tag(), make_author()
    places = ["/", *(thing.get_absolute_url() for thing in (section, tag, author))]

    def counts():
        found = []
        for place in places:
            with CaptureQueriesContext(connection) as queries:
                get(client, f"{place}feed/{suffix}")
            found.append(len(queries))
        return found

    make_full_article(section=section, tags=[tag], authors=[author])
    before = counts()
    for _ in range(6):
        make_full_article(section=section, tags=[tag], authors=[author, make_author()], images=3)
    assert counts() == before
    assert max(before) <= 8


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_feed_is_only_for_reading(client, method):
    assert getattr(client, method)("/feed/").status_code == 405


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=any_text)
def test_no_text_breaks_a_feed(client, text):
    article = Article.objects.first() or make_full_article(slug="fuzz")
    image, author = article.lead_image, article.authors.first()
    tag = article.tags.first()
    article.headline = article.standfirst = article.kicker = article.lead_caption = text
    image.caption = image.credit = image.alt_text = text
    author.name = tag.name = article.section.name = f"A{text}"
    for thing in (article, image, author, tag, article.section):
        thing.save()
    for suffix in FORMATS:
        assert len(items(client, f"/feed/{suffix}")) == 1
