from datetime import timedelta

from django_tasks import task

from .models import Job
from .periodic import every

KEPT_IF_SUCCESSFUL = timedelta(days=1)
KEPT_IF_DEAD = timedelta(days=30)  # also because mails that found nobody name somebody


@every(hours=1)
@task(priority=-50)
def trim_finished():
    """Without an end to it, the table of jobs would only ever grow."""
    return Job.objects.successful().trim(KEPT_IF_SUCCESSFUL) + Job.objects.dead().trim(KEPT_IF_DEAD)
