"""What the head of each kind of page tells to programs.

Each tag stands in `{% block metadata %}` and asks the database nothing: it takes what for_page()
and for_list() fetched. `articles` must be a list or a queryset that the page shows as well.
"""

from django import template
from django.conf import settings

from articles import jsonld, opengraph
from articles.addresses import path_of
from articles.feeds import FORMATS
from articles.metadata import absolute, summary

register = template.Library()


@register.inclusion_tag("articles/_metadata.html")
def article_metadata(article):
    """For an article that for_page() fetched."""
    section, url = article.section, article.get_absolute_url()
    feed = path_of("articles:section_feed", section.slug)
    return _head(
        summary(article),
        url,
        _feeds(_title(section.name), feed),
        opengraph.for_article(article),
        jsonld.news_article(article),
        jsonld.breadcrumbs((section.name, section.get_absolute_url()), (article.headline, url)),
    )


@register.inclusion_tag("articles/_metadata.html")
def list_metadata(title, description, url, feed="", articles=()):
    """For a list of articles at the path `url`.

    `feed` is the path of the list's own RSS feed; Atom and JSON Feed stand below it.
    """
    return _head(
        description,
        url,
        _feeds(_title(title), feed),
        opengraph.for_list(_title(title), description, url),
        jsonld.collection(title, description, url, articles),
        jsonld.breadcrumbs((title, url)),
    )


@register.inclusion_tag("articles/_metadata.html")
def author_metadata(author, articles=()):
    """For the page of an Author."""
    url = author.get_absolute_url()
    return _head(
        author.biography,
        url,
        _feeds(_title(author.name), path_of("articles:author_feed", author.slug)),
        opengraph.for_list(_title(author.name), author.biography, url),
        jsonld.profile(author, articles),
        jsonld.breadcrumbs((author.name, url)),
    )


@register.inclusion_tag("articles/_metadata.html")
def front_metadata(articles=()):
    """For the front page."""
    return _head(
        settings.SITE_TAGLINE,
        "/",
        _feeds(),
        opengraph.for_list(settings.SITE_NAME, settings.SITE_TAGLINE, "/"),
        jsonld.website(),
        jsonld.item_list(articles),
    )


def _head(description, url, feeds, open_graph, *graph):
    properties, card = open_graph
    return {
        "description": description,
        "url": absolute(url),
        "feeds": feeds,
        "open_graph": properties,
        "twitter": card,
        "json_ld": jsonld.json_script(*graph),
    }


def _title(name):
    return f"{name} – {settings.SITE_NAME}"


def _feeds(title="", feed=""):
    """Links to a page's own feeds, if it has one, and to those of the whole site."""
    site = path_of("articles:feed")
    places = [(title, feed), (settings.SITE_NAME, site)] if feed and feed != site else []
    return [
        {
            "title": f"{name} ({format.label})",
            "type": format.content_type.split(";")[0],
            "url": absolute(path + format.suffix),
        }
        for name, path in places or [(settings.SITE_NAME, site)]
        for format in FORMATS
    ]
