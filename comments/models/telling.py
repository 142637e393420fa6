from datetime import timedelta

from django.utils import timezone

from .appealing import APPEAL

# A decision may be taken back at once; its sender is told what lasted this long.
SECOND_THOUGHTS = timedelta(minutes=2)


class Telling:
    """What a decision about a Comment means for those who want to know of it."""

    # Whether its sender, or whom it answers, wants mails; known once the row is locked.
    is_wished = False

    def _tell(self, decision):
        """Its sender is told what became of it, and whom it answers that it did."""
        if any(reason["code"] == APPEAL for reason in self.reasons):
            self._answer_appeal(decision)
        if not self.is_wished:
            return
        for wish in type(self).objects.wishes_about(self):
            if wish.comment_id == self.pk:
                wish.become_due(timezone.now() + SECOND_THOUGHTS)
            elif self.is_approved:
                wish.notices.get_or_create(reply=self)

    def _answer_appeal(self, decision):
        if decision.from_status == self.Status.PENDING and not self.is_deleted:
            last = self.appeals.order_by("-id").first()
            if last:
                last.close(decision)
