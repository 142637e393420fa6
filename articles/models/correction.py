from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.showing import TEXTS, article_tag

from .article import Article
from .shown import Shown


class CorrectionQuerySet(models.QuerySet):
    """The phrases of lists, as of articles: see articles.paging."""

    def published(self, now=None):
        """Those of articles that are public at this moment."""
        return self.filter(article__in=Article.objects.published(now))

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        return self.order_by("published_at", "id")

    def older_than(self, published_at, pk):
        here = Q(published_at__lt=published_at) | Q(published_at=published_at, id__lt=pk)
        return self.filter(here, published_at__lte=published_at)

    def newer_than(self, published_at, pk):
        here = Q(published_at__gt=published_at) | Q(published_at=published_at, id__gt=pk)
        return self.filter(here, published_at__gte=published_at)

    def for_list(self):
        """With what the list of corrections says of their articles."""
        return self.select_related("article").only(
            "kind", "text", "published_at", "article__headline", "article__slug"
        )


class Correction(Shown):
    """What was wrong in a published article, or what was added to it, in plain words."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")

    class Place(models.TextChoices):
        TOP = "top", _("above the text")
        BOTTOM = "bottom", _("below the text")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(_("text"), max_length=2000)
    place = models.CharField(_("place"), max_length=6, choices=Place.choices, default=Place.BOTTOM)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

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
