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
def site(articles, comments):
    """Environment and data of a site, with Django set up in this process too."""
    with tempfile.TemporaryDirectory(prefix="newsportal-bench-") as folder:
        os.environ.update(
            NEWSPORTAL_DATA=os.environ.get("BENCH_DATA", folder),
            SECRET_KEY=secrets.token_urlsafe(50),
            SITE_URL=f"http://127.0.0.1:{PORT}",
            SITE_NAME="The Measured Times",
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
        call_command("make_load", articles=articles, comments=comments)
        yield


def much_discussed(at_most=300):
    """Addresses of published articles with many comments (see COMMENTS) and three pictures."""
    from articles.models import Article

    found = Article.objects.published().filter(
        comment_count__in=COMMENTS, lead_image__isnull=False, article_images__isnull=False
    )
    slugs = found.order_by("-published_at").values_list("slug", flat=True).distinct()
    return [f"/{slug}/" for slug in slugs[:at_most]]


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
        "tag, rare": "/tag/load-300/",
        "author": "/author/load-1/",
        "article": much_discussed(1)[0],
        "feed": "/feed/",
        "tag's feed": "/tag/load-1/feed/",
        "sitemap of a month": f"/sitemap-{month}.xml",
    }


def desk_pages():
    """Addresses of the newsroom's lists, by name; for somebody who is logged in."""
    return {
        "admin, articles": "/admin/articles/article/",
        "admin, articles by author": "/admin/articles/article/?author=1",
        "admin, article search": "/admin/articles/article/?q=budget+bridge",
        "admin, comments": "/admin/comments/comment/?status=all",
        "admin, comment search": "/admin/comments/comment/?status=all&q=budget+bridge",
        "admin, moderation queue": "/admin/comments/comment/",
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
