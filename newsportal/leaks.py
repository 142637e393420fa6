"""A look round the site as a stranger, for anything that is not public.

Pages are asked through the door, in this process, so no server is needed. What is looked for: the
address, the words and the pictures of articles that are not public, and the words of comments that
are not.
"""

import html
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve, reverse

from articles.metadata import summary
from articles.models import Article, ArticleImage
from comments.models import Comment

SEEDS = ["/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/404/"]
# The newest so many: each of their words is looked for on each page.
MOST_SECRETS = 500
# Forms under single comments are all alike.
MOST_OF_A_KIND, MANY_OF_A_KIND = 30, "comments:"
# A shorter text may stand somewhere by chance.
SHORTEST = 16
_ADDRESS = re.compile(r"""(?:https?://[^\s"'<>\\)]+)|(?<=["'=\s>(,])/(?!/)[^\s"'<>\\),]*""")
_TURNING = re.compile(r"(?:after|before)=[\w.-]+")
_TEXT = ("text/", "application/xml", "application/rss", "application/atom", "json")


@dataclass
class Secret:
    """Something that is not public; `name` says what, `ask` are addresses that must not answer."""

    name: str
    article: int = 0
    words: list = field(default_factory=list)
    paths: set = field(default_factory=set)
    ask: list = field(default_factory=list)


def secrets():
    """Everything that must not be seen, the newest first."""
    public = Article.objects.published()
    hidden = Article.objects.exclude(pk__in=public.values("pk")).newest_on_desk()
    hidden = list(hidden.prefetch_related("former_slugs", "article_images__image")[:MOST_SECRETS])
    shown = _pictures_of(public)
    found = [_secret(article, shown) for article in hidden]
    known = public.filter(headline__in=[article.headline for article in hidden])
    spoken = set(known.values_list("headline", flat=True))
    for secret in found:
        secret.words = [text for text in secret.words if text not in spoken]
    return found + [_comment(comment) for comment in _hidden_comments()]


def _secret(article, shown):
    slugs = [article.slug, *(former.slug for former in article.former_slugs.all())]
    pictures = [row.image for row in article.article_images.all()]
    pictures += [article.lead_image] if article.lead_image_id else []
    files = {path for image in pictures if image.pk not in shown for path in image.paths}
    words = [article.headline, article.standfirst[:80], summary(article)[:80]]
    return Secret(
        name=f"article {article.pk} ({article.status}) “{article.headline}”",
        article=article.pk,
        words=[_plain(text) for text in words if len(_plain(text)) >= SHORTEST],
        paths={f"/{slug}/" for slug in slugs} | {f"{settings.MEDIA_URL}{path}" for path in files},
        ask=[
            *(reverse("articles:article", args=[slug]) for slug in slugs),
            reverse("articles:report_error", args=[article.pk]),
            reverse("articles:preview", args=[article.pk]),
            reverse("comments:write", args=[article.pk]),
            reverse("comments:article_feed", args=[article.pk]),
        ],
    )


def _pictures_of(articles):
    """Numbers of the pictures that public articles show, of those that hidden ones have too."""
    led = articles.filter(lead_image__isnull=False).values_list("lead_image", flat=True)
    rows = ArticleImage.objects.filter(article__in=articles).values_list("image", flat=True)
    return {*led, *rows}


def _hidden_comments():
    public = Comment.objects.public()
    hidden = Comment.objects.exclude(pk__in=public.values("pk")).exclude(Q(text=""))
    return hidden.order_by("-pk")[:MOST_SECRETS]


def _comment(comment):
    text = _plain(comment.text.split("\n")[0])[:80]
    spoken = Comment.objects.public().filter(text__startswith=comment.text[:80]).exists()
    words = [text] if len(text) >= SHORTEST and not spoken else []
    return Secret(name=f"comment {comment.pk} ({comment.status})", words=words)


def look_round(ask, found, most=20_000, seen=lambda done: None):
    """Yield (address, Secret) for each page that shows one; `ask` gives (status, type, text)."""
    for secret in found:
        for address in secret.ask:
            status, _kind, _text = ask(address)
            if status == 200:
                yield address, secret
    waiting = deque([*SEEDS, *(address for secret in found for address in secret.ask)])
    known, kinds = set(waiting), Counter()
    done = 0
    while waiting and done < most:
        address = waiting.popleft()
        _status, kind, text = ask(address)
        done += 1
        seen(done)
        if not any(word in kind for word in _TEXT):
            continue
        links = set(_addresses(text))
        yield from ((address, secret) for secret in _shown(text, links, found, address))
        for link in sorted(links - known):
            if _is_worth_a_look(link, kinds):
                known.add(link)
                waiting.append(link)


def _shown(text, links, found, address):
    plain = _plain(html.unescape(text))
    paths = {unquote(link.split("?")[0]) for link in links}
    # A page that says of itself where it is tells nothing.
    paths -= {unquote(address.split("?")[0])}
    for secret in found:
        if secret.paths & paths or any(words in plain for words in secret.words):
            yield secret


def _addresses(text):
    """Paths of this site that stand in the text of an answer, with what turns pages."""
    for match in _ADDRESS.findall(html.unescape(text)):
        try:
            parts = urlsplit(match)
        except ValueError:
            continue
        if parts.netloc and f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
            continue
        query = _TURNING.fullmatch(parts.query)
        yield (parts.path or "/") + (f"?{query[0]}" if query else "")


def _is_worth_a_look(link, kinds):
    path = link.split("?")[0]
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL, "/admin/")):
        return False
    try:
        name = resolve(unquote(path)).view_name
    except Resolver404:
        return False
    kinds[name] += 1
    return not name.startswith(MANY_OF_A_KIND) or kinds[name] <= MOST_OF_A_KIND


def _plain(text):
    return " ".join(text.split())


def through_the_door(application):
    """The function `ask` of look_round() for a WSGI application."""
    site = urlsplit(settings.SITE_URL)

    def ask(address):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path, errors="replace").encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        answer = {}

        def start_response(status, headers, exc_info=None):
            answer["status"] = int(status.split()[0])
            answer["type"] = dict(headers).get("Content-Type", "")

        body = application(environ, start_response)
        try:
            text = b"".join(body).decode("utf-8", "replace")
        finally:
            getattr(body, "close", lambda: None)()
        return answer["status"], answer["type"], text

    return ask
