from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody of the newsroom. Readers have no account."""


class TryCount(models.Model):
    """How often log-in was tried in one window of time (see accounts.login).

    `key` is a keyed hash of whom and where: nobody can read a person out of this table.
    """

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()  # nobody works with these rows

    def __str__(self):
        return f"{self.tries} until {self.ends_at}"


class KnownAddress(models.Model):
    """A place from which somebody has logged in; `key` is a keyed hash of both."""

    key = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"seen {self.seen_at}"
