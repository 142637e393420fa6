from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import places
from comments.characters import neutralise
from comments.keys import KEY_LENGTH, new_token
from comments.policy import LONGEST_NAME

from .deciding import Deciding
from .manager import CommentManager
from .querysets import HAS_A_PLACE


class Comment(Deciding, models.Model):
    """What a reader answered to an article, or to another comment of it.

    `text` is as typed, `html` as shown. The first comment of a thread has neither `thread` nor
    `parent`; `reply_count` counts the approved comments that stand below a comment.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="comments",
        db_index=False,  # comment_has_own_place begins with it
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("in reply to"),
        null=True,
        on_delete=models.RESTRICT,
        related_name="replies",
    )
    thread = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="+")
    place = models.BinaryField(max_length=places.LONGEST)
    depth = models.PositiveSmallIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    email = models.EmailField(_("e-mail"))
    email_key = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField(_("comment"))
    html = models.TextField(_("comment as shown"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    reasons = models.JSONField(_("held because"), default=list)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True)
    edited_at = models.DateTimeField(_("edited"), null=True)
    ip_address = models.GenericIPAddressField(_("IP address"), null=True, unpack_ipv4=True)
    ip_network = models.CharField(max_length=43, blank=True)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("newsroom"),
        null=True,
        on_delete=models.PROTECT,
        related_name="comments",
        help_text=_("Who of the newsroom wrote it; empty for readers."),
    )
    token = models.CharField(max_length=43, unique=True, default=new_token)
    fingerprint = models.BinaryField(max_length=32, unique=True, null=True)

    objects = CommentManager()

    # Known only while the comment is being sent; the rules read them.
    trap = ""
    fill_seconds = None

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can approve and reject comments"))]
        indexes = [
            models.Index(
                fields=["article", "place"],
                name="comment_threads",
                condition=Q(parent__isnull=True) & HAS_A_PLACE,
            ),
            models.Index(fields=["thread", "place"], name="comment_replies", condition=HAS_A_PLACE),
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(fields=["-created_at", "-id"], name="comment_newest"),
            models.Index(fields=["email_key", "created_at"], name="comment_by_email"),
            models.Index(fields=["ip_network", "created_at"], name="comment_by_network"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="comment_has_own_place"),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True, thread__isnull=True)
                | Q(depth__range=(1, places.DEEPEST), parent__isnull=False, thread__isnull=False),
                name="comment_begins_or_continues_a_thread",
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(decided_at__isnull=False),
                name="comment_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "rejected", "spam"]),
                name="comment_has_a_known_status",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {neutralise(self.text[:60])}"

    def get_absolute_url(self):
        return reverse("comments:comment", args=[self.pk])

    @property
    def receipt_url(self):
        """Private address for its sender, who alone knows it."""
        return reverse("comments:receipt", args=[self.token])

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def root_id(self):
        """Number of the comment that began the thread, its own if it is that one."""
        return self.thread_id or self.pk

    @property
    def link_count(self):
        """Links as readers see them: http:// and https:// addresses in the text."""
        return self.html.count("<a ")
