"""Who is at work."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now


class LeaseQuerySet(models.QuerySet):
    # The clock of the database counts: those of several machines differ.
    def held(self):
        return self.filter(held_until__gte=Now())

    def expired(self):
        return self.filter(held_until__lt=Now())


class Lease(models.Model):
    """A worker's right to its jobs; it ends by itself when the worker stops renewing it."""

    id = models.CharField(primary_key=True, max_length=100, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    held_until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.id

    @classmethod
    def renew(cls, worker_id, seconds):
        """Hold on for so many seconds; also after others have thought this worker dead."""
        until = Now() + timedelta(seconds=seconds)
        cls.objects.update_or_create(id=worker_id, defaults={"held_until": until})
