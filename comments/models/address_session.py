import hashlib
from datetime import timedelta

from django.db import models
from django.utils import timezone

from comments.keys import KEY_LENGTH, new_token

LASTS = timedelta(hours=2)


class AddressSessionManager(models.Manager):
    def open(self, email_key):
        """The token (str) of a new session, for the browser's cookie and nowhere else."""
        token = new_token()
        expires_at = timezone.now() + LASTS
        self.create(digest=_digest(token), email_key=email_key, expires_at=expires_at)
        return token

    def of(self, token):
        """The session that this token opens, or None."""
        found = self.filter(digest=_digest(token), expires_at__gt=timezone.now())
        return found.first()

    def trim(self):
        return self.filter(expires_at__lte=timezone.now()).delete()[0]


class AddressSession(models.Model):
    """That a browser may see and change the comments of one address, for a while.

    It opens nothing else: it is no log-in. The token itself is not here.
    """

    digest = models.BinaryField(max_length=32, unique=True)
    email_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = AddressSessionManager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"until {self.expires_at}"


def _digest(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
