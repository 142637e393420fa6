from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of, validate_slug
from articles.showing import HOUSE

from .shown import Shown


class Tag(Shown):
    """A subject that articles of any section share; schema.org keywords."""

    page_tags = (HOUSE,)
    is_shown_when_new = False

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.CharField(_("address"), max_length=80, unique=True, validators=[validate_slug])

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:tag", self.slug)
