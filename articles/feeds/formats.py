"""How a feed is written. Each format is a Django feed generator that also knows

`suffix`: what its address has behind that of the RSS feed; `label`: its name for people.
What an item needs beyond Django's own arguments: `authors`, a list of {"name", "url"};
`summary`, plain text; `content`, HTML; `picture`, a metadata.Picture or None.
"""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)

from articles.xml import legal

_MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}


class _Format:
    def __init__(self, **parts):
        super().__init__(**legal(parts))

    def add_item(self, **parts):
        super().add_item(**legal(parts))

    def latest_post_date(self):
        """When an item last changed; a feed without items has not changed since ever.

        Django answers with the current time then, so that an empty feed would never be the same.
        """
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


class Rss(_Format, Rss201rev2Feed):
    suffix = ""
    label = "RSS"

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            **_MEDIA,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xml:base": settings.SITE_URL + "/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        # RSS's own author element is an e-mail address, which we never show.
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        _add_picture(handler, item["picture"])
        handler.addQuickElement("content:encoded", item["content"])


class Atom(_Format, Atom1Feed):
    suffix = "atom/"
    label = "Atom"

    def root_attributes(self):
        return {**super().root_attributes(), **_MEDIA, "xml:base": settings.SITE_URL + "/"}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        _add_picture(handler, item["picture"])
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _add_picture(handler, picture):
    """Media RSS, for the Picture's size, description and credit. https://www.rssboard.org/media-rss"""
    if not picture:
        return
    attributes = {"url": picture.url, "type": picture.type, "medium": "image"}
    attributes |= {"width": str(picture.width), "height": str(picture.height)}
    handler.startElement("media:content", attributes)
    for name, text, more in [
        ("media:title", picture.caption, {"type": "plain"}),
        ("media:description", picture.alt, {"type": "plain"}),
        ("media:credit", picture.credit, {"role": "owner"}),
    ]:
        if text:
            handler.addQuickElement(name, legal(text), more)
    handler.endElement("media:content")


class Json(_Format, SyndicationFeed):
    """Source: https://www.jsonfeed.org/version/1.1/"""

    suffix = "json/"
    label = "JSON Feed"
    content_type = "application/feed+json"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "icon": self.feed["icon"],
            "favicon": self.feed["favicon"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False))

    def _item(self, item):
        described = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "content_html": item["content"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": item["authors"],
            "tags": list(item["categories"]),
        }
        if picture := item["picture"]:
            described["image"] = picture.url
            described["attachments"] = [{"url": picture.url, "mime_type": picture.type}]
            if picture.alt or picture.caption:
                described["attachments"][0]["title"] = legal(picture.alt or picture.caption)
        return described


FORMATS = [Rss, Atom, Json]
