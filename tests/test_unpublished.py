"""What is not public is in nothing that programs read, by no word of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, ArticleImage

from .world import make_article, make_author, make_draft, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db

MARK = "zebra"
STATES = ["draft", "review", "scheduled", "expired", "withdrawn"]
FORMATS = ["", "atom/", "json/"]


def make_marked(section, author):
    """A draft that says MARK wherever an article can say something."""
    image = make_image(
        file=f"images/{MARK}.jpg",
        caption=f"{MARK} caption",
        alt_text=f"{MARK} alt",
        credit=f"{MARK} credit",
    )
    article = make_draft(
        kicker=f"{MARK} kicker",
        headline=f"{MARK} headline",
        standfirst=f"{MARK} standfirst",
        body=f"<p>{MARK} body</p>",
        slug=f"{MARK}-slug",
        lead_image=image,
        lead_caption=f"{MARK} own caption",
        section=section,
        authors=[author, make_author(name=f"{MARK} author", slug=f"{MARK}-author")],
        tags=[make_tag(name=f"{MARK} tag", slug=f"{MARK}-tag")],
    )
    ArticleImage.objects.create(article=article, image=image, caption=f"{MARK} in text")
    article.corrections.create(text=f"{MARK} correction")
    return article


def bring_to(state, article):
    now = timezone.now()
    if state == "review":
        article.submit()
    elif state == "scheduled":
        article.publish(at=now + timedelta(minutes=1))
    elif state == "expired":
        article.expires_at = now - timedelta(minutes=1)
        article.publish(at=now - timedelta(hours=2))
    elif state == "withdrawn":
        article.publish(at=now - timedelta(hours=2))
        article.withdraw(f"{MARK} reason")
    elif state == "published":
        article.publish(at=now - timedelta(hours=2))


@pytest.fixture
def answers(client, time_machine):
    """Function that brings a marked article to a state and fetches all; {address: text}."""
    time_machine.move_to("2026-11-24T12:00Z", tick=False)

    def fetch(state):
        section, author = make_section(), make_author()
        make_article(section=section, authors=[author])
        bring_to(state, make_marked(section, author))
        addresses = ["/sitemap.xml", "/news-sitemap.xml"]
        addresses += [f"/sitemap-{file}.xml" for file in ("sections", "authors", "tags", "2026-11")]
        for place in ("/", section.get_absolute_url(), author.get_absolute_url()):
            addresses += [f"{place}feed/{suffix}" for suffix in FORMATS]
        return {address: client.get(address).content.decode() for address in addresses}

    return fetch


@pytest.mark.parametrize("state", STATES)
def test_nothing_of_an_article_that_is_not_public_is_told(answers, state):
    assert [address for address, text in answers(state).items() if MARK in text] == []


def test_everything_of_a_public_article_is_told(answers):
    # Or the test above would pass for outputs that never show anything.
    silent = {address for address, text in answers("published").items() if MARK not in text}
    assert silent == {"/sitemap.xml", "/sitemap-sections.xml"}


def test_what_was_withdrawn_before_its_time_is_never_told(client, time_machine):
    time_machine.move_to("2026-11-24T12:00Z", tick=False)
    article = make_marked(make_section(), make_author())
    article.publish(at=timezone.now() + timedelta(minutes=1))
    article.withdraw(f"{MARK} reason")
    time_machine.shift(3600)
    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", STATES)
def test_month_of_an_article_that_is_not_public_is_not_there(client, state):
    article = make_marked(make_section(), make_author())
    article.publish(at=timezone.now() - timedelta(days=400))
    address = f"/sitemap-{timezone.localtime(article.published_at):%Y-%m}.xml"
    assert client.get(address).status_code == 200
    Article.objects.filter(pk=article.pk).update(
        status="published" if state in ("scheduled", "expired") else state,
        published_at=article.published_at + timedelta(days=800 if state == "scheduled" else 0),
        expires_at=timezone.now() if state == "expired" else None,
    )
    article.refresh_from_db()
    moved = f"/sitemap-{timezone.localtime(article.published_at):%Y-%m}.xml"
    for gone in (address, moved):
        assert client.get(gone).status_code == 404
        assert gone not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_feed_of_its_tag_answers_like_that_of_no_tag(client, state):
    bring_to(state, make_marked(make_section(), make_author()))
    for suffix in FORMATS:
        held, nothing = (
            client.get(f"/tag/{slug}/feed/{suffix}") for slug in (f"{MARK}-tag", "nothing")
        )
        assert held.status_code == nothing.status_code == 404
        assert held.content == nothing.content
