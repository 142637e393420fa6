"""Pages that are one person's: not kept, not found, and their addresses not passed on."""

from functools import wraps

from django.conf import settings
from django.core import signing
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from comments.models import AddressSession
from comments.models.address_session import LASTS

_signer = signing.Signer(salt="comments.mine")


def private(view):
    """For a page whose address, or whose cookie, is a key."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(wrapper)


def owner_only(view):
    """Hand the view `email_key`, the address that this browser may see; others go to the form."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        session = session_of(request)
        if session is None:
            return redirect("comments:mine")
        return view(request, session.email_key, *args, **kwargs)

    return wrapper


def session_of(request):
    """The AddressSession that the cookie of this request opens, or None."""
    try:
        token = _signer.unsign(request.COOKIES.get(_cookie_name(), ""))
    except signing.BadSignature:
        return None
    return AddressSession.objects.of(token)


def begin_session(response, email_key):
    response.set_cookie(
        _cookie_name(),
        _signer.sign(AddressSession.objects.open(email_key)),
        max_age=int(LASTS.total_seconds()),
        path=reverse("comments:mine"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def end_session(request, response):
    session = session_of(request)
    if session:
        session.delete()
    response.delete_cookie(_cookie_name(), path=reverse("comments:mine"), samesite="Strict")


def _cookie_name():
    # "__Host-" would want the path "/"; this cookie goes to "my comments" alone.
    return "__Secure-mine" if settings.SESSION_COOKIE_SECURE else "mine"
