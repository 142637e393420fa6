import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article

# 256 random bits: nobody finds one by trying.
TOKEN_BYTES = 32


def _new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


class PreviewLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that still lead to the article."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=timezone.now())


class PreviewLink(models.Model):
    """Lets somebody without an account read one article before it is public, for a while."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="preview_links"
    )
    token = models.CharField(max_length=43, unique=True, default=_new_token, editable=False)
    reader = models.CharField(_("for whom"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    ends_at = models.DateTimeField(_("leads there until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self):
        return self.reader or str(_("preview link"))

    def get_absolute_url(self):
        return reverse("articles:preview_link", args=[self.token])

    @property
    def is_open(self):
        return self.revoked_at is None and self.ends_at > timezone.now()

    def revoke(self):
        """From now on it leads nowhere; once more changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
