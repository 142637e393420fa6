from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of, validate_slug
from articles.showing import HOUSE

from .shown import Shown


class Author(Shown):
    """Somebody who signs articles: a byline, with or without an account of the newsroom."""

    page_tags = (HOUSE,)
    is_shown_when_new = False

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(_("address"), max_length=120, unique=True, validators=[validate_slug])
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    biography = models.TextField(_("short biography"), max_length=1000, blank=True)
    portrait = models.ForeignKey(
        "articles.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text=_("The account with which this author logs in, if there is one."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self):
        return self.name

    @property
    def shown_portrait(self):
        """The portrait while pages may show it, else None."""
        return self.portrait if self.portrait and self.portrait.is_licensed else None

    def get_absolute_url(self):
        return path_of("articles:author", self.slug)
