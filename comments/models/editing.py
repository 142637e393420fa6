from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import pagecache
from articles.showing import article_tag
from comments.showing import COMMENTS
from comments.text import to_html

from .deciding import Overtaken


class Editing:
    """The verb by which the newsroom changes what a reader wrote."""

    @property
    def edition(self):
        """Which of its texts it has (str): another one after each change by whomever."""
        return f"{self.edited_at.timestamp():.6f}" if self.edited_at else "0"

    @transaction.atomic
    def edit(self, by, text, seen=None):
        """Replace the text, marked as edited by the newsroom; what stood there is kept.

        Returns the EditRecord, None when nothing changes. `seen` is the text that the change was
        made upon: raises Overtaken where another one stands there by now, ValueError for a text
        that is too long (see comments.text).
        """
        self._lock("text", "html", "edited_by_id")
        if self.text == text:
            return None
        if seen is not None and self.text != seen:
            raise Overtaken(self)
        before, self.text, self.html = self.text, text, to_html(text)
        self.edited_at, self.edited_by = timezone.now(), by
        # Where words matched they stand no more.
        self.reasons = [{k: v for k, v in one.items() if k != "matches"} for one in self.reasons]
        self.save(update_fields=["text", "html", "reasons", "edited_at", "edited_by"])
        if self.status == self.Status.APPROVED:
            pagecache.purge(article_tag(self.article_id), COMMENTS, gone=True)
        return self.edits.create(by=by, text_before=before)


class EditRecord(models.Model):
    """What stood in a comment before it was edited; kept for the log. `by` None is its author."""

    comment = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("comment"),
        on_delete=models.CASCADE,
        related_name="edits",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="comment_edits",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    text_before = models.TextField(_("text before"))

    class Meta:
        default_permissions = ()  # who may see the comment sees these
        ordering = ["-at", "-id"]
        verbose_name = _("edit")
        verbose_name_plural = _("edits")

    def __str__(self):
        return f"{self.by or _('its author')}, {self.at:%Y-%m-%d %H:%M}"
