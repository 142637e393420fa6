"""The rules that hold a comment: small functions that answer with a reason or nothing.

Rules read the comment and the policy and never write. All of them are asked, in the order of
RULES, so that a moderator sees everything that held a comment; those that make it spam come
first. A new rule is a function and its place in the list. What is known of a comment only
while it is being sent hangs on it as `trap` and `fill_seconds`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .marking import whole
from .models.block import Block
from .reason import PENDING, SPAM, Reason, named
from .text import addresses_in
from .trust import address_unproven, awaiting_akismet, like_spam, newcomer
from .words import DISALLOWED as DISALLOWED_LIST
from .words import WATCHED as WATCHED_LIST

TRAP = named("trap", gettext_lazy("hidden field"))
BLOCKED = named("blocked", gettext_lazy("blocked sender"))
DISALLOWED = named("disallowed", gettext_lazy("disallowed words"))
FAST = named("fast", gettext_lazy("sent too fast"))
LINKS = named("links", gettext_lazy("links"))
WATCHED = named("watched", gettext_lazy("watched words"))
HOURS = named("hours", gettext_lazy("outside commenting hours"))
ARTICLE = named("article", gettext_lazy("article holds"))
MANUAL = named("manual", gettext_lazy("manual approval"))

# Lines of a word list that a reason names.
MOST_LINES = 10


def trap_filled(comment, policy):
    """A field that people do not see, but programs fill."""
    if comment.trap:
        return Reason(TRAP, _("The hidden field of the form was filled."), SPAM)


def blocked(comment, policy):
    """Somebody whose address, domain or network a moderator has blocked."""
    if comment.user:
        return None
    block = Block.objects.meaning(comment.email_key, comment.ip_address)
    if block:
        told = _("Blocked: %(value)s. %(reason)s") % {"value": block, "reason": block.reason}
        field = "email" if block.kind != Block.Kind.NETWORK else "ip_address"
        return Reason(BLOCKED, told.strip(), SPAM, matches=whole(comment, field))


def disallowed_words(comment, policy):
    """Words that nobody needs to read."""
    matches = _matches(comment, policy, DISALLOWED_LIST)
    if matches:
        told = _("Disallowed words: %(words)s") % {"words": _lines(matches)}
        return Reason(DISALLOWED, told, SPAM, _places(matches))


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
        return Reason(FAST, sent % {"n": int(seconds)})


def many_links(comment, policy):
    if policy.max_links and comment.link_count >= policy.max_links:
        told = ngettext("%(n)d link.", "%(n)d links.", comment.link_count)
        places = tuple(("text", start, end) for start, end in addresses_in(comment.text))
        return Reason(LINKS, told % {"n": comment.link_count}, matches=places)


def watched_words(comment, policy):
    matches = _matches(comment, policy, WATCHED_LIST)
    if matches:
        told = _("Watched words: %(words)s") % {"words": _lines(matches)}
        return Reason(WATCHED, told, matches=_places(matches))


def outside_hours(comment, policy):
    """Sent while no moderator is there, where the policy holds such comments."""
    if policy.is_outside_hours(comment.article, comment.created_at):
        return Reason(HOURS, _("Sent outside the hours in which moderators are there."))


def article_holds(comment, policy):
    if comment.article.comments_policy == comment.article.Comments.HELD:
        return Reason(ARTICLE, _("Every comment on this article is held."))


def manual_approval(comment, policy):
    if policy.manual_approval:
        return Reason(MANUAL, _("Every comment waits for a moderator."))


RULES = [
    trap_filled, blocked, disallowed_words,
    filled_too_fast, many_links, watched_words, outside_hours, article_holds, manual_approval,
    address_unproven, newcomer, like_spam, awaiting_akismet,
]  # fmt: skip
# Of these, what the policy and a stored comment alone decide; see comments.rehearsal.
REHEARSED = [
    disallowed_words, many_links, watched_words, outside_hours, article_holds, manual_approval,
    like_spam,
]  # fmt: skip


def reasons_to_hold(comment, policy):
    """Everything that holds `comment`, as a list of Reason; empty when it may appear."""
    if comment.user and comment.user.has_perm("comments.moderate_comment"):
        return []
    return ask(RULES, comment, policy)


def ask(rules, comment, policy):
    """What these rules answer, as a list of Reason."""
    found = (rule(comment, policy) for rule in rules)
    return [reason for reason in found if reason]


def status_for(reasons):
    """What becomes of a comment with these reasons: approved, pending or spam."""
    if not reasons:
        return "approved"
    return SPAM if any(reason.status == SPAM for reason in reasons) else PENDING


def _matches(comment, policy, name):
    """Words of the list `name` in the comment, which is read once for both lists."""
    words = policy.words
    if comment.words_found is None or comment.words_found[0] is not words:
        comment.words_found = (words, words.find(comment))
    return [match for match in comment.words_found[1] if match.list == name]


def _places(matches):
    return tuple((match.field, match.start, match.end) for match in matches)


def _lines(matches):
    """The lines of the list, each once."""
    lines = list(dict.fromkeys(match.line for match in matches))
    more = ", …" if len(lines) > MOST_LINES else ""
    return ", ".join(lines[:MOST_LINES]) + more
