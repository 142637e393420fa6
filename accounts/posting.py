"""How a view takes a post that carries no cookie, from a page that is kept for everybody."""

from functools import wraps

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .origin import is_from_here

# Bytes of a post: the longest text with each character percent-encoded, and the other fields.
LARGEST_POST = 300_000


def takes_posts(view):
    """For a view to which a form posts that carries no cookie.

    Django's own check of forgery wants a cookie, and a page that sets one cannot be kept for
    everybody; this asks the browser where the post comes from. What is larger than a form can be
    is not even read.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not is_from_here(request):
            return render(request, "errors/403.html", {"forged": True}, status=403)
        if _size(request) > LARGEST_POST:
            return HttpResponse(_("This is too large for this form."), status=413)
        request.encoding = "utf-8"  # whatever the post calls itself
        return view(request, *args, **kwargs)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def takes_form(form_class, sorry):
    """Decorator: the same for a view with a form. Without a database that can be written to, the
    template `sorry` hands back what was typed.
    """

    def decorate(view):
        @wraps(view)
        def kept(request, *args, **kwargs):
            try:
                response = view(request, *args, **kwargs)
            except (OperationalError, InterfaceError, InternalError):
                if request.method != "POST":
                    raise
                response = _hand_back(request, form_class, sorry)
            # Not "no-store", with which a browser forgets what was typed when somebody goes back.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        return takes_posts(kept)

    return decorate


def _hand_back(request, form_class, sorry):
    """503 with what was typed, made without the database."""
    context = {
        "site": settings.SITE_NAME,
        "stylesheets": [staticfiles_storage.url(f"css/{name}.css") for name in ("base", "forms")],
        "typed": {name: request.POST.get(name, "") for name in (*form_class.base_fields, "token")},
    }
    response = render(request, sorry, context, status=503)
    response["Retry-After"] = 30
    return response


def _size(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
