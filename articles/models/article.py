from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import MAX_LENGTH, path_of, validate_slug
from articles.html import RichText, RichTextField

from .author import Author
from .image import Image
from .previewed import Previewed
from .publishing import Publishing
from .querysets import DESK_ORDER, ArticleQuerySet
from .section import Section
from .tag import Tag
from .version import Versioned, keep_versions


class Article(Publishing, Versioned, Previewed, RichText, models.Model):
    """A schema.org NewsArticle.

    It is public from `published_at` on while its status is "published" (see
    ArticleQuerySet.published); a date in the future makes it a scheduled article.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Comments(models.TextChoices):
        SITE = "site", _("as the site decides")
        OPEN = "open", _("open")
        HELD = "held", _("open, each one held for a moderator")
        CLOSED = "closed", _("closed")

    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    body = RichTextField(_("body"), parts_field="body_parts", words_field="word_count", blank=True)
    body_parts = models.JSONField(editable=False, default=list)
    word_count = models.PositiveIntegerField(_("words"), editable=False, default=0)
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="articles"
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("authors"), through="ArticleAuthor", related_name="articles"
    )
    tags = models.ManyToManyField(
        Tag, verbose_name=_("tags"), through="ArticleTag", blank=True, related_name="articles"
    )
    lead_image = models.ForeignKey(
        Image,
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_articles",
    )
    social_image = models.CharField(editable=False, max_length=200, default="", blank=True)
    lead_caption = models.CharField(
        _("own caption of the lead image"),
        max_length=500,
        blank=True,
        help_text=_("Instead of the caption that the picture has in the library."),
    )
    images = models.ManyToManyField(
        Image, verbose_name=_("images"), through="ArticleImage", related_name="articles"
    )
    slug = models.CharField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text=_("Made from the headline if left empty. Old addresses keep working."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("A date in the future schedules the article."),
    )
    expires_at = models.DateTimeField(
        _("published until"),
        null=True,
        blank=True,
        help_text=_("From then on the article is not public any more."),
    )
    modified_at = models.DateTimeField(
        _("updated"), null=True, blank=True, help_text=_("Shown to readers when later.")
    )
    withdrawn_reason = models.CharField(
        _("reason of the withdrawal"), max_length=500, blank=True, editable=False
    )
    comments_policy = models.CharField(
        _("comments"), max_length=6, choices=Comments.choices, default=Comments.SITE
    )
    comment_count = models.PositiveIntegerField(_("comments"), editable=False, default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()
    versions = keep_versions()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw articles")),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="article_expiring",
                condition=Q(status="published", expires_at__isnull=False),
            ),
            # With all that published() asks for, so that the archive is counted in the index: in
            # the table the two last columns stand behind the text.
            models.Index(
                fields=["-published_at", "-id", "expires_at", "status"],
                name="article_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["section", "-published_at", "-id"],
                name="article_in_section",
                condition=Q(status="published"),
            ),
            models.Index(*DESK_ORDER, name="article_desk"),
            models.Index("section", *DESK_ORDER, name="article_desk_section"),
            # One for each status rather than one that begins with it: SQLite would prefer that
            # to article_newest for everything public, and sort the archive for each page.
            *[
                models.Index(*DESK_ORDER, name=f"article_desk_{status}", condition=Q(status=status))
                for status in ("draft", "review", "published", "withdrawn")
            ],
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_a_date",
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_an_address"),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return path_of("articles:article", self.slug)

    @property
    def shown_image(self):
        """The lead image while pages may show it, else None."""
        image = self.lead_image
        return image if image and image.is_licensed else None

    @property
    def next_change(self):
        """What with_next_change() found."""
        return self.next_opening, self.next_expiry, self.next_licence_end

    @property
    def is_published(self):
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= now
            and (self.expires_at is None or self.expires_at > now)
        )

    @property
    def is_scheduled(self):
        return self.status == self.Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def is_in_the_works(self):
        """Whether reporters may still write it; later it is in the editors' hands."""
        return self.status in (self.Status.DRAFT, self.Status.REVIEW)

    @property
    def was_never_public(self):
        no_date_yet = self.published_at is None or self.published_at > timezone.now()
        return self.is_in_the_works and no_date_yet

    @property
    def updated_at(self):
        """When a reader last got something new, or None if that was at publishing."""
        if self.modified_at and self.published_at and self.modified_at > self.published_at:
            return self.modified_at
        return None

    @property
    def reading_minutes(self):
        return max(1, round(self.word_count / 220))
