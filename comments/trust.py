"""The rules about who sent a comment. What they believe is a proven address, and nothing else.

See moderation for what a rule is, and proof for what is proven. A name and an address are never
looked at as they were typed: everybody can read a name below an article and guess an address.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .judging import Score, reason_of
from .policy import Policy
from .reason import Reason, named

# Akismet was asked, and has not answered.
ASKED = named("akismet-asked", gettext_lazy("Akismet asked"))
UNPROVEN = named("unproven", gettext_lazy("address not confirmed"))
NEWCOMER = named("newcomer", gettext_lazy("never approved before"))
LIKE_SPAM = named("score", gettext_lazy("spam score"))
# What holds a comment for want of a proof, and is looked at anew when there is one.
ABOUT_PROOF = frozenset({UNPROVEN, NEWCOMER})


def address_unproven(comment, policy):
    """The policy wants a confirmed address, and this browser has not confirmed it."""
    if policy.proof_for == Policy.ProofFor.NOTHING or comment.user_id or comment.is_proven:
        return None
    return Reason(UNPROVEN, _("The e-mail address is not confirmed."))


def newcomer(comment, policy):
    """Nobody whose comment was approved before, as far as that is proven."""
    if not policy.hold_newcomers or comment.user_id:
        return None
    if comment.is_proven and comment.has_approved_before():
        return None
    return Reason(NEWCOMER, _("Nothing by this commenter was approved before."))


def like_spam(comment, policy):
    """Like what the moderators of this site have marked as spam (see models.spam_model)."""
    if comment.spam_score is None or comment.user_id:
        return None
    score = Score(comment.spam_score, comment.spam_pieces)
    return reason_of(LIKE_SPAM, _("Spam score"), score, comment, policy)


def awaiting_akismet(comment, policy):
    """Akismet is asked and the policy waits for its answer."""
    if comment.asks_akismet and policy.wait_for_akismet:
        return Reason(ASKED, _("Akismet has not answered yet."))
