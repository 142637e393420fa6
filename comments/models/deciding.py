from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

import pagecache
from articles.models import Article
from articles.models.prepared import add
from articles.showing import COUNTS, article_tag
from comments.places import places_above
from comments.showing import COMMENTS

from .reported import Reported
from .telling import Telling

_COUNTED = "UPDATE articles_article SET comment_count = comment_count + %s WHERE id = %s"
# Reason of the decision that takes back another one.
UNDO = "undo"
# Reason of the decision that lets a published comment stand against reports.
KEPT = "kept"
# Before the code of a rule: reason of the decision that takes back what that rule alone held.
LIFTED = "lifted:"


class Overtaken(Exception):
    """Somebody else decided meanwhile, or changed the words; `comment` is as it is now, and was
    left so.
    """

    def __init__(self, comment):
        super().__init__(f"comment {comment.pk} is {comment.status}")
        self.comment = comment


class Deciding(Reported, Telling):
    """The verbs that move a Comment from one status to another, and the count that follows.

    Each returns the row of the log, a Decision, or None when there was nothing to change. `by` is
    who decided, None for a rule. With `expected`, the status that the decision was made upon, and
    `edition`, which of its texts, it raises Overtaken where the comment has another one by now.
    """

    def approve(self, by, reason="", **made_upon):
        return self._decide(self.Status.APPROVED, by, reason=reason, **made_upon)

    def reject(self, by, reason="", **made_upon):
        """`rejection` is a RejectionReason, whose text the reader is told."""
        return self._decide(self.Status.REJECTED, by, reason=reason, **made_upon)

    def mark_spam(self, by, reason="", **made_upon):
        return self._decide(self.Status.SPAM, by, reason=reason, **made_upon)

    def hold(self, by, reason="", **made_upon):
        """Back to the queue."""
        return self._decide(self.Status.PENDING, by, reason=reason, **made_upon)

    @transaction.atomic
    def approve_to_answer(self, by, expected, edition):
        """Approve it if it is not yet, and keep it as it is until the answer is stored.

        Raises Overtaken too where it may not be answered any more.
        """
        if expected != self.Status.APPROVED:
            self.approve(by, expected=expected, edition=edition)
        self._lock()
        if not self.is_approved:
            raise Overtaken(self)

    @transaction.atomic
    def undo(self, decision, by):
        """Back to what the comment was before `decision`, a row of its log.

        None where it has been undone before; raises Overtaken where another one followed it, and
        stands.
        """
        self._lock()
        is_undone = decision.undoes_id or self.decisions.filter(undoes=decision).exists()
        if is_undone or self.is_deleted:
            return None
        if self.decisions.standing().values_list("pk", flat=True).first() != decision.pk:
            raise Overtaken(self)
        decision.reports.reopen()
        if decision.keeps_status:
            return self._undo_mark(decision, by)
        return self._move(decision.from_status, by, reason=UNDO, undoes=decision)

    def _undo_mark(self, decision, by):
        before = {"pick": None, "unpick": decision.at}
        self._set_pick(before.get(decision.reason, self.picked_at))
        return self._log(self.status, by, reason=UNDO, undoes=decision)

    @transaction.atomic
    def remove(self):
        """Delete for good; its decisions stay in the log without it.

        Raises RestrictedError while replies stand below it.
        """
        self._lock()
        if self.is_approved:
            self._count(-1)
        self.reports.settle("upheld")
        self.delete()

    @transaction.atomic
    def _decide(self, status, by, expected=None, edition=None, answer="", **row):
        """`answer` is what those are told who reported the comment."""
        self._lock()
        if self.is_deleted:  # it is empty: nobody brings it back
            return None
        is_kept = by and self.is_reported and self.is_approved
        if self.status == status and not is_kept:
            return None
        # Its author may have put other words where those stood that somebody has read.
        if (expected or self.status) != self.status or edition not in (None, self.edition):
            raise Overtaken(self)
        if self.status == status:
            return self._keep(by, answer, row.get("note", ""))
        return self._move(status, by, answer, **row)

    def _keep(self, by, answer, note):
        """Published it stays, whatever was reported: a decision too."""
        decision = self._log(self.status, by, reason=KEPT, note=note)
        self._settle_reports(by, decision, answer)
        return decision

    def _move(self, status, by, answer="", **row):
        before = self.status
        self.status, self.decided_at = status, timezone.now()
        self.save(update_fields=["status", "decided_at"])
        if self.reasons:
            self.holds.update(status=self.queue_status)
        if self.Status.APPROVED in (before, status):
            self._count(1 if self.is_approved else -1)
        decision = self._log(before, by, **row)
        self._settle_reports(by, decision, answer)
        self._tell(decision)
        return decision

    def _lock(self, *more):
        """Take the row as it is now: its status, and the fields named in `more`.

        The article comes first everywhere, so that nobody waits in a circle; the keys stay free
        for replies that come in meanwhile.
        """
        Article.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.article_id)
        rows = type(self).objects.select_for_update(no_key=True)
        rows = rows.with_is_reported().with_is_wished()
        names = ["status", "decided_at", "edited_at", "picked_at", "reasons"]
        names += ["awaits_proof_until", "is_reported", "is_wished", *more]
        for name, value in rows.values(*names).get(pk=self.pk).items():
            setattr(self, name, value)

    def _save_reasons(self, *more):
        """Store its reasons, by which the queue finds it, and the fields named in `more`."""
        self.save(update_fields=["reasons", *more])
        self.holds.note(self)

    def _count(self, step):
        """Add `step` to the approved comments of the article and of each comment above this."""
        with connection.cursor() as cursor:  # by hand: each comment that appears does it
            cursor.execute(_COUNTED, [step, self.article_id])
        own = [article_tag(self.article_id), COMMENTS]
        if step < 0:
            pagecache.purge(*own, gone=True)
            own = []
        pagecache.purge(*own, COUNTS)
        if self.depth:
            above = type(self).objects.filter(
                article=self.article_id, place__in=places_above(bytes(self.place))
            )
            above.update(reply_count=F("reply_count") + step)

    def _log(self, from_status, by, **row):
        Decision = type(self)._meta.get_field("decisions").related_model
        move = {"from_status": from_status, "to_status": self.status}
        decision = Decision(comment=self, by=by, **move, **row)
        add(decision)
        return decision
