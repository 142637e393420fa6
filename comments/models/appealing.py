from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.characters import neutralise
from comments.reason import named

APPEAL = named("appeal", gettext_lazy("its author objects"))


class TooLate(Exception):  # noqa: N818 (what is so, not what broke)
    """The comment cannot be changed by its author any more."""


class Appealing:
    """What the author of a Comment is told about it, and the verb to object to its rejection."""

    @property
    def told_status(self):
        """The status as its sender is told it: who sends spam learns nothing."""
        return self.Status.PENDING if self.status == self.Status.SPAM else self.status

    @property
    def is_appealed(self):
        """Whether it waits because its author objects."""
        waits = self.status == self.Status.PENDING
        return waits and any(reason["code"] == APPEAL for reason in self.reasons)

    @property
    def was_upheld(self):
        """Whether its rejection is the answer to an objection."""
        last = self._last_decision
        is_answer = last and any(one.answer_id == last.pk for one in self.appeals.all())
        return bool(is_answer) and self.status == self.Status.REJECTED

    @property
    def reader_text(self):
        """What the newsroom says about its rejection (str), "" if nothing; read from the log."""
        if self.status != self.Status.REJECTED:
            return ""
        last = self._last_decision
        return last.reader_text if last else ""

    @property
    def may_be_appealed(self):
        """Whether its author may object: once to each rejection, not to the answer to that."""
        return self.status == self.Status.REJECTED and self._rejection() is not None

    @transaction.atomic
    def appeal(self, text):
        """Object to its rejection: back to the queue, marked. Returns the Appeal.

        Raises TooLate when it is not rejected, or has been objected to.
        """
        self._lock()
        rejection = self._rejection() if self.status == self.Status.REJECTED else None
        if rejection is None:
            raise TooLate
        appeal = self.appeals.create(rejection=rejection, text=text)
        objects = _("Its author objects: %(text)s") % {"text": neutralise(text)}
        self.reasons = [{"code": APPEAL, "text": objects}]
        self._save_reasons()
        self._decide(self.Status.PENDING, None, None, reason=APPEAL)
        return appeal

    def _rejection(self):
        """The decision that rejected it, if nobody has objected to it; read from the log."""
        last = self._last_decision
        if last is None or last.to_status != self.Status.REJECTED:
            return None
        touched = {key for one in self.appeals.all() for key in (one.rejection_id, one.answer_id)}
        return None if last.pk in touched else last

    @property
    def _last_decision(self):
        # Without a query of its own where a page has fetched all of them.
        return next(iter(self.decisions.all()), None)
