"""Addresses for programs: feeds, sitemaps, and the files that they ask for by fixed names."""

from django.urls import path, re_path

from . import feeds, sitemaps, wellknown
from .showing import TEXTS, kept


def _feed(route, name, source):
    """The three formats of a feed; the names of Atom and JSON end in their suffix."""
    return [
        path(
            f"{route}feed/{format.suffix}",
            kept(TEXTS)(source(format)),
            name="_".join([name, format.suffix.strip("/")]).strip("_"),
        )
        for format in feeds.FORMATS
    ]


urlpatterns = [
    *_feed("", "feed", feeds.LatestFeed),
    *_feed("section/<str:slug>/", "section_feed", feeds.SectionFeed),
    *_feed("tag/<str:slug>/", "tag_feed", feeds.TagFeed),
    *_feed("author/<str:slug>/", "author_feed", feeds.AuthorFeed),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(
        r"^sitemap-(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])"
        r"(?:-(?P<part>[2-9]|[1-9][0-9]{1,3}))?\.xml$",
        sitemaps.month,
        name="sitemap_month",
    ),
    re_path(
        r"^sitemap-(?P<kind>sections|authors|tags)(?:-(?P<part>[2-9]|[1-9][0-9]{1,3}))?\.xml$",
        sitemaps.lists,
        name="sitemap_lists",
    ),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
    path("manifest.webmanifest", wellknown.manifest, name="manifest"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
