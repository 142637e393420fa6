from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.showing import TEXTS, article_tag

from .article import Article
from .shown import Shown


class Correction(Shown):
    """What was wrong in a published article, or what was added to it, in plain words."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(_("text"), max_length=2000)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    class Meta:
        ordering = ["published_at", "id"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self):
        return self.text[:80]

    @property
    def page_tags(self):
        return article_tag(self.article_id), TEXTS
