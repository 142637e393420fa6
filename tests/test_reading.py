"""The page of an article: complete, the same for everybody, and cheap."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Article, ArticleAuthor, ArticleImage, Correction

from .dom import by_class, links_in, parse, text_of
from .world import (
    make_article,
    make_author,
    make_comment,
    make_draft,
    make_full_article,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

EVENING = datetime(2023, 12, 30, 17, 44, tzinfo=UTC)  # 19:44 in the tests' time zone


def read(client, article):
    """The article's page, parsed."""
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return parse(response)


def ago(**time):
    return timezone.now() - timedelta(**time)


def hidden(headline, **parts):
    """Articles of every kind that readers must not see, each named `headline`."""
    draft = make_draft(headline=headline, **parts)
    scheduled = make_article(headline=headline, published_at=ago(hours=-1), **parts)
    expired = make_article(headline=headline, expires_at=ago(minutes=1), **parts)
    withdrawn = make_article(headline=headline, **parts)
    withdrawn.withdraw("gone")
    return [draft, scheduled, expired, withdrawn]


def discuss(article):
    """Fifty threads of comments on it, some with replies."""
    for number in range(50):
        comment = make_comment(article, text=f"Comment {number}: " + "I am of another mind. " * 9)
        if number % 5 == 0:
            make_comment(parent=comment, text="And why?")


# What stands on it


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


# Around it


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


def path(article):
    return unquote(article.get_absolute_url())


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
    assert found["latest"] == [path(one) for one in others[:8]]
    assert found["discussed"] == [path(one) + "#comments" for one in articles[:8:-1]]
    assert found["more"] == [path(articles[number]) for number in (1, 3, 7, 9)]
    assert found["turn"] == [path(articles[6]), path(articles[4])]


def test_neighbours_of_one_minute_are_told_apart(client):
    articles = [make_article(published_at=EVENING) for _ in range(3)]
    assert around(read(client, articles[1]))["turn"] == [path(articles[0]), path(articles[2])]
    assert around(read(client, articles[0]))["turn"] == [path(articles[1])]
    assert around(read(client, articles[2]))["turn"] == [path(articles[1])]


def test_neighbours_are_the_nearest_that_are_public(client):
    older = make_article(published_at=ago(hours=50))
    make_article(published_at=ago(hours=40)).withdraw("gone")
    here = make_article(published_at=ago(hours=30))
    make_article(published_at=ago(hours=20), expires_at=ago(hours=1))
    newer = [make_article(published_at=ago(hours=hours)) for hours in range(10, 0, -1)]
    assert around(read(client, here))["turn"] == [path(older), path(newer[0])]


def test_most_discussed_are_among_the_newest(client, monkeypatch):
    monkeypatch.setattr("articles.around.RECENT", 3)
    old = make_article(published_at=ago(hours=9), comment_count=90)
    quiet = make_article(published_at=ago(hours=3))
    lively = make_article(published_at=ago(hours=2), comment_count=2)
    make_article(published_at=ago(hours=1))
    for article in (old, quiet):
        assert around(read(client, article))["discussed"] == [path(lively) + "#comments"]


def test_nothing_around_an_article_is_unpublished(client):
    section = make_section()
    article = make_article(section=section, published_at=ago(minutes=30))
    hidden("Zebra", section=section, comment_count=99)
    make_article(section=section, published_at=ago(hours=3), comment_count=1)
    assert "Zebra" not in client.get(article.get_absolute_url()).text


def test_only_article_of_the_site_has_a_page(client):
    page = read(client, make_article())
    assert by_class(page, "rest") == by_class(page, "turn") == []


# Cost


def test_article_takes_at_most_ten_queries_whatever_it_holds(client, django_assert_max_num_queries):
    section = make_section()
    article = make_full_article(
        images=20,
        section=section,
        authors=[make_author(portrait=make_image()) for _ in range(8)],
        tags=[make_tag() for _ in range(12)],
    )
    for number in range(30):
        make_full_article(section=section, comment_count=number)
    for _ in range(5):
        Correction.objects.create(article=article, text="It was Monday.")
    discuss(article)
    with django_assert_max_num_queries(10):
        assert client.get(article.get_absolute_url()).status_code == 200


def test_page_with_more_takes_no_more_queries(client, django_assert_num_queries):
    small = make_full_article(images=1, authors=[make_author()], tags=[make_tag()])
    large = make_full_article(
        images=9, authors=[make_author() for _ in range(5)], tags=[make_tag() for _ in range(7)]
    )
    make_full_article()
    with CaptureQueriesContext(connection) as queries:
        client.get(small.get_absolute_url())
    with django_assert_num_queries(len(queries)):
        client.get(large.get_absolute_url())


def test_article_with_fifty_comments_weighs_at_most_40_kb(client):
    article = make_full_article(images=3, body="<p>" + "Some words of a text. " * 400 + "</p>")
    for _ in range(12):
        make_full_article(section=article.section)
    discuss(article)
    response = client.get(article.get_absolute_url())
    page = parse(response)
    assert len(by_class(page, "say")) >= 50
    files = [one.get("href") for one in page.iter("link") if one.get("rel") == "stylesheet"]
    files += [one.get("src") for one in page.iter("script") if one.get("src")]
    contents = [response.content]
    contents += [Path(finders.find(name.removeprefix("/static/"))).read_bytes() for name in files]
    assert sum(len(gzip.compress(content)) for content in contents) <= 40 * 1024


# The same for everybody


@pytest.mark.parametrize(
    "address", ["/", "/latest/", "/section/town/", "/tag/ice/", "/author/ann/", "/story/", "/no/"]
)
def test_public_page_is_equal_for_every_visitor(address, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # the form says when it was made
    make_article(
        slug="story",
        section=make_section(slug="town"),
        tags=[make_tag(slug="ice")],
        authors=[make_author(slug="ann")],
    )
    make_draft(slug="no")
    editor = Client()
    editor.force_login(make_user("Editor", is_superuser=True))
    stranger = Client(headers={"accept-language": "de", "user-agent": "x", "referer": "/a/"})
    stranger.cookies["csrftoken"] = "a" * 32
    stranger.cookies["messages"] = "x"
    answers = [visitor.get(address) for visitor in (editor, stranger, Client())]
    for response in answers:
        assert response.content == answers[0].content
        assert response.headers == answers[0].headers
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
    assert Article.objects.count() == 2
