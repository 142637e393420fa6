from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.shown import Shown


class RejectionReason(Shown):
    """Why a comment is not published, in the words of this site: `text` is for its reader."""

    page_tags = ("moderation",)

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("Shown in the queue and in public figures."),
    )
    text = models.TextField(
        _("text for the reader"),
        max_length=1000,
        help_text=_("Shown on the page that tells readers what became of their comment."),
    )
    active = models.BooleanField(
        _("offered"), default=True, help_text=_("Decisions that were made keep their reason.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")

    def __str__(self):
        return self.name
