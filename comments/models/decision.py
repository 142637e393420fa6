from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment


class Decision(models.Model):
    """One row of the log: who moved a comment from which status to which, when and why.

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
                condition=~Q(from_status=F("to_status")), name="decision_changes_something"
            ),
        ]

    def __str__(self):
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"
