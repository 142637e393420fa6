"""Which articles a feed holds. The format is given when the address is laid (machine_urls)."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Enclosure
from django.utils.html import escape

from articles.addresses import normalize_slug
from articles.metadata import absolute, by_authors, changed_at, lead_picture, summary
from articles.models import Article, Author, Section, Tag

from .base import ITEMS, SiteFeed, tag_uri
from .content import full_text


class LatestFeed(SiteFeed):
    """The newest articles."""

    address, key = "articles:feed", "slug"

    # The feed

    def articles(self, subject):
        return Article.objects.published()

    def items(self, subject):
        return self.articles(subject).newest_first().for_page().defer("body")[:ITEMS]

    def title(self, subject):
        return f"{subject.name} – {settings.SITE_NAME}" if subject else settings.SITE_NAME

    def description(self, subject):
        return settings.SITE_TAGLINE or self.title(subject)

    def link(self, subject):
        return absolute(subject.get_absolute_url() if subject else "/")

    # An item

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        # Readers of RSS and Atom take a description for HTML.
        return escape(summary(article))

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return tag_uri(article.created_at, f"article/{article.pk}")

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
        return super().articles(tag).with_tag(tag)

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
        return super().articles(author).by_author(author)


def _find(model, slug):
    # PostgreSQL refuses NUL in a text with an error, where "no such address" is the answer.
    if "\0" in slug:
        raise Http404
    return get_object_or_404(model, slug=normalize_slug(slug))
