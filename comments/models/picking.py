from django.db import transaction
from django.utils import timezone

import pagecache
from articles.showing import article_tag


class Picking:
    """The verbs by which editors pick a Comment out, and put it back among the others.

    Each returns the row of the log, a Decision, or None when there was nothing to change.
    """

    def pick(self, by):
        """Mark it as an editors' pick; only what readers see can be one."""
        return self._mark(by, timezone.now(), "pick")

    def unpick(self, by):
        return self._mark(by, None, "unpick")

    @transaction.atomic
    def _mark(self, by, picked_at, reason):
        self._lock()
        if not self.is_approved or bool(self.picked_at) == bool(picked_at):
            return None
        self._set_pick(picked_at)
        return self._log(self.status, by, reason=reason)

    def _set_pick(self, picked_at):
        if self.picked_at != picked_at:
            self.picked_at = picked_at
            self.save(update_fields=["picked_at"])
            pagecache.purge(article_tag(self.article_id))
