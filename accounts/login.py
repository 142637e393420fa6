"""How often log-in may be tried, counted in the database for all processes and machines alike.

Guessing costs the guesser, not the person guessed at: who comes from an address that this user
has logged in from is counted apart from everybody else.
"""

import logging
import unicodedata
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import KnownAddress, TryCount
from .network import client_address, logged_network, network_of

WINDOW = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=180)

logger = logging.getLogger(__name__)


class Limit(NamedTuple):
    reason: str
    key: str
    tries: int


class Try:
    """One attempt of a request to log in as `username`, which need not exist."""

    def __init__(self, request, username):
        self.address = client_address(request)
        # As Django's form spells it: full-width letters name the same user.
        self.username = unicodedata.normalize("NFKC", username).strip().casefold()

    def refused_until(self):
        """Count this try; the time at which the next one is free if it is one too many, or None.

        The same questions are asked of the database whether the user exists or not.
        """
        for limit in self._limits():
            count = _count(limit.key)
            if count.tries > limit.tries:
                logger.warning(
                    "log-in refused: over %d tries by %s, network %s",
                    limit.tries,
                    limit.reason,
                    logged_network(self.address),
                )
                return count.ends_at
        return None

    def succeeded(self):
        """Remember the address, and forget the tries that it took."""
        now = timezone.now()
        KnownAddress.objects.update_or_create(key=self._known, defaults={"seen_at": now})
        KnownAddress.objects.filter(seen_at__lt=now - KNOWN_FOR).delete()
        TryCount.objects.filter(key__in=[self._known, self._user_and_network]).delete()

    @property
    def _known(self):
        return _key("known", self.username, str(self.address))

    @property
    def _user_and_network(self):
        return _key("user and network", self.username, network_of(self.address))

    def _limits(self):
        if KnownAddress.objects.filter(key=self._known).exists():
            return [Limit("one user from a known address", self._known, 10)]
        # In this order: what is refused by one limit does not use up the next.
        return [
            Limit("one network", _key("network", network_of(self.address)), 100),
            Limit("one user from one network", self._user_and_network, 10),
            Limit("one user from everywhere", _key("user", self.username), 100),
        ]


def _key(*parts):
    return salted_hmac("accounts.login", repr(parts), algorithm="sha256").hexdigest()


def _count(key):
    """The TryCount of the running window, one try richer."""
    now = timezone.now()
    TryCount.objects.filter(ends_at__lte=now).delete()
    with transaction.atomic():
        count, _ = TryCount.objects.select_for_update().get_or_create(
            key=key, defaults={"ends_at": now + WINDOW}
        )
        count.tries += 1
        count.save(update_fields=["tries"])
    return count
