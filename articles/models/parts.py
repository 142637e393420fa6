from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .author import Author
from .image import Image
from .tag import Tag


class Link(models.Model):
    """A row that files an article under a subject.

    `article_date` is the article's own (DESK_TIME), kept by Article.has_changed: so the newest
    articles of a subject stand side by side in an index, however many there are.
    """

    article_date = models.DateTimeField(editable=False, default=timezone.now)

    class Meta:
        abstract = True


class ArticleAuthor(Link):
    """A byline: one author at one place in the order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="bylines",
        db_index=False,  # byline_newest begins with it
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_once_an_article")
        ]
        indexes = [
            models.Index(fields=["author", "-article_date", "-article"], name="byline_newest")
        ]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self):
        return str(self.author)


class ArticleTag(Link):
    """A tagging: one subject of an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(
        Tag,
        on_delete=models.CASCADE,
        related_name="taggings",
        db_index=False,  # tagging_newest begins with it
    )

    class Meta:
        db_table = "articles_article_tags"
        default_permissions = ()
        unique_together = [("article", "tag")]
        indexes = [models.Index(fields=["tag", "-article_date", "-article"], name="tagging_newest")]
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")

    def __str__(self):
        return str(self.tag)


class ArticleImageQuerySet(models.QuerySet):
    def beside_the_text(self):
        """Those that editors put beside the text, not into it."""
        return self.filter(in_body=False)

    def shown(self):
        """Those that pages may show now, of rows that are fetched; asks nothing."""
        return [row for row in self if row.image.is_licensed]

    def follow_body(self, article):
        """Make the rows of the article's pictures in the text those that its parts name."""
        named = {}
        for position, part in enumerate(article.body_parts):
            if "image" in part:
                said = {"caption": part["caption"][:500], "position": position}
                named.setdefault(part["image"], said)
        rows = article.article_images.filter(in_body=True)
        rows.exclude(image__in=named).delete()
        for number in Image.objects.filter(pk__in=named).values_list("pk", flat=True):
            row = {"article": article, "image_id": number, "in_body": True}
            self.update_or_create(**row, defaults=named[number])

    follow_body.alters_data = True


class ArticleImage(models.Model):
    """A picture of an article, with a caption of its own if the library's does not fit.

    Pictures that stand in the text have a row too (`in_body`), kept by Article.store: so one
    question tells all pictures of an article, and all articles of a picture.
    """

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
    in_body = models.BooleanField(_("in the text"), default=False, editable=False)

    objects = ArticleImageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "image"],
                condition=Q(in_body=True),
                name="article_image_once_in_the_text",
            )
        ]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return str(self.image)
