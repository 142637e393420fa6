from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.keys import KEY_LENGTH, new_token
from comments.policy import LONGEST_NAME

from .comment import Comment
from .decision import Decision
from .report_querysets import TO_TELL
from .reporting import ReportManager

LONGEST_WORDS = 5000


class Report(models.Model):
    """That a reader says of a comment that it should not stand.

    "Upheld" is a report that a moderator followed, "dismissed" one after which the comment stayed;
    `answer` is what the reporter is told about it. Of the reporter only what tells people apart is
    kept, and forget() erases it. Nothing of a report is ever public.
    """

    class Kind(models.TextChoices):
        OFFENSIVE = "offensive", _("offensive")
        ABUSIVE = "abusive", _("abusive or threatening")
        SPAM = "spam", _("advertising or spam")
        OTHER = "other", _("something else")
        ILLEGAL = "illegal", _("illegal content")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    comment = models.ForeignKey(
        Comment,
        verbose_name=_("comment"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    address = models.CharField(_("address of the comment"), max_length=500)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("explanation"), max_length=LONGEST_WORDS, blank=True)
    is_in_good_faith = models.BooleanField(_("stated to be in good faith"), default=False)
    is_about_children = models.BooleanField(_("about sexual abuse of children"), default=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_key = models.CharField(max_length=KEY_LENGTH, blank=True)
    proofs = models.JSONField(default=list)  # keys of the addresses that the browser has proved
    ip_network = models.CharField(max_length=43, blank=True)
    fingerprint = models.BinaryField(max_length=32, unique=True, null=True)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    gets_mail = models.BooleanField(_("is answered by mail"), default=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    settled_at = models.DateTimeField(_("settled"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="settled_reports",
    )
    decision = models.ForeignKey(
        Decision,
        verbose_name=_("decision"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    told_at = models.DateTimeField(_("answered by mail"), null=True)
    answer = models.TextField(_("answer to the reporter"), max_length=2000, blank=True)
    objection = models.TextField(_("objection"), max_length=LONGEST_WORDS, blank=True)
    objected_at = models.DateTimeField(_("objected"), null=True)
    forgotten_at = models.DateTimeField(_("reporter erased"), null=True)

    objects = ReportManager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="report_newest"),
            models.Index(
                fields=["-created_at", "-id"], name="report_waiting", condition=Q(status="open")
            ),
            models.Index(fields=["settled_at"], name="report_settled"),
            models.Index(fields=["settled_at", "id"], name="report_to_tell", condition=TO_TELL),
            models.Index(
                fields=["settled_at"],
                name="report_to_forget",
                condition=Q(forgotten_at__isnull=True),
            ),
            models.Index(
                fields=["comment", "created_at"], name="report_open", condition=Q(status="open")
            ),
            models.Index(fields=["ip_network", "created_at"], name="report_by_network"),
            models.Index(fields=["email_key", "created_at"], name="report_by_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(settled_at__isnull=False),
                name="report_settled_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "upheld", "dismissed"]),
                name="report_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=~Q(kind="illegal") | Q(is_in_good_faith=True),
                name="report_of_illegal_content_is_in_good_faith",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.get_status_display()})"

    @property
    def receipt_url(self):
        """Private address for its sender, who alone knows it."""
        return reverse("comments:report_receipt", args=[self.token])

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def may_be_objected_to(self):
        """Once: a second decision is the last one of this house."""
        dismissed = self.status == self.Status.DISMISSED
        return dismissed and self.objected_at is None and self.forgotten_at is None

    @transaction.atomic
    def object_to(self, text):
        """Back to the moderators, with what the reporter says against their decision.

        Whether that was still possible: a second time changes nothing.
        """
        rows = type(self).objects.select_for_update(no_key=True)
        self.refresh_from_db(from_queryset=rows)
        if not self.may_be_objected_to:
            return False
        self.objection, self.objected_at = text, timezone.now()
        self.status = self.Status.OPEN
        self.save(update_fields=["objection", "objected_at", "status"])
        return True

    def mark_told(self):
        """Its reporter has been written what was decided."""
        self.told_at = timezone.now()
        self.save(update_fields=["told_at"])
