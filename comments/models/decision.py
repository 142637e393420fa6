from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.reason import CODES

from .comment import Comment
from .deciding import LIFTED, UNDO
from .rejection import RejectionReason


class DecisionQuerySet(models.QuerySet):
    """Rows of the log, as phrases: Decision.objects.made_by(user).between(a, b).standing()"""

    def made_by(self, user):
        return self.filter(by=user)

    def made_by_rule(self, code):
        return self.filter(by=None, reason=code)

    def between(self, begin, end):
        return self.filter(at__gte=begin, at__lt=end)

    def standing(self):
        """Not undone, and not itself the undoing of another one."""
        return self.filter(undone_by=None, undoes=None)

    def newest_first(self):
        return self.order_by("-at", "-id")


# Decisions that leave the status as it is.
SAME_STATUS = ("pick", "unpick", "kept", "undo")


class Decision(models.Model):
    """One row of the log: who moved a comment from which status to which, when and why.

    Editors' picks stand in it too: the status stays, and `reason` is one of SAME_STATUS.

    `by` is empty when a rule decided; `reason` is then the rule's code. Rows are never changed,
    and stay when the comment itself has to go.
    """

    comment = models.ForeignKey(
        Comment,
        verbose_name=_("comment"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comment_decisions",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    from_status = models.CharField(_("from"), max_length=10, choices=Comment.Status.choices)
    to_status = models.CharField(_("to"), max_length=10, choices=Comment.Status.choices)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    rejection = models.ForeignKey(
        RejectionReason,
        verbose_name=_("rejection reason"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="undone_by",
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["-at", "-id"], name="decision_newest"),
            models.Index(fields=["by", "-at"], name="decision_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_status=F("to_status")) | Q(reason__in=SAME_STATUS),
                name="decision_changes_something",
            ),
        ]

    def __str__(self):
        if self.reason in SAME_STATUS:
            return self.reason
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"

    @property
    def keeps_status(self):
        return self.from_status == self.to_status

    @property
    def told(self):
        """What the comment became, and by what if that was no decision of its own."""
        status = self.get_to_status_display()
        if self.reason == UNDO:
            return gettext("undone, %(status)s again") % {"status": status}
        if self.reason.startswith(LIFTED):
            code = self.reason.removeprefix(LIFTED)
            given = {"status": status, "rule": CODES.get(code, code)}
            return gettext("%(status)s, the rule “%(rule)s” taken back") % given
        return status

    @property
    def reader_text(self):
        """What the commenter is told; empty where the moderator chose no reason."""
        return self.rejection.text if self.rejection else ""

    def undo(self, by):
        """Take it back; None where it was taken back before. Raises Overtaken."""
        return self.comment.undo(self, by)
