"""The newest comments as RSS 2.0, Atom and JSON Feed 1.1: of the whole site, and of an article."""

from html import unescape

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.html import escape, strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext

import pagecache
from articles.feeds.base import ITEMS, SiteFeed, tag_uri
from articles.metadata import absolute
from articles.models import Article
from articles.showing import article_tag

from .models import Comment
from .showing import COMMENTS

SUMMARY = 300  # characters


class CommentsFeed(SiteFeed):
    """Newest comments on public articles."""

    address, key = "comments:feed", "pk"

    def say_what_it_shows(self, request):
        pagecache.tag(request, COMMENTS)

    # The feed

    def items(self, article):
        comments = Comment.objects.public()
        if article:
            comments = comments.filter(article=article)
        return comments.newest_first().for_feed()[:ITEMS]

    def title(self, article):
        about = article.headline if article else settings.SITE_NAME
        return gettext("Comments: %(about)s") % {"about": about}

    def description(self, article):
        return self.title(article)

    def link(self, article):
        return absolute(f"{article.get_absolute_url()}#comments" if article else "/")

    # An item

    def item_title(self, comment):
        said = {"name": comment.name, "article": comment.article.headline}
        return gettext("%(name)s on “%(article)s”") % said

    def item_description(self, comment):
        # Readers of RSS and Atom take a description for HTML.
        return escape(_summary(comment))

    def item_link(self, comment):
        return absolute(comment.get_absolute_url())

    def item_guid(self, comment):
        return tag_uri(comment.created_at, f"comment/{comment.pk}")

    def item_pubdate(self, comment):
        return comment.created_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.created_at

    def item_extra_kwargs(self, comment):
        return {
            "authors": [{"name": comment.name, "url": absolute(comment.get_absolute_url())}],
            "summary": _summary(comment),
            "content": comment.html,
            "picture": None,
        }


class ArticleCommentsFeed(CommentsFeed):
    address = "comments:article_feed"

    def get_object(self, request, article_id):
        return get_object_or_404(Article.objects.published().for_teaser(), pk=article_id)

    def say_what_it_shows(self, request, article_id):
        pagecache.tag(request, article_tag(article_id))


def _summary(comment):
    """The beginning of the comment as plain text."""
    words = unescape(strip_tags(comment.html.replace("</p>", "</p> ").replace("<br>", " ")))
    return Truncator(" ".join(words.split())).chars(SUMMARY)
