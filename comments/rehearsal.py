"""What a changed policy would have made of the comments of the last days.

Only the rules that read nothing but the policy and the comment are asked (moderation.REHEARSED):
how fast a form was sent is not stored, and blocks and proofs are not those of that day.
"""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from . import moderation
from .models import Comment

DAYS = 30
MOST = 5_000  # comments, the newest
LONGEST = 10  # seconds, in case all of them are long
LISTED = 100


@dataclass
class Change:
    """A comment that the policies see differently; its `reasons` are those of the changed one."""

    comment: Comment
    before: list
    after: list

    @property
    def statuses(self):
        return tuple(Comment.Status(moderation.status_for(r)) for r in (self.before, self.after))


@dataclass
class Rehearsal:
    seen: int = 0
    held: int = 0
    held_before: int = 0
    spam: int = 0
    changed: int = 0
    is_cut: bool = False
    changes: list = field(default_factory=list)
    days = DAYS

    def note(self, comment, before, after):
        self.seen += 1
        self.held += bool(after)
        self.held_before += bool(before)
        self.spam += moderation.status_for(after) == moderation.SPAM
        if before != after:
            self.changed += 1
            if len(self.changes) < LISTED:
                comment.reasons = [reason.as_json() for reason in after]
                self.changes.append(Change(comment, before, after))


def rehearse(changed, saved):
    """Ask both policies about readers' comments; nothing is written."""
    result, ends = Rehearsal(), time.monotonic() + LONGEST
    for comment in _comments()[: MOST + 1].iterator(chunk_size=500):
        if result.seen == MOST or time.monotonic() > ends:
            result.is_cut = True
            break
        before = moderation.ask(moderation.REHEARSED, comment, saved)
        after = moderation.ask(moderation.REHEARSED, comment, changed)
        result.note(comment, before, after)
    return result


def _comments():
    recent = Comment.objects.since(timezone.now() - timedelta(days=DAYS)).filter(user=None)
    return recent.select_related("article").order_by("-created_at", "-id").only(
        "text", "html", "name", "email", "ip_address", "user_agent", "created_at", "user_id",
        "spam_score", "status", "article__comments_policy", "article__headline", "article__slug",
    )  # fmt: skip
