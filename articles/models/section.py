from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of, validate_slug
from articles.showing import HOUSE

from .shown import Shown


class Section(Shown):
    """A part of the paper, such as Politics; each article stands in exactly one."""

    page_tags = (HOUSE,)

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[validate_slug])
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for the section's page and for search engines."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Place in the navigation; the smallest comes first.")
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:section", self.slug)
