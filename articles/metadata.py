"""What machines are told of an article, said once for pages, feeds and sitemaps.

All addresses are made from settings.SITE_URL, never from the request: what one visitor's Host
header says must not stand in an answer that others get.
"""

import html
import mimetypes
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator

from .images.social import SIZE as SOCIAL_SIZE

# Wide enough for the large previews of search engines and networks, which ask for 1,200 pixels.
PREVIEW_WIDTH = 1200


def absolute(address):
    """Full address of a path of this site; an address that is full already stays."""
    address = str(address)
    if address.startswith("/") and not address.startswith("//"):
        return settings.SITE_URL + address
    return urljoin(settings.SITE_URL, address)


def icon(name):
    """Full address of a file in static/icons."""
    return absolute(static(f"icons/{name}"))


def iso_time(moment):
    """ISO 8601 in the site's time zone, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def changed_at(article):
    """When readers last got something new of it: its text, a correction or an update."""
    times = [article.published_at, article.modified_at]
    times += [correction.published_at for correction in article.corrections.all()]
    return max(time for time in times if time)


def summary(article):
    """The standfirst, or the first words of the text, as plain text."""
    if article.standfirst:
        return article.standfirst
    texts = (part["html"] for part in article.body_parts if "html" in part)
    return Truncator(html.unescape(strip_tags(next(texts, "")))).words(40).strip()


def by_authors(article):
    """The authors in the order of the byline, from what for_list() and for_page() fetch."""
    return [byline.author for byline in article.bylines.all()]


@dataclass(frozen=True)
class Picture:
    """A picture as programs fetch it: one file, with what has to be said about it.

    `size` is in bytes, 0 where it is not known.
    """

    url: str
    type: str
    width: int
    height: int
    size: int
    alt: str
    caption: str
    credit: str


def picture_of(image, own_caption=""):
    """Picture for an Image: a JPEG of preview width, which everybody can read, if there is one."""
    path, width, height, size = image.file.name, image.width, image.height, image.size
    small_first = [rendition for rendition in image.renditions if rendition.get("jpeg")]
    if small_first:
        wide = [one for one in small_first if one["width"] >= PREVIEW_WIDTH]
        chosen = wide[0] if wide else small_first[-1]
        path, width, height, size = chosen["jpeg"], chosen["width"], chosen["height"], 0
    return Picture(
        url=absolute(image.file.storage.url(path)),
        type=_type_of(PurePosixPath(path).suffix),
        width=width,
        height=height,
        size=size,
        alt=image.alt_text,
        caption=own_caption or image.caption,
        credit=image.credit,
    )


@cache
def _type_of(suffix):
    return mimetypes.guess_type(f"picture{suffix}")[0] or "image/jpeg"


def lead_picture(article):
    """Picture for the lead image, or None."""
    image = article.shown_image
    return picture_of(image, article.lead_caption) if image else None


def social_picture(article):
    """Picture with the headline on it, for previews; None until it is made."""
    picture = lead_picture(article)
    if picture is None or not article.social_image:
        return None
    url, (width, height) = default_storage.url(article.social_image), SOCIAL_SIZE
    made = {"url": absolute(url), "type": "image/jpeg", "width": width, "height": height}
    return replace(picture, size=0, **made)


def pictures(article):
    """Every Picture of the article, the lead image first, each once."""
    found = {}
    if article.shown_image:
        found[article.lead_image_id] = lead_picture(article)
    for placed in article.article_images.all().shown():
        found.setdefault(placed.image_id, picture_of(placed.image, placed.caption))
    return list(found.values())
