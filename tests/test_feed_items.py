"""What a feed says of an article: the whole text, with what belongs to it, as it was written."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import html5lib
import pytest
from defusedxml.ElementTree import fromstring

from articles.models import Article

from .feeds import FORMATS, NAMES, get
from .nasty import LEGAL, NASTY
from .world import (
    make_article,
    make_full_article,
    make_image,
)

pytestmark = pytest.mark.django_db


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
