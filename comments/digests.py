"""What moderators are mailed: how much waits, since when, and where to decide about it.

Nothing that a stranger wrote stands in it, and its links only open pages that ask.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from background import mail

from .models import Comment, Decision, Digest, Report

# More than so many are not counted; "1000 or more" says enough.
COUNTED = 1000
# An older one waits already for those who are mailed at once.
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """What waits at one moment."""

    pending: int
    reported: int
    oldest: datetime | None
    newest: datetime | None

    @classmethod
    def now(cls):
        waiting, reported = Comment.objects.waiting(), Comment.objects.reported()
        oldest, newest = (
            waiting.in_time(newest_first).values_list("created_at", flat=True).first()
            for newest_first in (False, True)
        )
        newest = max(filter(None, [newest, *_came_back()]), default=None)
        return cls(waiting[:COUNTED].count(), reported[:COUNTED].count(), oldest, newest)

    @property
    def is_nothing(self):
        return not (self.pending or self.reported)

    @property
    def pending_is_cut(self):
        return self.pending == COUNTED


def send_due(now=None):
    """Mail everybody whose time has come; returns how many. One small query when nobody's has."""
    now = now or timezone.now()
    wanted = Digest.objects.exclude(often=Digest.Often.NEVER).select_related("user")
    due = [digest for digest in wanted if digest.is_due(now)]
    if not due:
        return 0
    waiting = Waiting.now()
    return sum(_send(digest.pk, waiting, now) for digest in due)


@transaction.atomic
def _send(digest_id, waiting, now):
    """Whether a mail went; another worker may have been faster."""
    rows = Digest.objects.select_related("user").select_for_update(of=("self",))
    digest = rows.get(pk=digest_id)
    if not digest.is_due(now) or not _says_something(digest, waiting):
        return False
    digest.sent_at = now
    digest.save(update_fields=["sent_at"])
    user = digest.user
    if not (user.email and user.is_active and user.has_perm("comments.moderate_comment")):
        return False
    mail.send(user.email, _subject(waiting), _text(waiting, now))
    return True


def _came_back():
    """When readers last reported a comment, and when one last came back to the queue by a rule."""
    lately = Decision.objects.filter(by=None, to_status="pending", at__gt=timezone.now() - DAY)
    yield Report.objects.open().order_by("-created_at").values_list("created_at", flat=True).first()
    yield lately.newest_first().values_list("at", flat=True).first()


def _says_something(digest, waiting):
    """ "At once" is about what is new, the others about what waits."""
    if waiting.is_nothing:
        return False
    if digest.often != Digest.Often.AT_ONCE:
        return True
    return bool(waiting.newest and waiting.newest > digest.sent_at)


def _subject(waiting):
    number = f"{waiting.pending}+" if waiting.pending_is_cut else waiting.pending
    words = ngettext("%(n)s comment waits", "%(n)s comments wait", waiting.pending)
    if not number:
        number = waiting.reported
        words = ngettext("%(n)s comment was reported", "%(n)s comments were reported", number)
    return f"{settings.SITE_NAME}: {words % {'n': number}}"


def _text(waiting, now):
    queue = settings.SITE_URL + reverse("admin:comments_comment_changelist")
    context = {
        "waiting": waiting,
        "now": now,
        "queue": queue,
        "settings": settings.SITE_URL + reverse("admin:comments_comment_digest"),
    }
    return render_to_string("comments/digest.txt", context)
