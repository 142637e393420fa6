import hashlib
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from accounts.network import end_site_of
from comments.keys import KEY_LENGTH, email_key, new_token
from comments.limits import take_turns_as

DAY = timedelta(days=1)
# Mails of one purpose a day: to one address on behalf of one network, or of one browser that has
# proven the address; to one address whoever asks; on behalf of one network to all addresses.
FROM_ONE, TO_ONE, FOR_ONE_NETWORK = 3, 10, 20
# How long a link that is good no more is still counted by the limits.
COUNTED = timedelta(days=2)


class MailedEnough(Exception):  # noqa: N818 (what is so, not what broke)
    """This address, or this network, has been the cause of enough mails for one day."""


class MailedLinkManager(models.Manager):
    """Links that are mailed to an address: who comes with the token reads that address's mail."""

    @transaction.atomic
    def make(self, purpose, email, *, valid_for, browser="", network="", is_owner=False):
        """The token (str) of a new link, to be mailed to `email` and written nowhere else.

        `purpose` is a short word of yours; the link is good for nothing else, for so long (a
        timedelta), and once. `network` is that of who asked (accounts.network.network_of),
        `is_owner` says that `browser` has proven the address before. Raises MailedEnough when
        enough mails went today: strangers neither fill a mailbox nor use up what its owner asks.
        """
        key, now = email_key(email), timezone.now()
        network = end_site_of(network)
        take_turns_as(network, key)
        today = self.filter(purpose=purpose, created_at__gt=now - DAY)
        to_it = today.filter(email_key=key)
        if is_owner:
            is_enough = _reaches(to_it.filter(browser=browser), FROM_ONE)
        else:
            is_enough = (
                _reaches(to_it.filter(network=network), FROM_ONE)
                or _reaches(to_it, TO_ONE)
                or (network and _reaches(today.filter(network=network), FOR_ONE_NETWORK))
            )
        if is_enough:
            raise MailedEnough
        token = new_token()
        self.create(
            purpose=purpose,
            email=email,
            email_key=key,
            digest=_digest(token),
            browser=browser,
            network=network,
            created_at=now,
            expires_at=now + valid_for,
        )
        return token

    def good(self, purpose):
        """Links of this purpose that are neither used nor expired."""
        now = timezone.now()
        return self.filter(purpose=purpose, used_at=None, expires_at__gt=now)

    def look_at(self, purpose, token):
        """The good link of this token, untouched, or None: wrong, used and old ones are alike."""
        return self.good(purpose).filter(digest=_digest(token)).first()

    @transaction.atomic
    def use(self, purpose, token):
        """The same, and from now on it is used: of two at the same moment one gets None."""
        links = self.good(purpose).select_for_update(no_key=True)
        link = links.filter(digest=_digest(token)).first()
        if link:
            link.used_at = timezone.now()
            link.save(update_fields=["used_at"])
        return link

    def forget(self, key):
        """Erase what is kept of an address, by its email_key; its links are good no more."""
        self.filter(email_key=key).delete()

    def trim(self):
        return self.filter(expires_at__lt=timezone.now() - COUNTED).delete()[0]


class MailedLink(models.Model):
    """One link that was mailed. The token itself is not here: nobody who reads this can use it.

    `browser` is the key of the browser that asked for it (see comments.proof), empty if it does
    not matter.
    """

    purpose = models.CharField(max_length=20)
    email = models.EmailField()
    email_key = models.CharField(max_length=KEY_LENGTH)
    digest = models.BinaryField(max_length=32, unique=True)
    browser = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=43, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = MailedLinkManager()

    class Meta:
        default_permissions = ()  # nobody works with these rows
        indexes = [
            models.Index(fields=["email_key", "created_at"], name="mailed_link_by_email"),
            models.Index(fields=["network", "created_at"], name="mailed_link_by_network"),
        ]

    def __str__(self):
        return f"{self.purpose} until {self.expires_at}"


def _digest(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _reaches(links, at_most):
    return links[at_most - 1 : at_most].exists()
