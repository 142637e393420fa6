from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .decision import Decision

LONGEST_APPEAL = 1000


class AppealQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer=None)


class Appeal(models.Model):
    """That the author of a comment objects to its rejection, and what came of it.

    Its comment waits with the reason "appeal"; whoever decides about it gives the answer.
    """

    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="appeals"
    )
    rejection = models.OneToOneField(
        Decision, verbose_name=_("rejection"), on_delete=models.CASCADE, related_name="appeal"
    )
    text = models.TextField(_("objection"), max_length=LONGEST_APPEAL)
    at = models.DateTimeField(_("at"), default=timezone.now)
    answer = models.OneToOneField(
        Decision,
        verbose_name=_("answer"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="answered_appeal",
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["at"], name="appeal_by_time")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    def close(self, decision):
        """What was decided is the answer; after an undone decision the next one is."""
        self.answer = decision
        self.save(update_fields=["answer"])
