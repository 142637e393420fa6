from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models import Article
from comments import places
from comments.keys import KEY_LENGTH, new_token
from comments.policy import LONGEST_NAME

from .deciding import Deciding
from .editing import Editing
from .manager import CommentManager
from .owned import HAS_TRACES
from .owning import Owning
from .picking import Picking
from .querysets import HAS_A_PLACE
from .reconsidering import Reconsidering


class Comment(Owning, Deciding, Reconsidering, Editing, Picking, models.Model):
    """What a reader answered to an article, or to another comment of it.

    `text` is as typed, `html` as shown. The first comment of a thread has neither `thread` nor
    `parent`; `reply_count` counts the approved comments that stand below a comment. `proven_at` is
    when the browser that sent it had proven its address, or proved it since (see comments.proof);
    `awaits_proof_until` is set while it may not enter the queue for want of that, and says when it
    is dropped.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        DELETED = "deleted", _("deleted by its author")

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
        db_index=False,  # comment_answers is it
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
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("edited by the newsroom"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # comment_edited_by is as long as there are edited ones
    )
    picked_at = models.DateTimeField(_("editors’ pick"), null=True)
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
    browser = models.CharField(max_length=64, blank=True)
    proven_at = models.DateTimeField(_("address proven"), null=True)
    awaits_proof_until = models.DateTimeField(null=True)
    spam_score = models.PositiveSmallIntegerField(_("spam score"), null=True)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    fingerprint = models.BinaryField(max_length=32, unique=True, null=True)

    objects = CommentManager()

    # Known only while the comment is being sent; the rules read them.
    trap = ""
    fill_seconds = None
    spam_pieces = ()
    asks_akismet = False
    # Words and what of them was found, kept between two rules.
    words_found = None

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [
            ("moderate_comment", _("Can approve and reject comments")),
            ("pick_comment", _("Can make a comment an editors’ pick")),
        ]
        indexes = [
            models.Index(
                fields=["article", "place"],
                name="comment_threads",
                condition=Q(parent__isnull=True) & HAS_A_PLACE,
            ),
            models.Index(fields=["thread", "place"], name="comment_replies", condition=HAS_A_PLACE),
            # Without the first comments of threads: of an index that has them too SQLite thinks,
            # once it has looked at the table, that it finds the threads of an article fastest.
            models.Index(
                fields=["parent"], name="comment_answers", condition=Q(parent__isnull=False)
            ),
            models.Index(
                fields=["article", "reply_count", "place"],
                name="comment_most_replied",
                condition=Q(parent__isnull=True) & HAS_A_PLACE,
            ),
            models.Index(
                fields=["article", "-picked_at"],
                name="comment_picks",
                condition=Q(picked_at__isnull=False),
            ),
            models.Index(
                fields=["article", "-created_at", "-id"],
                name="comment_article_newest",
                condition=Q(status="approved"),
            ),
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(fields=["-created_at", "-id"], name="comment_newest"),
            models.Index(fields=["email_key", "created_at"], name="comment_by_email"),
            models.Index(fields=["ip_network", "created_at"], name="comment_by_network"),
            models.Index(fields=["created_at"], name="comment_with_traces", condition=HAS_TRACES),
            models.Index(
                fields=["edited_by"],
                name="comment_edited_by",
                condition=Q(edited_by__isnull=False),
            ),
            models.Index(
                fields=["awaits_proof_until"],
                name="comment_awaits_proof",
                condition=Q(awaits_proof_until__isnull=False),
            ),
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
                condition=Q(status__in=["pending", "approved", "rejected", "spam", "deleted"]),
                name="comment_has_a_known_status",
            ),
        ]

    def __str__(self):
        """Nothing that its author wrote: this goes into logs, which erasing a comment leaves."""
        return gettext("comment %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        return path_of("comments:comment", self.pk)

    @property
    def receipt_url(self):
        """Private address for its sender, who alone knows it."""
        return path_of("comments:receipt", self.token)

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def queue_status(self):
        """Its status, "" while it waits for a proof: then it is in no queue."""
        waits = self.status == self.Status.PENDING and self.awaits_proof_until
        return "" if waits else self.status

    @property
    def last_decision(self):
        """Newest row of its log, or None."""
        return self.decisions.select_related("by", "rejection").first()

    @property
    def is_proven(self):
        return self.proven_at is not None

    @property
    def asks_for_proof(self):
        """Whether its sender is told to look for a mail; what counts as spam looks the same."""
        undecided = self.status in (self.Status.PENDING, self.Status.SPAM)
        return undecided and bool(self.browser) and not self.is_proven

    @property
    def root_id(self):
        """Number of the comment that began the thread, its own if it is that one."""
        return self.thread_id or self.pk

    @property
    def link_count(self):
        """Links as readers see them: http:// and https:// addresses in the text."""
        return self.html.count("<a ")
