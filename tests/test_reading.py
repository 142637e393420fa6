"""The page of an article: complete, in the right words, and easy to carry elsewhere."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from articles.models import ArticleAuthor, ArticleImage, Correction

from .dom import by_class, links_in, read, text_of
from .world import make_article, make_author, make_full_article, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db

EVENING = datetime(2023, 12, 30, 17, 44, tzinfo=UTC)  # 19:44 in the tests' time zone


def test_page_shows_headline_kicker_standfirst_and_section(client):
    section = make_section(name="Harbour & Sea")
    article = make_article(
        section=section, kicker="Ice", headline="“Frozen” <bay>", standfirst="It's cold."
    )
    page = read(client, article)
    assert [text_of(one) for one in page.iter("h1")] == ["“Frozen” <bay>"]
    assert text_of(by_class(page, "kick")[0]) == "Harbour & Sea Ice"
    assert text_of(by_class(page, "stand")[0]) == "It's cold."
    assert text_of(page.find(".//title")).startswith("“Frozen” <bay> – ")
    assert section.get_absolute_url() in links_in(by_class(page, "kick")[0])


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([], ""),
        (["Åsa"], "By Åsa"),
        (["Åsa", "Ben <b>"], "By Åsa and Ben <b>"),
        (["Cy", "Åsa", "{Ben}"], "By Cy, Åsa and {Ben}"),
    ],
)
def test_byline_names_all_authors_in_their_order_with_links(client, names, says):
    authors = [make_author(name=name) for name in names]
    page = read(client, make_article(authors=authors))
    bylines = by_class(page, "by")
    assert [text_of(one) for one in bylines] == ([says] if says else [])
    links = [link for one in bylines for link in links_in(one)]
    assert links == [author.get_absolute_url() for author in authors]


def test_byline_follows_the_order_that_editors_gave(client):
    article = make_article()
    for name, position in [("Last", 2), ("First", 0), ("Middle", 1)]:
        ArticleAuthor.objects.create(
            article=article, author=make_author(name=name), position=position
        )
    assert text_of(by_class(read(client, article), "by")[0]) == "By First, Middle and Last"


def times(page):
    return {
        text_of(one.find("dt")): one.find(".//time")
        for one in by_class(page, "who")[0].iter("div")
        if one.find(".//time") is not None and one.find("dt") is not None
    }


def test_times_stand_in_the_zone_of_the_site(client):
    page = read(client, make_article(published_at=EVENING))
    published = times(page)["Published"]
    assert published.get("datetime") == "2023-12-30T19:44:00+02:00"
    assert text_of(published) == "Dec. 30, 2023, 7:44 p.m."


def test_times_follow_the_language_of_the_site(client):
    article = make_article(published_at=EVENING)
    with translation.override("de"):
        page = read(client, article)
    assert page.get("lang") == "de"
    assert "30. Dezember 2023 19:44" in text_of(by_class(page, "who")[0])


@pytest.mark.parametrize(("minutes", "shown"), [(-5, False), (0, False), (5, True)])
def test_updated_is_shown_only_when_it_is_later(client, minutes, shown):
    article = make_article(published_at=EVENING, modified_at=EVENING + timedelta(minutes=minutes))
    assert ("Updated" in times(read(client, article))) == shown


def test_page_says_how_long_it_takes_to_read(client):
    article = make_article(body="<p>" + "word " * 660 + "</p>")
    assert "3 minutes to read" in text_of(by_class(read(client, article), "who")[0])


def test_corrections_and_topics_are_shown(client):
    tags = [make_tag(name="Ice & snow"), make_tag(name="Ferries")]
    article = make_article(tags=tags)
    Correction.objects.create(article=article, text="It was <b>Tuesday</b>.")
    Correction.objects.create(article=article, text="The vote was held.", kind="update")
    page = read(client, article)
    notes = [text_of(note) for note in by_class(page, "note")]
    assert notes[0].startswith("Correction, ")
    assert notes[0].endswith(": It was <b>Tuesday</b>.")
    assert notes[1].startswith("Update, ")
    topics = by_class(page, "topics")[0]
    assert links_in(topics) == [tag.get_absolute_url() for tag in reversed(tags)]
    assert text_of(topics) == "Ferries Ice & snow"


def test_pictures_that_stand_nowhere_else_follow_the_text(client):
    article = make_full_article(images=1)
    other = make_image(caption="Of the library", credit="Photo: Somebody")
    ArticleImage.objects.create(article=article, image=other, caption="Of the article", position=9)
    ArticleImage.objects.create(article=article, image=article.lead_image, position=10)
    gallery = by_class(read(client, article), "gallery")[0]
    assert [text_of(one) for one in gallery.iter("figcaption")] == [
        "Of the article Photo: Somebody"
    ]


def test_lead_image_carries_the_own_caption_of_the_article(client):
    image = make_image(caption="Of the library", credit="Photo: Somebody")
    article = make_article(lead_image=image)
    assert "Of the library" in text_of(by_class(read(client, article), "hero")[0])
    article.lead_caption = "Of the article"
    article.store()
    hero = text_of(by_class(read(client, article), "hero")[0])
    assert "Of the article" in hero
    assert "Photo: Somebody" in hero
    assert "Of the library" not in hero


# Carried elsewhere


def test_share_links_carry_address_headline_and_picture_unharmed(client, settings):
    settings.SITE_URL = "https://news.example"
    headline = "50% off? “Jää” & ⟩ more #1"
    article = make_article(headline=headline, slug="jää-⟩-50", lead_image=make_image())
    links = links_in(by_class(read(client, article), "share")[0])
    address = "https://news.example/j%C3%A4%C3%A4-%E2%9F%A9-50/"
    told = {}
    for link in links:
        assert link.isascii()
        parts = urlsplit(link)
        told[parts.netloc or parts.scheme] = parse_qs(parts.query or parts.fragment)
    text = f"{headline}\n{address}"
    picture = told["www.pinterest.com"].pop("media")[0]
    assert told == {
        "mailto": {"subject": [headline], "body": [address]},
        "www.facebook.com": {"u": [address]},
        "x.com": {"text": [headline], "url": [address]},
        "wa.me": {"text": [text]},
        "t.me": {"url": [address], "text": [headline]},
        "bsky.app": {"text": [text]},
        "share.joinmastodon.org": {"text": [text]},
        "www.linkedin.com": {"url": [address]},
        "www.pinterest.com": {"url": [address], "description": [headline]},
    }
    assert picture.startswith("https://news.example/media/")
    assert "+" not in "".join(links)  # mail programs show it as it is


def test_page_loads_nothing_from_elsewhere(client):
    page = read(client, make_full_article())
    loaded = [one.get("src") for one in page.iter() if one.get("src")]
    loaded += [
        one.get("href")
        for one in page.iter("link")
        if one.get("rel") in ("stylesheet", "preload", "icon", "manifest") and one.get("href")
    ]
    for one in page.iter():
        choices = one.get("srcset") or one.get("imagesrcset") or ""
        loaded += [choice.split()[0] for choice in choices.split(",") if choice]
    assert len(loaded) > 10
    for address in loaded:
        assert address.startswith("/") and not address.startswith("//"), address
