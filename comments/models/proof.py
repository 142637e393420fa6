from datetime import timedelta

from django.db import models
from django.utils import timezone

from comments.keys import KEY_LENGTH

# Browsers keep no cookie longer.
LASTS = timedelta(days=400)


class ProofManager(models.Manager):
    def of(self, browser):
        """The proofs that this browser, named by its key, has given and that are still good."""
        return self.filter(browser=browser, proven_at__gt=timezone.now() - LASTS)

    def put(self, browser, key):
        now = timezone.now()
        self.update_or_create(browser=browser, email_key=key, defaults={"proven_at": now})

    def forget(self, key):
        """No browser has proven this address (an email_key) any more."""
        self.filter(email_key=key).delete()

    def trim(self):
        return self.filter(proven_at__lt=timezone.now() - LASTS).delete()[0]


class Proof(models.Model):
    """Somebody who reads the mail of an address has confirmed it in this browser.

    `browser` is the hash of what that browser's cookie holds: what is written here opens nothing.
    """

    browser = models.CharField(max_length=64)
    email_key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    proven_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ProofManager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["browser", "email_key"], name="proof_once"),
        ]

    def __str__(self):
        return f"proven {self.proven_at}"
