"""Open Graph and Twitter cards: how networks and messengers preview a link.

Sources: https://ogp.me/ and https://developer.x.com/en/docs/x-for-websites/cards. Twitter takes
title, description and picture from Open Graph, so they are not said twice.
"""

from django.conf import settings
from django.utils.translation import get_language, to_locale

from .metadata import (
    absolute,
    by_authors,
    changed_at,
    icon,
    iso_time,
    lead_picture,
    social_picture,
    summary,
)


def for_article(article):
    """Properties of Open Graph as a list of (name, content), and the same of the Twitter card."""
    properties = [
        ("og:type", "article"),
        *_common(article.headline, summary(article), article.get_absolute_url()),
        ("article:published_time", iso_time(article.published_at)),
        ("article:modified_time", iso_time(changed_at(article))),
        *(("article:author", absolute(one.get_absolute_url())) for one in by_authors(article)),
        ("article:section", article.section.name),
        *(("article:tag", tag.name) for tag in article.tags.all()),
    ]
    picture = lead_picture(article)
    return properties + _preview(social_picture(article) or picture), _card(picture)


def for_list(title, description, url):
    """As for_article, for every other page."""
    properties = [("og:type", "website"), *_common(title, description, url)]
    return properties + _preview(None), _card(None)


def _common(title, description, url):
    properties = [
        ("og:title", title),
        ("og:description", description),
        ("og:url", absolute(url)),
        ("og:site_name", settings.SITE_NAME),
        ("og:locale", to_locale(get_language())),
    ]
    return [(name, content) for name, content in properties if content]


def _preview(picture):
    if picture is None:
        return [
            ("og:image", icon("icon-512.png")),
            ("og:image:width", "512"),
            ("og:image:height", "512"),
        ]
    properties = [
        ("og:image", picture.url),
        ("og:image:type", picture.type),
        ("og:image:width", str(picture.width)),
        ("og:image:height", str(picture.height)),
        ("og:image:alt", picture.alt or picture.caption),
    ]
    return [(name, content) for name, content in properties if content]


def _card(picture):
    if picture is None:
        return [("twitter:card", "summary")]
    card = [("twitter:card", "summary_large_image")]
    alt = picture.alt or picture.caption
    return [*card, ("twitter:image:alt", alt)] if alt else card
