"""Sitemaps: every public address of the site, articles by month, and the news of two days.

Written by hand rather than with Django's Sitemap classes: those take the host from the request,
count the articles of every file for the index, and know no pictures.
Source: https://www.sitemaps.org/protocol.html
"""

from datetime import datetime, timedelta
from functools import wraps
from itertools import chain, count, takewhile

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from .metadata import absolute, iso_time, lead_picture
from .models import Article, Author, Correction, Section, Tag
from .showing import TEXTS, changes_by_itself, kept
from .xml import tag, text

# The protocol allows 50,000 addresses and 50 MB a file; this many stay below 50 MB even when
# every address and caption is as long as it may be.
FILE_LENGTH = 10_000
NEWS_LENGTH = 1_000
NEWS_AGE = timedelta(hours=48)

_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def _kept(view):
    @kept(TEXTS)
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        changes_by_itself(request, *Article.objects.next_change())
        return view(request, *args, **kwargs)

    return wrapper


@require_safe
@_kept
@conditional_page
def index(request):
    addresses = [*_list_files(), *_month_files()]
    return _answer("sitemapindex", (tag("sitemap", _loc(address)) for address in addresses))


@require_safe
@_kept
@conditional_page
def month(request, year, month, part=1):
    found = _in_month(_month_start(int(year), int(month))).oldest_first()
    found = found.select_related("lead_image").annotate(
        corrected_at=Subquery(
            Correction.objects.filter(article=OuterRef("pk"))
            .order_by("-published_at")
            .values("published_at")[:1]
        )
    )
    return _answer("urlset", map(_article, _part(found.defer("body", "body_parts"), part)))


@require_safe
@_kept
@conditional_page
def lists(request, kind, part=1):
    """Front page, latest news and sections; or authors; or tags."""
    first = ["/", reverse("articles:latest")] if kind == "sections" and part == 1 else []
    subjects = _part(_LISTS[kind](), part, may_be_empty=bool(first))
    addresses = first + [subject.get_absolute_url() for subject in subjects]
    return _answer("urlset", (tag("url", _loc(address)) for address in addresses))


@require_safe
@_kept
@conditional_page
def news(request):
    """Google News reads what is at most two days old, at most 1,000 articles."""
    found = Article.objects.published().filter(published_at__gt=timezone.now() - NEWS_AGE)
    newest = found.newest_first().only("slug", "headline", "published_at")[:NEWS_LENGTH]
    return _answer("urlset", map(_news, newest))


# Which files there are


def _month_files():
    """Addresses of the articles' files, the oldest month first.

    Goes from month to month along the index of published_at, so that the time depends on how
    many months there are and not on how many articles.
    """
    published = Article.objects.published().oldest_first().values_list("published_at", flat=True)
    moment = published.first()
    while moment:
        start = _month_start(timezone.localtime(moment).year, timezone.localtime(moment).month)
        for part in _parts(_in_month(start).oldest_first()):
            yield _file("sitemap_month", part, year=f"{start:%Y}", month=f"{start:%m}")
        moment = published.filter(published_at__gte=_month_after(start)).first()


def _list_files():
    yield _file("sitemap_lists", 1, kind="sections")
    for kind in ("authors", "tags"):
        subjects = _LISTS[kind]()
        if subjects.exists():
            for part in _parts(subjects):
                yield _file("sitemap_lists", part, kind=kind)


def _parts(rows):
    """Numbers of the files that `rows`, ordered and at least one, fill."""
    first_of = (rows.values_list("pk")[part * FILE_LENGTH :][:1] for part in count(1))
    # Not exists(): that drops the order, and with it the index that holds all that is asked.
    return chain([1], (2 + n for n, _ in enumerate(takewhile(bool, first_of))))


def _part(rows, part, may_be_empty=False):
    """The rows of one file; a file without rows is not there."""
    part = int(part)
    found = list(rows[(part - 1) * FILE_LENGTH : part * FILE_LENGTH])
    if not found and not may_be_empty:
        raise Http404
    return found


def _file(name, part, **where):
    if part > 1:
        where["part"] = part
    return reverse(f"articles:{name}", kwargs=where)


# What stands in them


def _in_month(start):
    # The month stands before published(): of two upper bounds SQLite takes the one that it reads
    # first for its search, and with "until now" an old month would be all of the archive.
    month = Article.objects.filter(published_at__gte=start, published_at__lt=_month_after(start))
    return month.published()


def _month_start(year, month):
    return timezone.make_aware(datetime(year, month, 1))


def _month_after(start):
    return _month_start(start.year + start.month // 12, start.month % 12 + 1)


def _subjects(model, phrase):
    """Rows of `model` under which readers find an article.

    The others may belong to stories that are not out yet.
    """
    found = getattr(Article.objects.published(), phrase)(OuterRef("pk"))
    return model.objects.filter(Exists(found)).order_by("pk")


_LISTS = {
    "sections": lambda: _subjects(Section, "in_section"),
    "authors": lambda: _subjects(Author, "by_author"),
    "tags": lambda: _subjects(Tag, "with_tag"),
}


def _article(article):
    times = (article.published_at, article.modified_at, article.corrected_at)
    parts = [
        _loc(article.get_absolute_url()),
        tag("lastmod", iso_time(max(time for time in times if time))),
    ]
    if picture := lead_picture(article):
        caption = tag("image:caption", text(picture.caption)) if picture.caption else ""
        parts.append(tag("image:image", tag("image:loc", text(picture.url)) + caption))
    return tag("url", "".join(parts))


def _news(article):
    publication = tag("news:name", text(settings.SITE_NAME)) + tag(
        "news:language", _news_language()
    )
    about = [
        tag("news:publication", publication),
        tag("news:publication_date", iso_time(article.published_at)),
        tag("news:title", text(article.headline)),
    ]
    return tag("url", _loc(article.get_absolute_url()) + tag("news:news", "".join(about)))


def _news_language():
    """Language of two letters, as Google News wants it; Chinese has two forms of its own."""
    language = get_language().lower()
    if language.startswith("zh"):
        return "zh-tw" if "hant" in language or "tw" in language else "zh-cn"
    return language.split("-")[0]


def _answer(root, entries):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_NAMESPACES}>"]
    document = "\n".join([*lines, *entries, f"</{root}>\n"])
    return HttpResponse(document, content_type="application/xml; charset=utf-8")


def _loc(address):
    return tag("loc", text(absolute(address)))
