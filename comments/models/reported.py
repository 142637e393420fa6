from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext_lazy, ngettext

from comments.reason import Reason, named

REPORTS = named("reports", gettext_lazy("reports"))
# What becomes of its open reports when somebody decides so about a comment.
SETTLED_AS = {"approved": "dismissed", "rejected": "upheld", "spam": "upheld"}


class Reported:
    """The verbs of a Comment about what readers report of it."""

    # Whether there are open reports; known once the row is locked.
    is_reported = False

    def keep(self, by, answer="", **made_upon):
        """Let it stand, or stand again: its open reports are dismissed with `answer`.

        Returns the row of the log, None if there was nothing to decide.
        """
        return self._decide(self.Status.APPROVED, by, answer=answer, **made_upon)

    def take_down(self, by, answer="", **made_upon):
        """Reject it: its open reports are upheld with `answer`. Returns the row of the log."""
        made_upon = {"reason": REPORTS, **made_upon}
        return self._decide(self.Status.REJECTED, by, answer=answer, **made_upon)

    def take_public(self):
        """Lock it as it is now; DoesNotExist if it is not public any more."""
        self._lock()
        shown = type(self).objects.public().values_list("edited_at", flat=True)
        self.edited_at = shown.get(pk=self.pk)

    @transaction.atomic
    def hold_if_reported(self, policy):
        """Back to the queue when enough people have reported it; the row of the log or None.

        Not after a moderator has read reports of it, as its words are now, and let it stand:
        else a crowd could take down what it dislikes again and again.
        """
        if not policy.reports_to_hold or self._has_been_kept():
            return None
        people = self.reports.open().people()
        if people < policy.reports_to_hold:
            return None
        said = ngettext("%(n)d reader has reported it.", "%(n)d readers have reported it.", people)
        self.reasons = [Reason(REPORTS, said % {"n": people}).as_json()]
        self._save_reasons()
        return self.hold(None, reason=REPORTS)

    def _has_been_kept(self):
        """Whether somebody let it stand, with its words of now, after it was first reported."""
        kept = self.reports.read_and_dismissed()
        reported = self.reports.order_by("created_at").values("created_at")[:1]
        approved = self.decisions.filter(by__isnull=False, to_status=self.Status.APPROVED)
        approved = approved.filter(at__gt=Subquery(reported))
        if self.edited_at:
            kept = kept.filter(settled_at__gt=self.edited_at)
            approved = approved.filter(at__gt=self.edited_at)
        return kept.exists() or approved.exists()

    def _settle_reports(self, by, decision, answer=""):
        """A person's decision settles what is open; a rule's does not, and the queue neither."""
        if by and self.is_reported and self.status in SETTLED_AS:
            self.reports.settle(SETTLED_AS[self.status], by, decision, answer)
