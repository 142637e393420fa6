"""The portal that is measured: its environment, its data, and where its page types are."""

import os
import secrets
import tempfile
from contextlib import contextmanager
from pathlib import Path

from bench.servers import PORT

# Approved comments of an article that counts as much discussed: fifty with the papers that
# bench/run loads, fewer where make_load was asked for fewer.
COMMENTS = range(30, 56)
DEEP = 240_000  # articles above page 10,000 of the latest news


@contextmanager
def empty_site(name="The Measured Times"):
    """Environment and database of a site, with Django set up in this process too."""
    with tempfile.TemporaryDirectory(prefix="newsportal-bench-") as folder:
        os.environ.update(
            NEWSPORTAL_DATA=os.environ.get("BENCH_DATA", folder),
            SECRET_KEY=secrets.token_urlsafe(50),
            SITE_URL=f"http://127.0.0.1:{PORT}",
            SITE_NAME=name,
            ALLOWED_HOSTS="127.0.0.1",
            DEFAULT_FROM_EMAIL="bench@localhost",
            DEBUG="0",
            LOG_LEVEL="ERROR",
            TRUSTED_PROXIES="1",  # comments come from many addresses
            DJANGO_SETTINGS_MODULE="newsportal.settings",
        )
        Path(os.environ["NEWSPORTAL_DATA"]).mkdir(parents=True, exist_ok=True)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare")
        yield


@contextmanager
def site(articles, comments):
    """An empty_site() with an invented paper in it."""
    with empty_site():
        from django.core.management import call_command

        call_command("make_load", articles=articles, comments=comments)
        yield


def much_discussed(at_most=300):
    """Addresses of published articles with many comments and three pictures.

    With as many comments as COMMENTS says; where there are none such, with more or at least some.
    """
    from articles.models import Article

    pictured = Article.objects.published().filter(
        lead_image__isnull=False, article_images__isnull=False
    )
    for counts in (
        {"comment_count__in": COMMENTS},
        {"comment_count__gte": COMMENTS.stop},
        {"comment_count__gt": 0},
    ):
        found = pictured.filter(**counts).order_by("-published_at")
        slugs = list(found.values_list("slug", flat=True).distinct()[:at_most])
        if slugs:
            return [f"/{slug}/" for slug in slugs]
    raise SystemExit("No article with comments and three pictures: load some more.")


def page_types():
    """Addresses of each type of page, by name."""
    from articles.models import Article
    from articles.paging import place_of

    public = Article.objects.published()
    newest = public.newest_first()
    deep = newest[DEEP : DEEP + 1].first() or public.oldest_first()[30]
    month = f"{deep.published_at:%Y-%m}"
    return {
        "front": "/",
        "latest": "/latest/",
        "latest, page 10,000": f"/latest/?after={place_of(deep)}",
        "section": "/section/load-1/",
        "tag, frequent": "/tag/load-1/",
        "tag, rare": f"/tag/{_rare_tag()}/",
        "author": "/author/load-1/",
        "article": much_discussed(1)[0],
        "feed": "/feed/",
        "tag's feed": "/tag/load-1/feed/",
        "sitemap of a month": f"/sitemap-{month}.xml",
    }


def _rare_tag():
    """Slug of the rarest tag that fills a page."""
    from django.db.models import Count

    from articles.models import Tag
    from articles.paging import PER_PAGE

    counted = Tag.objects.annotate(found=Count("articles")).filter(found__gt=PER_PAGE + 2)
    return counted.order_by("found", "-id").values_list("slug", flat=True)[0]


def desk_pages():
    """Addresses of the newsroom's lists, by name; for somebody who is logged in."""
    from comments.models import Comment

    articles, comments = "/admin/articles/article/", "/admin/comments/comment/"
    one = Comment.objects.order_by("created_at")[1000]
    return {
        "admin, articles": articles,
        "admin, articles by author": f"{articles}?author=1",
        "admin, article search": f"{articles}?q=budget+bridge",
        "admin, frequent word": f"{articles}?q=harbour",
        "admin, rare words": f"{articles}?q=budget+bridge+harbour+lighthouse",
        "admin, words by author": f"{articles}?q=budget+bridge&author=1",
        "admin, comments": f"{comments}?status=all",
        "admin, comment search": f"{comments}?status=all&q=budget+bridge",
        "admin, comments of an article": f"{comments}?status=all&article={one.article_id}",
        "admin, comments of a sender": f"{comments}?status=all&sender={one.pk}",
        "admin, moderation queue": comments,
        "admin, queue, newest first": f"{comments}?order=newest",
        "admin, queue of a section": f"{comments}?section=3",
        "admin, queue by rule": f"{comments}?rule=links",
        # With as many cards on the small site as on the large one.
        "admin, comments of a section": f"{comments}?status=all&section=3",
        "admin, comments by rule": f"{comments}?status=all&rule=newcomer",
        "admin, reported": f"{comments}?status=reported",
        "admin, rejected": f"{comments}?status=rejected",
        "admin, one comment": f"{comments}{one.pk}/change/",
    }


def queries_of(path, user=None):
    """(number of queries, seconds) that the page costs in this process."""
    import time

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    if user:
        client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        answer = client.get(path)
        seconds = time.perf_counter() - began
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(asked), seconds
