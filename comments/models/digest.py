from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# "At once" is no mail for each comment: on a bad day there are hundreds.
BREATH = timedelta(minutes=5)
DAILY_AT = time(7, 0)


class DigestManager(models.Manager):
    def put(self, user, often):
        """Decide how often `user` is mailed, from now on."""
        digest, _is_new = self.update_or_create(
            user=user, defaults={"often": often, "sent_at": timezone.now()}
        )
        return digest


class Digest(models.Model):
    """How often somebody is mailed what waits; `sent_at` is when that last happened."""

    class Often(models.TextChoices):
        NEVER = "never", _("never")
        AT_ONCE = "at_once", _("at once, at most every five minutes")
        HOURLY = "hourly", _("every hour")
        DAILY = "daily", _("every day at seven in the morning")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_digest"
    )
    often = models.CharField(
        _("mail me what waits"), max_length=10, choices=Often.choices, default=Often.NEVER
    )
    sent_at = models.DateTimeField(default=timezone.now)

    objects = DigestManager()

    class Meta:
        default_permissions = ()  # everybody has their own
        verbose_name = _("digest")
        verbose_name_plural = _("digests")

    def __str__(self):
        return self.get_often_display()

    def is_due(self, now):
        """Whether a mail may go at `now`, an aware datetime."""
        local = timezone.localtime(now)
        match self.often:
            case self.Often.AT_ONCE:
                return now >= self.sent_at + BREATH
            case self.Often.HOURLY:
                return self.sent_at < local.replace(minute=0, second=0, microsecond=0)
            case self.Often.DAILY:
                seven = timezone.make_aware(datetime.combine(local.date(), DAILY_AT))
                return self.sent_at < seven <= now
        return False
