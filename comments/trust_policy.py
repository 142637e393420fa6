"""What the policy says about trust. Part of Policy, which is one row."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrustPolicy(models.Model):
    class ProofFor(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        APPROVAL = "approval", _("appearing without a moderator")
        QUEUE = "queue", _("entering the queue")

    hold_newcomers = models.BooleanField(
        _("hold until a previously approved commenter"),
        default=True,
        help_text=_(
            "A comment appears without a moderator only when its sender has confirmed the e-mail "
            "address in the same browser, and a comment with that address was approved before. "
            "A name and an address that somebody merely types count for nothing."
        ),
    )
    proof_for = models.CharField(
        _("a confirmed address is needed for"),
        max_length=10,
        choices=ProofFor.choices,
        default=ProofFor.APPROVAL,
        help_text=_(
            "The first comment from a browser mails a link to the address that was typed. Until "
            "it is confirmed the comment waits; with “entering the queue” no moderator sees it, "
            "and after 7 days it is dropped."
        ),
    )

    hold_score = models.PositiveSmallIntegerField(
        _("hold from a spam score of"),
        default=90,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "In percent; 0 holds nothing. The score is learnt from what the moderators of this "
            "site mark as spam, once there are 200 decisions; it never approves anything."
        ),
    )
    spam_score = models.PositiveSmallIntegerField(
        _("mark as spam from a score of"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent; 0 marks nothing."),
    )
    wait_for_akismet = models.BooleanField(
        _("wait for Akismet"),
        default=True,
        help_text=_(
            "Where Akismet is set up, a comment waits until it has answered. Its answers count as "
            "scores of 95 and, where it is certain, 100."
        ),
    )

    class Meta:
        abstract = True

    @property
    def asks_for_proof(self):
        """Whether it matters who has confirmed an address."""
        return self.hold_newcomers or self.proof_for != self.ProofFor.NOTHING
