"""Files that programs ask for by fixed names: robots.txt, favicon, web manifest, security.txt."""

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .metadata import absolute

PAPER = "#fffefb"  # as in static/css: what is seen before the page is


@require_safe
def robots(request):
    sitemaps = [absolute(reverse(f"articles:{name}")) for name in ("sitemap", "news_sitemap")]
    return render(
        request, "robots.txt", {"sitemaps": sitemaps}, content_type="text/plain; charset=utf-8"
    )


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request):
    """For programs that look here without reading a page; pages name the icons themselves."""
    return HttpResponse(_icon(), content_type="image/x-icon")


@cache
def _icon():
    with open(finders.find("icons/favicon.ico"), "rb") as file:
        return file.read()


@require_safe
@cache_control(public=True, max_age=3_600)
def manifest(request):
    sizes = [(size, purpose) for size in (192, 512) for purpose in ("any", "maskable")]
    return JsonResponse(
        {
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "description": settings.SITE_TAGLINE,
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {
                    "src": static(f"icons/icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size, purpose in sizes
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def security(request):
    """Where to report a hole; only if the site has told an address. Source: RFC 9116"""
    if not settings.SITE_EMAIL:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires += timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.SITE_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {absolute(request.path)}",
        f"Preferred-Languages: {', '.join(dict.fromkeys([get_language(), 'en']))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
