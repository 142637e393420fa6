"""Carrying out what the queue's form asks for: each decision passes its verb, and is answered."""

from dataclasses import asdict, dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts.characters import neutralise
from accounts.numbers import number_in
from comments.models import Comment, Decision, Overtaken, RejectionReason

VERBS = {
    "approve": Comment.approve,
    "reject": Comment.reject,
    "mark_spam": Comment.mark_spam,
    "hold": Comment.hold,
}
MOST_AT_ONCE = 200
LONGEST_NOTE = 500
CHANGED = _lazy(
    "The words of this comment were changed meanwhile. Load the page again and read them; "
    "your decision was not carried out."
)


@dataclass(frozen=True)
class Outcome:
    """What became of one wish: "done", "same" (it was so before), "overtaken" or "gone".

    `words` say it to the moderator; `decision` is the row of the log that can be undone, 0 if none.
    """

    id: int
    kind: str
    status: str = ""
    words: str = ""
    decision: int = 0

    as_json = asdict


def carry_out(user, data):
    """Outcomes of what the form (a QueryDict) wishes, in its order.

    "decide" names a verb and one comment, "action" a verb for all that are marked, "undo" rows of
    the log. "seen" says for each comment what the moderator saw: status and edition.
    """
    if "undo" in data:
        return [_undo(user, number) for number in _numbers(data["undo"].split(","))]
    verb, _colon, one = data.get("decide", "").partition(":")
    numbers = _numbers([one] if verb else data.getlist("_selected_action"))
    verb = verb or data.get("action", "")
    if verb not in VERBS:
        return []
    seen = dict(each.split(":", 1) for each in data.getlist("seen") if ":" in each)
    comments = Comment.objects.defer("html").in_bulk(numbers)
    reasons = _rejections(data, numbers) if verb == "reject" else {}
    note = neutralise(data.get("note", "")).strip()[:LONGEST_NOTE]
    return [
        _decide(user, verb, number, comments, seen.get(str(number)), reasons.get(number), note)
        for number in numbers
    ]


def made_upon(seen):
    """`expected` and `edition` of a verb, from what the page said that it showed."""
    status, _colon, edition = (seen or "").partition(":")
    return {"expected": status or None, "edition": edition or None}


def _decide(user, verb, number, comments, seen, rejection, note):
    comment = comments.get(number)
    if comment is None:
        return Outcome(number, "gone", words=_("This comment is not there any more."))
    how = made_upon(seen) | {"note": note} | ({"rejection": rejection} if rejection else {})
    try:
        decision = VERBS[verb](comment, by=user, **how)
    except Overtaken as overtaken:
        return _overtaken(overtaken.comment, how["expected"])
    if decision is None:
        return _same(user, comment)
    return _done(comment, decision)


def _undo(user, number):
    decision = Decision.objects.filter(pk=number).select_related("comment").first()
    if decision is None or decision.comment is None:
        return Outcome(0, "gone", words=_("This comment is not there any more."))
    try:
        undone = decision.undo(user)
    except Overtaken as overtaken:
        return _overtaken(overtaken.comment)
    if undone is None:
        words = _("This decision has been undone before.")
        return Outcome(decision.comment_id, "same", decision.comment.status, words)
    return _done(decision.comment, undone)


def _done(comment, decision):
    words = _("%(name)s: %(status)s.") % {
        "name": comment.name,
        "status": comment.get_status_display(),
    }
    return Outcome(comment.pk, "done", comment.status, words, decision.pk)


def _same(user, comment):
    last = comment.last_decision
    # Sent twice since the first answer was lost: this moderator's own, and it can be undone.
    if last and last.by == user:
        return Outcome(comment.pk, "same", comment.status, _who_did(last), last.pk)
    words = _who_did(last) if last else _("It had been decided that way before.")
    return Outcome(comment.pk, "same", comment.status, words)


def _overtaken(comment, expected=None):
    if comment.status == expected:
        return Outcome(comment.pk, "overtaken", comment.status, str(CHANGED))
    last = comment.last_decision
    told = _who_did(last) if last else comment.get_status_display()
    words = f"{told} {_('Your decision was not carried out.')}"
    return Outcome(comment.pk, "overtaken", comment.status, words)


def _who_did(decision):
    return _("%(who)s, %(time)s: %(status)s.") % {
        "who": decision.by or _("a rule"),
        "time": date_format(localtime(decision.at), "DATETIME_FORMAT"),
        "status": decision.told,
    }


def summary(outcomes):
    """(level, words) for messages above the list, where the page is made anew."""
    told = [one.words for one in outcomes if one.kind == "done"]
    done = len(told)
    same = sum(1 for one in outcomes if one.kind == "same")
    if done == 1:  # what it is now: it may have been an undoing
        yield "success", told[0]
    elif not outcomes:
        yield "warning", _("No comment was marked; nothing has changed.")
    elif done:
        words = ngettext("%(n)d comment decided.", "%(n)d comments decided.", done)
        yield "success", words % {"n": done}
    if same:
        words = ngettext(
            "%(n)d had been decided that way before.",
            "%(n)d had been decided that way before.",
            same,
        )
        yield "info", words % {"n": same}
    for one in outcomes:
        if one.kind in ("overtaken", "gone"):
            yield "warning", one.words


def _numbers(texts):
    found = (number for number in map(number_in, texts) if number is not None)
    return list(dict.fromkeys(found))[:MOST_AT_ONCE]


def _rejections(data, numbers):
    """{number of the comment: RejectionReason}, chosen on its card or for all that are marked."""
    chosen = {n: data.get(f"rejection-{n}") or data.get("rejection", "") for n in numbers}
    known = RejectionReason.objects.in_bulk(_numbers(chosen.values()))
    return {n: known.get(next(iter(_numbers([text])), None)) for n, text in chosen.items()}
