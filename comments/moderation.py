"""The rules that hold a comment: small functions that answer with a reason or nothing.

Rules read the comment and the policy and never write. All of them are asked, in the order of
RULES, so that a moderator sees everything that held a comment. What is known of a comment only
while it is being sent hangs on it as `trap` and `fill_seconds`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PENDING, SPAM = "pending", "spam"


@dataclass(frozen=True)
class Reason:
    """Why a comment does not appear at once. `status` is what the rule makes of the comment."""

    code: str
    text: str
    status: str = PENDING

    def as_json(self):
        return {"code": self.code, "text": self.text}


def trap_filled(comment, policy):
    """A field that people do not see, but programs fill."""
    if comment.trap:
        return Reason("trap", _("The hidden field of the form was filled."), SPAM)


def filled_too_fast(comment, policy):
    """Sooner after the form was made than anybody reads it.

    A kept page was made earlier than this reader got it: an old form proves nothing, a young one
    is suspicious, which is why this rule holds and refuses nothing.
    """
    seconds = comment.fill_seconds
    if seconds is not None and seconds < policy.min_fill_seconds:
        sent = ngettext(
            "Sent %(n)d second after the form was made.",
            "Sent %(n)d seconds after the form was made.",
            int(seconds),
        )
        return Reason("fast", sent % {"n": int(seconds)})


def article_holds(comment, policy):
    if comment.article.comments_policy == comment.article.Comments.HELD:
        return Reason("article", _("Every comment on this article is held."))


def manual_approval(comment, policy):
    if policy.manual_approval:
        return Reason("manual", _("Every comment waits for a moderator."))


RULES = [trap_filled, filled_too_fast, article_holds, manual_approval]


def reasons_to_hold(comment, policy):
    """Everything that holds `comment`, as a list of Reason; empty when it may appear."""
    if comment.user and comment.user.has_perm("comments.moderate_comment"):
        return []
    found = (rule(comment, policy) for rule in RULES)
    return [reason for reason in found if reason]


def status_for(reasons):
    """What becomes of a comment with these reasons: approved, pending or spam."""
    if not reasons:
        return "approved"
    return SPAM if any(reason.status == SPAM for reason in reasons) else PENDING
