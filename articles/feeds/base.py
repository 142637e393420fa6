"""What every feed of the site has in common, whatever stands in it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page, require_safe

from articles.metadata import absolute, icon
from articles.models import Article
from articles.showing import changes_by_itself

ITEMS = 30


class SiteFeed(Feed):
    """A feed answers 304 by its ETag alone, which is made from its bytes. It sends no
    Last-Modified: when something is taken away the dates of the others stay as they were, and
    a reader that asks by date would keep it for ever.

    `address` names the RSS one; `key` is what of the subject stands in it.
    """

    address = key = ""
    item_guid_is_permalink = False

    def __init__(self, feed_type):
        self.feed_type = feed_type

    @method_decorator([require_safe, conditional_page])
    def __call__(self, request, *args, **kwargs):
        changes_by_itself(request, *Article.objects.next_change())
        self.say_what_it_shows(request, **kwargs)
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def say_what_it_shows(self, request, **kwargs):
        """Tags besides those that the address is laid with (see showing.kept)."""

    def subtitle(self, subject):
        return self.description(subject)

    def author_name(self, subject):
        return settings.SITE_NAME

    def author_link(self, subject):
        return absolute("/")

    def feed_url(self, subject):
        rss = reverse(self.address, args=[getattr(subject, self.key)] if subject else [])
        return absolute(rss + self.feed_type.suffix)

    def feed_extra_kwargs(self, subject):
        return {"icon": icon("icon-512.png"), "favicon": icon("icon-192.png")}


def tag_uri(moment, name):
    """A name that stays when the address changes. Source: RFC 4151"""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{moment:%Y-%m-%d}:{name}"
