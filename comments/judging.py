"""Who says how much a comment is like spam, all in one way: a Score, of which the policy decides.

A judge answers `score(comment)` with a Score, or None when it has nothing to say; none of them
ever approves anything. What this site has learnt answers at once (models.spam_model), what is
asked over the network later (akismet).
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reason import PENDING, SPAM, Reason


@dataclass(frozen=True)
class Score:
    """From 0 to 100; `pieces` of the text weighed most, as they stand there but for case."""

    percent: int
    pieces: tuple = ()


def reason_of(code, judge, score, comment, policy):
    """The Reason that `score` is under this policy, or None."""
    if policy.spam_score and score.percent >= policy.spam_score:
        status = SPAM
    elif policy.hold_score and score.percent >= policy.hold_score:
        status = PENDING
    else:
        return None
    told = _("%(judge)s: %(percent)d %% like spam.") % {"judge": judge, "percent": score.percent}
    return Reason(code, told, status, matches=tuple(_matches(comment.text, score.pieces)))


def _matches(text, pieces):
    for piece in pieces:
        # A run of spaces was one space when it was weighed.
        found = re.search(r"\s+".join(map(re.escape, piece.split())), text, re.IGNORECASE)
        if found and found[0]:
            yield ("text", found.start(), found.end())
