"""How background work is doing, for the admin, the console and the metrics."""

from django.utils import timezone

from .models import Job, Lease


def oldest_waiting_seconds():
    """How long the oldest job that could run has waited; 0.0 if none waits."""
    since = Job.objects.waiting_since()
    return max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0


def status():
    """Numbers of jobs by what they do, of workers, and the age of the oldest waiting job."""
    return {
        "waiting": Job.objects.ready().count(),
        "oldest_waiting_seconds": oldest_waiting_seconds(),
        "deferred": Job.objects.deferred().count(),
        "running": Job.objects.running().count(),
        "dead": Job.objects.dead().count(),
        "workers": Lease.objects.held().count(),
    }
