"""Work of the whole site that can wait, or comes again and again."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks import task

from background.periodic import every
from background.retries import Retry
from pagecache.front import LATE_PAGES, Front
from pagecache.models import Purge


@every(hours=1)
@task(priority=-50)
def trim():
    """Old purges and ended sessions, of which there would only ever be more."""
    Purge.objects.trim()
    SessionStore.clear_expired()


@task(retry=Retry(tries=8))
def purge_front(tags):
    Front.at(settings.FRONT_URL).purge(tags)


def enqueue_purge(tags):
    """Purge what stands in front; twice, see pagecache.front."""
    purge_front.enqueue(list(tags))
    purge_front.using(run_after=timezone.now() + LATE_PAGES).enqueue(list(tags))
