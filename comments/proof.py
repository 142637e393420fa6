"""Which e-mail addresses the reader before this browser has shown to be theirs.

Trust is a proven address in the same browser and nothing else: a name and an address can be typed
by anybody. The cookie holds a random number, signed, which says nothing about anybody; which
addresses it stands for is kept here, so that a proof can be taken back and an address be erased.
Only posts and private pages look at it: reading pages are kept for everybody, and are the same
with it. It has no say in what a person may do in the admin.
"""

import hashlib
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.core import signing

from .keys import new_token
from .models.proof import LASTS, Proof

# As long as a mailed link is good; nobody is followed for longer who proves nothing.
UNTIL_PROVEN = timedelta(hours=48)

_signer = signing.Signer(salt="comments.proof")


def proven_keys(request):
    """The address keys (see keys.email_key) that this browser has proven, as a frozenset."""
    return Browser(request).proven_keys


class Browser:
    """The browser that a request comes from: the one its cookie names, a new one without it."""

    def __init__(self, request):
        self._token = _token_in(request)
        self.is_new = self._token is None
        if self.is_new:
            self._token = new_token()

    @cached_property
    def key(self):
        """What it is called in the database (str)."""
        return hashlib.sha256(self._token.encode()).hexdigest()

    @cached_property
    def proven_keys(self):
        if self.is_new:
            return frozenset()
        return frozenset(Proof.objects.of(self.key).values_list("email_key", flat=True))

    def prove(self, email_key):
        """From now on it has proven this address. The response must carry keep_on()."""
        Proof.objects.put(self.key, email_key)
        self.__dict__.pop("proven_keys", None)
        self.is_new = False

    def keep_on(self, response):
        """Let the browser keep what it is called: long, once it has proven something."""
        lasts = LASTS if self.proven_keys else UNTIL_PROVEN
        response.set_cookie(
            cookie_name(),
            _signer.sign(self._token),
            max_age=int(lasts.total_seconds()),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def cookie_name():
    # The prefix makes the browser refuse a cookie set by a neighbouring subdomain.
    return "__Host-reader" if settings.SESSION_COOKIE_SECURE else "reader"


def _token_in(request):
    try:
        return _signer.unsign(request.COOKIES.get(cookie_name(), ""))
    except signing.BadSignature:
        return None
