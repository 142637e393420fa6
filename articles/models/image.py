from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.images import new_path


class Image(models.Model):
    """A picture of the library, with what has to be said about it.

    `renditions` is a list of {"width", "height", "webp", "jpeg"}: pixels and storage paths, the
    smallest first. `colour` is a CSS colour (#rrggbb) to show until the picture has come.
    """

    file = models.ImageField(
        _("file"), upload_to=new_path, width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False, default=0)
    renditions = models.JSONField(editable=False, default=list)
    colour = models.CharField(editable=False, max_length=7, default="#888888")
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know of it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("For example: Photo: Mari Tamm / The Gazette")
    )
    source_url = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Address at which the picture was found."),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="image_newest")]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return self.caption or self.alt_text or str(_("Image %(number)s")) % {"number": self.pk}
