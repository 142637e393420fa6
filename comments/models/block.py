from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import senders
from comments.keys import KEY_LENGTH

# A value tells its kind: only addresses have an @, only networks a slash.
_MEANT = """
SELECT id FROM comments_block WHERE lifted_at IS NULL AND (until IS NULL OR until > %s)
AND kind IN ('email', 'domain', 'network') AND value IN ({}) ORDER BY created_at, id LIMIT 1
"""


class BlockQuerySet(models.QuerySet):
    def in_force(self):
        """Neither lifted nor run out at this moment."""
        return self.filter(lifted_at=None).filter(Q(until=None) | Q(until__gt=timezone.now()))


class BlockManager(models.Manager.from_queryset(BlockQuerySet)):
    def meaning(self, email_key, ip_address):
        """The oldest one in force that means this sender, or None.

        In SQL, because it is asked for each comment: put together by Django it takes ten times
        as long.
        """
        values = [value for _kind, value in senders.values_of(email_key, ip_address)]
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_MEANT.format(", ".join(["%s"] * len(values))), [now, *values])
            found = cursor.fetchone()
        return self.get(pk=found[0]) if found else None

    @transaction.atomic
    def put(self, kind, value, reason="", until=None, by=None):
        """Block it, or decide anew about what is blocked; returns the Block.

        `value` as somebody types it; raises ValidationError if it is no such thing.
        """
        decided = {"reason": reason, "until": until, "by": by, "created_at": timezone.now()}
        block, _is_new = self.update_or_create(
            kind=kind, value=senders.normalise(kind, value), lifted_at=None, defaults=decided
        )
        return block


class Block(models.Model):
    """A sender whose comments go to spam, until a moment or for good.

    `value` is normalised (see comments.senders). Rows stay when they are lifted.
    """

    class Kind(models.TextChoices):
        EMAIL = senders.EMAIL, _("e-mail address")
        DOMAIN = senders.DOMAIN, _("domain of e-mail addresses")
        NETWORK = senders.NETWORK, _("IP address or network")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("who"), max_length=KEY_LENGTH)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until somebody lifts it.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("blocked"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BlockManager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        indexes = [models.Index(fields=["-created_at", "-id"], name="block_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"], name="block_once", condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["email", "domain", "network"]), name="block_known_kind"
            ),
        ]

    def __str__(self):
        return self.value

    @property
    def is_in_force(self):
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())

    def lift(self, by):
        """End it now; False if somebody has done so before."""
        now = timezone.now()
        standing = type(self).objects.filter(pk=self.pk, lifted_at=None)
        if not standing.update(lifted_at=now, lifted_by=by):
            return False
        self.lifted_at, self.lifted_by = now, by
        return True
