import hashlib
import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction

from accounts.network import end_site_of, network_of
from comments import keys
from comments.limits import seconds_until_report, take_turns_as
from comments.names import clean_name
from comments.policy import LONGEST_NAME, Policy
from comments.reports import mails

from .manager import AlreadySent, TooMany
from .report_querysets import ReportQuerySet

# Reports with one address, unproven, that are answered by mail.
MAILS_A_DAY, DAY = 5, timedelta(days=1)
# The same for all addresses that one network names: nobody mails the whole town.
NETWORK_MAILS_A_DAY = 20


class AlreadyReported(AlreadySent):
    """The same person has reported this comment, as it stands, before."""


class ReportManager(models.Manager.from_queryset(ReportQuerySet)):
    """submit() is the door by which a report comes in."""

    @transaction.atomic
    def submit(
        self, comment, *, kind, text="", name="", email="", ip_address=None, proofs=(),
        is_in_good_faith=False, is_about_children=False, policy=None,
    ):  # fmt: skip
        """Store what somebody reports; enough people send the comment back to the queue.

        `proofs` are the keys of the addresses that the browser has proved. What a kind needs has
        been checked by the form. Raises AlreadyReported and TooMany, and ObjectDoesNotExist when
        the comment is not public any more.
        """
        policy = policy or Policy.current()
        address = ipaddress.ip_address(str(ip_address)) if ip_address else None
        report = self.model(
            comment=comment,
            address=settings.SITE_URL + comment.get_absolute_url(),
            kind=kind,
            text=text,
            is_in_good_faith=is_in_good_faith,
            is_about_children=is_about_children,
            name=clean_name(name)[:LONGEST_NAME].rstrip(),
            email=email,
            email_key=keys.email_key(email) if email else "",
            proofs=sorted(proofs),
            # What may be one customer's, or one would write reports and cause mails without end.
            ip_network=end_site_of(network_of(address)),
        )
        self._store(report, policy)
        if report.gets_mail:
            mails.confirm(report)
        return report

    def _store(self, report, policy):
        comment = report.comment
        take_turns_as(report.ip_network, report.email_key)
        comment.take_public()
        report.fingerprint = _fingerprint(report)
        if seconds := seconds_until_report(self, report, policy):
            raise TooMany(seconds)
        report.gets_mail = self._may_mail(report)
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            if self.filter(fingerprint=report.fingerprint).exists():
                raise AlreadyReported from None
            raise
        comment.hold_if_reported(policy)

    def _may_mail(self, report):
        """Anybody can type anybody's address: who has not proved it gets a few mails a day."""
        if not mails.can_reach(report.email_key):
            return False
        if report.email_key in report.proofs:
            return True
        mailed = self.since(report.created_at - DAY).filter(gets_mail=True)
        to_it, for_them = mailed.sent_by(report.email_key), mailed.sent_from(report.ip_network)
        return not (_reaches(to_it, MAILS_A_DAY) or _reaches(for_them, NETWORK_MAILS_A_DAY))


def _reaches(reports, at_most):
    return reports.order_by()[at_most - 1 : at_most].exists()


def _fingerprint(report):
    """Equal for the same person and the same comment as long as its words are the same (32 bytes).

    The network belongs to the person: else "already reported" would tell everybody whether the
    owner of an address that he guesses has reported a comment.
    """
    edited = report.comment.edited_at
    same = [str(report.comment_id), str(edited), report.ip_network, report.email_key]
    return hashlib.sha256("\0".join(same).encode()).digest()
