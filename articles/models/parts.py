from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .author import Author
from .image import Image


class ArticleAuthor(models.Model):
    """A byline: one author at one place in the order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_once_an_article")
        ]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self):
        return str(self.author)


class ArticleImage(models.Model):
    """A picture of an article, with a caption of its own if the library's does not fit."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_images")
    image = models.ForeignKey(
        Image, verbose_name=_("image"), on_delete=models.PROTECT, related_name="article_images"
    )
    caption = models.CharField(
        _("own caption"),
        max_length=500,
        blank=True,
        help_text=_("Instead of the caption that the picture has in the library."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return str(self.image)
