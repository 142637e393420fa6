"""The mails to reporters.

Nothing that a stranger wrote is in them, neither the comment nor the report: anybody can type
anybody's address. They go to email_key, the address in its one form.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from background import mail

from .words import outcome, redress


def can_reach(address):
    """Whether mail can be sent there: of an odd address the one form may be none."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def confirm(report):
    """That the report has come."""
    lines = [
        _("On %(date)s we received a report with this address about a comment on our site:"),
        report.address,
        _("A moderator reads it. This page says what we decide, and we write to you again:"),
        settings.SITE_URL + report.receipt_url,
        _("If it was not you, do nothing."),
    ]
    _send(report, _("We have received your report"), lines)


def tell(report):
    """What was decided, why, and what can be done against it."""
    lines = [
        _("On %(date)s you reported a comment on our site:"),
        report.address,
        *outcome(report),
        *redress(report),
        settings.SITE_URL + report.receipt_url,
    ]
    _send(report, _("Our decision about your report"), lines)


def _send(report, subject, lines):
    date = date_format(localtime(report.created_at), "DATETIME_FORMAT")
    lines[0] = lines[0] % {"date": date}
    text = "\n\n".join([*lines, f"-- \n{settings.SITE_NAME}"]) + "\n"
    mail.send(report.email_key, f"{settings.SITE_NAME}: {subject}", text)
