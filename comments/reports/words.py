"""What a reporter is told of a decision, the same on the receipt and by mail."""

from django.utils.translation import gettext as _


def outcome(report):
    """What was decided about `report`, and why, as sentences; none while it is open."""
    if report.is_open:
        return []
    is_upheld = report.status == report.Status.UPHELD
    if report.by_id is None:
        return [_("The comment is not there any more.")]
    return [
        _("We have taken the comment down.") if is_upheld else _("We let the comment stand."),
        report.answer or _rejection(report) or _usual_reason(is_upheld),
        _("A moderator has decided this; nothing in it was automatic."),
    ]


def redress(report):
    """What can be done against the decision, as sentences."""
    if report.status == report.Status.UPHELD:
        return []
    ways = [_("You can also turn to a court or to a certified body for settling disputes.")]
    if report.may_be_objected_to:
        ways.insert(0, _("If you do not agree, object on the page of your report, once."))
    return ways


def _usual_reason(is_upheld):
    if is_upheld:
        return _("Having read it, we find that it breaks the law or our rules.")
    return _("Having read it, we do not find that it breaks the law or our rules.")


def _rejection(report):
    """The name of the reason for which it was rejected; its text speaks to the commenter."""
    rejection = report.decision and report.decision.rejection
    return _("The reason: %(reason)s.") % {"reason": rejection.name} if rejection else ""
