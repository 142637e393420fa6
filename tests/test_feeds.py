"""Feeds: every reader can read them, and gets the whole article with what belongs to it."""

import hashlib
import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import html5lib
import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, ArticleAuthor

from .world import (
    make_article,
    make_author,
    make_full_article,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

JSON_FEED = json.loads((Path(__file__).parent / "schemas/jsonfeed.json").read_text())
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
FORMATS = ["", "atom/", "json/"]
# What people and their programs paste: markup, control characters, the end of a CDATA section.
NASTY = 'Tom & <b>Jerry</b> ]]> "q" \x0b\x1b\ufffe\uffff </script><!-- \u2028 𝔘 ن'
LEGAL = NASTY.replace("\x0b\x1b\ufffe\uffff", "")


# Every character that a database can keep.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response


def items(client, address):
    """{guid: title} of a feed, after checking that a reader would take the whole without a word."""
    response = get(client, address)
    if address.endswith("json/"):
        feed = json.loads(response.content)
        jsonschema.validate(feed, JSON_FEED)
        return {item["id"]: item["title"] for item in feed["items"]}
    said = {"content-type": response.headers["Content-Type"]}
    parsed = feedparser.parse(response.content, response_headers=said)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == ("atom10" if address.endswith("atom/") else "rss20")
    return {entry.id: entry.title for entry in parsed.entries}


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


def test_rss_item_says_everything(client):
    article = make_full_article()
    article.modified_at = article.published_at + timedelta(minutes=20)
    article.corrections.update(published_at=article.published_at + timedelta(minutes=30))
    article.store()
    channel = fromstring(get(client, "/feed/").content).find("channel")
    assert channel.findtext("title") == "The Test Gazette"
    assert channel.findtext("link") == "http://testserver/"
    assert channel.findtext("language") == "en"
    assert channel.find("atom:link", NAMES).attrib == {
        "rel": "self",
        "href": "http://testserver/feed/",
    }
    item = channel.find("item")
    assert item.findtext("title") == article.headline
    assert item.findtext("description") == article.standfirst
    assert item.findtext("link") == f"http://testserver/{article.slug}/"
    assert parsedate_to_datetime(item.findtext("pubDate")) == article.published_at.replace(
        microsecond=0
    )
    updated = datetime.fromisoformat(item.findtext("atom:updated", namespaces=NAMES))
    assert updated == article.published_at + timedelta(minutes=30)
    assert [one.text for one in item.findall("dc:creator", NAMES)] == [
        byline.author.name for byline in article.bylines.all()
    ]
    assert {one.text for one in item.findall("category")} == {
        article.section.name,
        *(tag.name for tag in article.tags.all()),
    }
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    image = article.lead_image
    assert item.find("enclosure").attrib == {
        "url": f"http://testserver/media/{image.file.name}",
        "length": "250000",
        "type": "image/jpeg",
    }
    media = item.find("media:content", NAMES)
    assert media.attrib["width"] == "1600"
    assert media.findtext("media:title", namespaces=NAMES) == image.caption
    assert media.findtext("media:description", namespaces=NAMES) == image.alt_text
    assert media.findtext("media:credit", namespaces=NAMES) == image.credit


def test_atom_entry_says_everything(client):
    article = make_full_article()
    feed = fromstring(get(client, "/feed/atom/").content)
    assert feed.find("atom:link[@rel='self']", NAMES).get("href") == "http://testserver/feed/atom/"
    entry = feed.find("atom:entry", NAMES)
    assert entry.findtext("atom:title", namespaces=NAMES) == article.headline
    assert entry.findtext("atom:summary", namespaces=NAMES) == article.standfirst
    names = [one.text for one in entry.findall("atom:author/atom:name", NAMES)]
    assert names == [byline.author.name for byline in article.bylines.all()]
    assert entry.find("atom:author/atom:uri", NAMES).text.startswith("http://testserver/author/")
    assert len(entry.findall("atom:category", NAMES)) == 3
    assert entry.find("atom:link[@rel='enclosure']", NAMES) is not None
    assert entry.find("media:content", NAMES) is not None
    assert "Text of article" in entry.findtext("atom:content", namespaces=NAMES)


def test_json_item_says_everything(client):
    article = make_full_article()
    feed = json.loads(get(client, "/feed/json/").content)
    assert feed["feed_url"] == "http://testserver/feed/json/"
    (item,) = feed["items"]
    assert item["title"] == article.headline
    assert item["summary"] == article.standfirst
    assert item["url"] == f"http://testserver/{article.slug}/"
    assert item["image"] == f"http://testserver/media/{article.lead_image.file.name}"
    assert [author["name"] for author in item["authors"]] == [
        byline.author.name for byline in article.bylines.all()
    ]
    assert set(item["tags"]) == {
        article.section.name,
        *(tag.name for tag in article.tags.all()),
    }


@pytest.mark.parametrize("suffix", FORMATS)
def test_text_is_whole_with_every_picture_captioned_and_credited(client, suffix):
    article = make_full_article(images=2, lead_caption="Own caption of the lead")
    parsed = html5lib.parse(content(client, suffix), namespaceHTMLElements=False)
    figures = parsed.findall(".//figure")
    library = [article.lead_image, *(one.image for one in article.article_images.all())]
    assert [one.find("img").get("src") for one in figures] == [
        f"http://testserver/media/{image.file.name}" for image in library
    ]
    captions = ["Own caption of the lead", *(image.caption for image in library[1:])]
    assert [one.findtext("figcaption") for one in figures] == [
        f"{caption} {image.credit}" for caption, image in zip(captions, library, strict=True)
    ]
    text = "".join(parsed.itertext())
    for words in ("Text of article", "After 0.", "After 1.", "It was Tuesday, not Monday."):
        assert words in text


def content(client, suffix):
    body = get(client, f"/feed/{suffix}").content
    if suffix == "json/":
        return json.loads(body)["items"][0]["content_html"]
    name = ".//content:encoded" if suffix == "" else ".//atom:content"
    return fromstring(body).findtext(name, namespaces=NAMES)


@pytest.mark.parametrize("suffix", ["", "atom/"])
def test_links_in_the_text_lead_to_the_site_from_a_reader_too(client, suffix):
    make_article(body='<p>See <a href="/latest/">the news</a>.</p>')
    parsed = feedparser.parse(get(client, f"/feed/{suffix}").content)
    assert 'href="http://testserver/latest/"' in parsed.entries[0].content[0].value


@pytest.mark.parametrize("suffix", FORMATS)
def test_picture_that_stands_nowhere_in_the_text_is_added_and_a_lost_one_left_out(client, suffix):
    article = make_full_article(images=1)
    lost = make_image()
    Article.objects.filter(pk=article.pk).update(
        body_parts=[{"html": "<p>Only text.</p>"}, {"image": lost.pk, "caption": "Lost"}]
    )
    shown = content(client, suffix)
    assert article.article_images.get().image.file.name in shown
    assert lost.file.name not in shown


@pytest.mark.parametrize("suffix", FORMATS)
def test_captions_and_corrections_cannot_become_markup(client, suffix):
    article = make_full_article(lead_image=make_image(caption=NASTY, credit=NASTY, alt_text=NASTY))
    article.corrections.update(text=NASTY)
    parsed = html5lib.parse(content(client, suffix), namespaceHTMLElements=False)
    assert parsed.findall(".//b") == []
    figure = parsed.find(".//figure")
    assert figure.findtext("figcaption") == f"{LEGAL} {LEGAL}"
    assert figure.find("img").get("alt") == LEGAL


def test_preview_picture_is_the_jpeg_that_is_just_wide_enough(client):
    sizes = [(480, 300), (1280, 800), (1720, 1075)]
    renditions = [
        {"width": w, "height": h, "webp": f"r/{w}.webp", "jpeg": f"r/{w}.jpg"} for w, h in sizes
    ]
    make_article(lead_image=make_image(renditions=renditions))
    media = fromstring(get(client, "/feed/").content).find(".//media:content", NAMES)
    assert media.get("url") == "http://testserver/media/r/1280.jpg"
    assert (media.get("width"), media.get("height")) == ("1280", "800")


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
def test_title_is_said_as_written_without_what_xml_forbids(client, suffix):
    make_article(headline=NASTY, slug="nasty")
    response = get(client, f"/feed/{suffix}")
    if suffix == "json/":
        titles = [item["title"] for item in json.loads(response.content)["items"]]
    else:
        name = ".//item/title" if suffix == "" else ".//atom:entry/atom:title"
        titles = [title.text for title in fromstring(response.content).findall(name, NAMES)]
    assert titles == [LEGAL]


def test_summary_is_text_in_json_and_escaped_html_in_xml(client):
    make_article(standfirst=NASTY)
    (item,) = json.loads(get(client, "/feed/json/").content)["items"]
    assert item["summary"] == LEGAL
    rss, atom = (fromstring(get(client, f"/feed/{suffix}").content) for suffix in ("", "atom/"))
    for shown in (rss.findtext(".//item/description"), atom.findtext(".//atom:summary", "", NAMES)):
        parsed = html5lib.parse(shown, namespaceHTMLElements=False).find("body")
        assert list(parsed) == []
        assert parsed.text == LEGAL


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
def test_feed_asks_the_database_as_often_for_thirty_as_for_one(
    client, suffix, django_assert_num_queries
):
    section, tag, author = make_section(), make_tag(), make_author()

    def count():
        with django_assert_num_queries(5):
            get(client, f"/feed/{suffix}")
        with django_assert_num_queries(6):
            get(client, f"{section.get_absolute_url()}feed/{suffix}")
        with django_assert_num_queries(6):
            get(client, f"{author.get_absolute_url()}feed/{suffix}")
        with django_assert_num_queries(7):
            get(client, f"{tag.get_absolute_url()}feed/{suffix}")

    make_full_article(section=section, tags=[tag], authors=[author])
    count()
    for _ in range(6):
        make_full_article(section=section, tags=[tag], authors=[author, make_author()], images=3)
    count()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_feed_is_only_for_reading(client, method):
    assert getattr(client, method)("/feed/").status_code == 405
