from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DataRequest(models.Model):
    """One row of the log: personal data of one address were handed out or erased.

    It does not say whose: that would be what was to be erased.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("handed out")
        ERASE = "erase", _("erased")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by_owner = models.BooleanField(
        _("by its owner"), help_text=_("On the page “My comments”; otherwise by command.")
    )
    comments = models.PositiveIntegerField(_("comments"))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("request for personal data")
        verbose_name_plural = _("requests for personal data")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["-at", "-id"], name="data_request_newest")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
