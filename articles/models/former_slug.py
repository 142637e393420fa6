from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import MAX_LENGTH

from .article import Article


class FormerSlug(models.Model):
    """An address that an article had; it leads to the current one for ever."""

    slug = models.CharField(_("address"), max_length=MAX_LENGTH, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug
