from django.db import transaction
from django.db.models import F
from django.utils import timezone

import pagecache
from articles.models import Article
from articles.showing import COUNTS, article_tag
from comments.places import places_above


class Deciding:
    """The verbs that move a Comment from one status to another, and the count that follows.

    Each returns the row of the log, a Decision, or None when there was nothing to change. `by` is
    who decided, None for a rule.
    """

    def approve(self, by, reason="", note=""):
        return self._decide(self.Status.APPROVED, by, reason, note)

    def reject(self, by, reason="", note=""):
        return self._decide(self.Status.REJECTED, by, reason, note)

    def mark_spam(self, by, reason="", note=""):
        return self._decide(self.Status.SPAM, by, reason, note)

    def hold(self, by, reason="", note=""):
        """Back to the queue."""
        return self._decide(self.Status.PENDING, by, reason, note)

    @transaction.atomic
    def remove(self):
        """Delete for good; its decisions stay in the log without it.

        Raises RestrictedError while replies stand below it.
        """
        self._lock()
        if self.is_approved:
            self._count(-1)
        self.delete()

    @transaction.atomic
    def _decide(self, status, by, reason, note):
        self._lock()
        before = self.status
        if before == status:
            return None
        self.status, self.decided_at = status, timezone.now()
        self.save(update_fields=["status", "decided_at"])
        if self.Status.APPROVED in (before, status):
            self._count(1 if self.is_approved else -1)
        return self._log(before, by, reason, note)

    def _lock(self):
        """Take the row as it is now.

        The article comes first everywhere, so that nobody waits in a circle; the keys stay free
        for replies that come in meanwhile.
        """
        Article.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.article_id)
        rows = type(self).objects.select_for_update(no_key=True)
        self.refresh_from_db(fields=["status", "decided_at"], from_queryset=rows)

    def _count(self, step):
        """Add `step` to the approved comments of the article and of each comment above this."""
        articles = Article.objects.filter(pk=self.article_id)
        articles.update(comment_count=F("comment_count") + step)
        pagecache.purge(article_tag(self.article_id), gone=step < 0)
        pagecache.purge(COUNTS)
        if self.depth:
            above = type(self).objects.filter(
                article=self.article_id, place__in=places_above(bytes(self.place))
            )
            above.update(reply_count=F("reply_count") + step)

    def _log(self, from_status, by, reason, note=""):
        return self.decisions.create(
            by=by, from_status=from_status, to_status=self.status, reason=reason, note=note
        )
