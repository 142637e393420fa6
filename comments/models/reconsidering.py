from django.db import transaction

from comments import judging, moderation
from comments.trust import ABOUT_PROOF, ASKED

from .deciding import LIFTED, Overtaken


class Reconsidering:
    """The verbs by which something that was found out later decides about a Comment that waits."""

    @transaction.atomic
    def confirm(self, proven_at, policy):
        """Its sender has confirmed the address; returns the Decision if that decided, or None.

        `proven_at` is None when that was in another browser than the one that sent it: then it
        enters the queue, but nothing is believed of the browser that sent it.
        """
        self._lock()
        self.awaits_proof_until, self.proven_at = None, proven_at
        self._save_reasons("awaits_proof_until", "proven_at")
        return self.reconsider(ABOUT_PROOF, policy) if proven_at else None

    @transaction.atomic
    def drop_if_unproven(self):
        """Remove it, unless its address was proven or somebody decided at the last moment.

        Whether it went.
        """
        self._lock()
        if self.status != self.Status.PENDING or self.awaits_proof_until is None:
            return False
        self.remove()
        return True

    @transaction.atomic
    def reconsider(self, settled, policy, found=()):
        """Ask the rules again: reasons whose code is in `settled` are over, `found` come to them.

        What else was found when it was sent stays, since some of that is known only then. Returns
        the Decision if that decided, or None. What a moderator has looked at is the moderator's.
        """
        self._lock()
        self.refresh_from_db(fields=["reasons"])
        if self.status != self.Status.PENDING or self.decided_at:
            return None
        kept = [reason for reason in self.reasons if reason["code"] not in settled]
        codes = {reason["code"] for reason in kept}
        fresh = [*found, *moderation.reasons_to_hold(self, policy)]
        fresh = [reason for reason in fresh if reason.code not in codes]
        self.reasons = kept + [reason.as_json() for reason in fresh]
        self._save_reasons()
        status = moderation.status_for(fresh) if fresh or not kept else moderation.PENDING
        if status == moderation.PENDING:
            return None
        return self._decide(status, None, reason=fresh[0].code if fresh else "rules")

    @transaction.atomic
    def judge(self, code, judge, score, policy):
        """A judge who was asked has answered; returns the Decision if that decided, or None.

        One that appeared meanwhile goes, unless a moderator has decided about it.
        """
        reason = judging.reason_of(code, judge, score, self, policy)
        self._lock()
        if not (self.is_approved and reason):
            return self.reconsider({ASKED}, policy, [reason] if reason else [])
        if self.decisions.filter(by__isnull=False).exists():
            return None
        self.refresh_from_db(fields=["reasons"])
        self.reasons = [*self.reasons, reason.as_json()]
        self._save_reasons()
        return self._decide(reason.status, None, reason=code)

    @transaction.atomic
    def lift(self, code, by):
        """`by` takes back what the rule with this code held, as if it had not spoken.

        Returns the Decision if nothing else holds the comment, which is approved and keeps its
        reason, so that undoing this leaves it as it was; None if others hold it too: it waits on
        without this reason. Raises Overtaken where it does not wait for that rule any more, or
        somebody has looked at it.
        """
        self._lock()
        kept = [reason for reason in self.reasons if reason["code"] != code]
        is_over = self.queue_status != self.Status.PENDING or len(kept) == len(self.reasons)
        if is_over or self.decided_at:
            raise Overtaken(self)
        if not kept:
            return self.approve(by, reason=LIFTED + code)
        self.reasons = kept
        self._save_reasons()
        return None

    def has_approved_before(self):
        """Whether another comment with the same address was approved."""
        others = type(self).objects.sent_by(self.email_key).approved()
        return others.exclude(pk=self.pk).exists()
