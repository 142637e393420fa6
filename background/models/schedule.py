from django.db import models
from django.utils import timezone


class Schedule(models.Model):
    """When a periodic task is due next; one row for all workers, kept through restarts."""

    task_path = models.CharField(primary_key=True, max_length=200, editable=False)
    next_at = models.DateTimeField()
    last_job = models.UUIDField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.task_path

    def is_due(self, interval):
        now = timezone.now()
        # Further away than one interval: the clock was set back since.
        return self.next_at <= now or self.next_at > now + interval
