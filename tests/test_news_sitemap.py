"""The sitemap for Google News holds what is new, as Google asks for it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import sitemaps

from .nasty import LEGAL, NASTY
from .sitemaps import NAMES, locs, read
from .world import make_article

pytestmark = pytest.mark.django_db


def test_news_sitemap_holds_two_days_and_says_what_google_asks(client):
    now = timezone.now()
    article = make_article(headline=NASTY, published_at=now - timedelta(hours=47))
    make_article(published_at=now - timedelta(hours=49))
    (url,) = read(client, "/news-sitemap.xml").iterfind("s:url", NAMES)
    assert (
        url.findtext("s:loc", namespaces=NAMES) == f"http://testserver{article.get_absolute_url()}"
    )
    news = url.find("news:news", NAMES)
    assert news.findtext("news:publication/news:name", namespaces=NAMES) == "The Test Gazette"
    assert news.findtext("news:publication/news:language", namespaces=NAMES) == "en"
    assert news.findtext("news:title", namespaces=NAMES) == LEGAL
    said = datetime.fromisoformat(news.findtext("news:publication_date", namespaces=NAMES))
    assert said == article.published_at.replace(microsecond=0)


def test_news_sitemap_holds_at_most_a_thousand_the_newest(client, monkeypatch):
    assert sitemaps.NEWS_LENGTH == 1_000
    monkeypatch.setattr(sitemaps, "NEWS_LENGTH", 2)
    now = timezone.now()
    made = [make_article(published_at=now - timedelta(hours=hours)) for hours in (3, 1, 2)]
    assert locs(client, "/news-sitemap.xml") == [
        made[1].get_absolute_url(),
        made[2].get_absolute_url(),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "de"), ("en-gb", "en"), ("zh-hans", "zh-cn"), ("zh-hant", "zh-tw")],
)
def test_news_sitemap_names_the_language_as_google_wants_it(client, settings, language, said):
    settings.LANGUAGE_CODE = language
    make_article()
    document = read(client, "/news-sitemap.xml")
    assert document.findtext(".//news:language", namespaces=NAMES) == said
