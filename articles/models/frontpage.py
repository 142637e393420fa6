from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.showing import HOUSE

from .article import Article
from .shown import Shown


class Placement(Shown):
    """An article that editors put on the front page; the smallest position is the lead.

    Places that nobody filled, or whose article is not public, are filled with the newest articles.
    """

    page_tags = (HOUSE,)

    article = models.OneToOneField(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="placement"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("place on the front page")
        verbose_name_plural = _("front page")

    def __str__(self):
        return f"{self.position}: {self.article}"
