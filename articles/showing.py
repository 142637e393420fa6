"""What kept pages show, in the words of the page cache: by which tags, and how long it is right.

`article:7`  the article itself: its page
`image:7`    a picture with its words
`teasers`    which articles are public, and what a teaser says of them: every reading page
`texts`      whole articles: feeds and sitemaps
`counts`     numbers of comments: lists
`house`      sections, authors, tags, places on the front page: every reading page
"""

from datetime import datetime, time, timedelta
from functools import wraps

from django.utils import timezone

import pagecache

TEASERS, TEXTS, COUNTS, HOUSE = "teasers", "texts", "counts", "house"
# The rail's "most discussed" is a ranking of the moment; it need not follow every comment.
RANKING_LASTS = timedelta(hours=1)


def article_tag(pk):
    return f"article:{pk}"


def image_tag(pk):
    return f"image:{pk}"


def kept(*tags, query=()):
    """Let the page cache keep the pages of a view that shows what is public at its moment.

    `tags` come to TEASERS and HOUSE, `query` lists the parameters on which the page depends.
    """

    def decorate(view):
        @pagecache.cached(TEASERS, HOUSE, *tags, query=query)
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            pagecache.until(request, _midnight())  # dates are written as of today
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def shared(request, name, make):
    """A piece that many pages show: what make() returns, made once for all of them.

    As for the pages of kept(): it holds until TEASERS or HOUSE are purged, at most until midnight.
    `request` is None for a template without one.
    """

    def piece():
        if request:
            pagecache.tag(request, TEASERS, HOUSE)
            pagecache.until(request, _midnight())
        return make()

    return pagecache.piece(request, name, piece)


def changes_by_itself(request, opening, expiry, licence_end):
    """Say when the next article appears, when the next one goes, and when the next picture does
    (aware datetimes or None)."""
    pagecache.until(request, opening)
    pagecache.until(request, expiry, gone=True)
    pagecache.until(request, licence_end, gone=True)


def shows_images(request, images):
    pagecache.tag(request, *{image_tag(image.pk) for image in images if image})


def _midnight():
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))
