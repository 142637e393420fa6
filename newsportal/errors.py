"""Pages for requests that cannot be answered, from "no such page" to "the database is away"."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from articles.suggestions import suggestions

logger = logging.getLogger(__name__)

RETRY_AFTER = 10  # seconds
PLAIN = "<!doctype html><title>Error</title><h1>Something went wrong</h1><p>Please try again soon."


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "errors/403.html", status=403)


def csrf_failure(request, reason=""):
    return render(request, "errors/403.html", {"forged": True}, status=403)


def page_not_found(request, exception=None):
    """The same page for everything that is not public or not there, with what may be meant."""
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    found = [] if request.path.startswith(files) else suggestions(request.path)
    return render(request, "errors/404.html", {"suggestions": found}, status=404)


def server_error(request):
    """500, or 503 if the failure is that the database cannot be reached or written to.

    Needs no database, no request and no context processor, so that it cannot fail again for the
    reason that brought us here.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(_bare("503"), status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(_bare("500"), status=500)


def _bare(name):
    try:
        context = {"site": settings.SITE_NAME, "stylesheet": _stylesheet()}
        return render_to_string(f"errors/{name}.html", context)
    except Exception:  # the last resort must answer whatever is broken
        logger.exception("The page for errors cannot be made")
        return PLAIN


def _stylesheet():
    try:
        return static("css/base.css")
    except ValueError:  # static files were not collected
        return ""
