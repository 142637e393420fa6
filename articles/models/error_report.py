import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.characters import neutralise
from accounts.flood import TooMany, seconds_left, take_turns
from accounts.network import network_of
from articles.thanking import thank

from .article import Article
from .correction import Correction

# From one network: more than a careful reader finds, less than a flood.
LIMITS = [(3, timedelta(minutes=1)), (20, timedelta(hours=1))]
# So long somebody may ask the newsroom what became of a report.
KEPT = timedelta(days=180)
LONGEST = 2000


class ErrorReportManager(models.Manager):
    @transaction.atomic
    def submit(self, article, *, text, email="", ip_address=None):
        """Store what a reader found wrong in a public article. Raises TooMany."""
        address = ipaddress.ip_address(str(ip_address)) if ip_address else None
        report = self.model(
            article=article,
            text=neutralise(text)[:LONGEST],
            email=email,
            ip_network=network_of(address),
        )
        take_turns(f"error report {report.ip_network}")
        if seconds := self._seconds_to_wait(report.ip_network):
            raise TooMany(seconds)
        report.save(force_insert=True)
        return report

    def _seconds_to_wait(self, network):
        now, waits = timezone.now(), [0]
        for most, period in LIMITS:
            sent = self.filter(ip_network=network, created_at__gt=now - period)
            last = sent.order_by("-created_at").values_list("created_at", flat=True)
            for moment in last[most - 1 : most]:
                waits.append(seconds_left(moment, period, now))
        return max(waits)

    def forget(self):
        """Delete those that were settled long ago; how many."""
        return self.filter(settled_at__lt=timezone.now() - KEPT).delete()[0]


class ErrorReport(models.Model):
    """What a reader says is wrong in an article; only editors read it."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("dismissed")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="error_reports"
    )
    text = models.TextField(_("what is wrong"), max_length=LONGEST)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    ip_network = models.CharField(_("network"), max_length=50, blank=True, editable=False)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    correction = models.ForeignKey(
        Correction,
        verbose_name=_("correction"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ErrorReportManager()

    class Meta:
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="error_report_newest"),
            models.Index(
                fields=["-created_at", "-id"],
                name="error_report_open",
                condition=Q(status="open"),
            ),
            models.Index(fields=["ip_network", "-created_at"], name="error_report_network"),
            models.Index(
                fields=["settled_at"],
                name="error_report_settled",
                condition=Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @transaction.atomic
    def accept(self, by, text, **parts):
        """Correct the article in the editor's words `text`, and thank the reader by mail.

        `parts` are kind and place of the Correction. Settled before, it stays as it is; whether
        something was done.
        """
        if not self._settle(self.Status.ACCEPTED, by):
            return False
        self.correction = Correction(article=self.article, text=text, **parts)
        self.correction.put()
        email, self.email = self.email, ""
        self.save()
        if email:
            thank(email, self.article)
        return True

    @transaction.atomic
    def dismiss(self, by):
        """Let the article stand as it is."""
        if not self._settle(self.Status.DISMISSED, by):
            return False
        self.email = ""
        self.save()
        return True

    def _settle(self, status, by):
        now = type(self).objects.select_for_update().get(pk=self.pk)
        if not now.is_open:
            return False
        self.status, self.settled_by, self.settled_at = status, by, timezone.now()
        return True
