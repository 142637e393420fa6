"""Which articles a feed holds. The format is given when the address is laid (machine_urls)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Enclosure
from django.utils.html import escape
from django.views.decorators.http import conditional_page, require_safe

from articles.addresses import normalize_slug
from articles.metadata import absolute, by_authors, changed_at, icon, lead_picture, summary
from articles.models import Article, Author, Section, Tag
from articles.showing import changes_by_itself

from .content import full_text

ITEMS = 30


class LatestFeed(Feed):
    """The newest articles.

    A feed answers 304 by its ETag alone, which is made from its bytes. It sends no
    Last-Modified: when an article is withdrawn the dates of the others stay as they were, and
    a reader that asks by date would keep it for ever.
    """

    address = "articles:feed"
    item_guid_is_permalink = False

    def __init__(self, feed_type):
        self.feed_type = feed_type

    @method_decorator([require_safe, conditional_page])
    def __call__(self, request, *args, **kwargs):
        changes_by_itself(request, *Article.objects.next_change())
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    # The feed

    def articles(self, subject):
        return Article.objects.published()

    def items(self, subject):
        return self.articles(subject).newest_first().for_page().defer("body")[:ITEMS]

    def title(self, subject):
        return f"{subject.name} – {settings.SITE_NAME}" if subject else settings.SITE_NAME

    def description(self, subject):
        return settings.SITE_TAGLINE or self.title(subject)

    def subtitle(self, subject):
        return self.description(subject)

    def link(self, subject):
        return absolute(subject.get_absolute_url() if subject else "/")

    def author_name(self, subject):
        return settings.SITE_NAME

    def author_link(self, subject):
        return absolute("/")

    def feed_url(self, subject):
        rss = reverse(self.address, args=[subject.slug] if subject else [])
        return absolute(rss + self.feed_type.suffix)

    def feed_extra_kwargs(self, subject):
        return {"icon": icon("icon-512.png"), "favicon": icon("icon-192.png")}

    # An item

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        # Readers of RSS and Atom take a description for HTML.
        return escape(summary(article))

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        """A name that stays when the address changes: a tag URI. Source: RFC 4151"""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{article.created_at:%Y-%m-%d}:article/{article.pk}"

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return changed_at(article)

    def item_categories(self, article):
        return [article.section.name, *(tag.name for tag in article.tags.all())]

    def item_enclosures(self, article):
        picture = lead_picture(article)
        return [Enclosure(picture.url, str(picture.size), picture.type)] if picture else []

    def item_extra_kwargs(self, article):
        return {
            "authors": [
                {"name": author.name, "url": absolute(author.get_absolute_url())}
                for author in by_authors(article)
            ],
            "summary": summary(article),
            "content": full_text(article),
            "picture": lead_picture(article),
        }


class SectionFeed(LatestFeed):
    address = "articles:section_feed"

    def get_object(self, request, slug):
        return _find(Section, slug)

    def articles(self, section):
        return super().articles(section).in_section(section)

    def description(self, section):
        return section.description or super().description(section)


class TagFeed(LatestFeed):
    address = "articles:tag_feed"

    def get_object(self, request, slug):
        return _find(Tag, slug)

    def articles(self, tag):
        return super().articles(tag).linked_by(Article.tags.through.objects.filter(tag=tag))

    def items(self, tag):
        found = list(super().items(tag))
        if not found:
            # The tag of a story that is not out yet would tell of it.
            raise Http404
        return found


class AuthorFeed(LatestFeed):
    address = "articles:author_feed"

    def get_object(self, request, slug):
        return _find(Author, slug)

    def articles(self, author):
        return super().articles(author).linked_by(author.bylines.all())


def _find(model, slug):
    # PostgreSQL refuses NUL in a text with an error, where "no such address" is the answer.
    if "\0" in slug:
        raise Http404
    return get_object_or_404(model, slug=normalize_slug(slug))
