from django.db import models
from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from accounts.network import end_site_of

# To tell whether enough people have reported a comment, no more reports are looked at.
COUNTED = 200
# Those whose reporters are still to be told by mail what was decided.
TO_TELL = Q(gets_mail=True, told_at__isnull=True, status__in=["upheld", "dismissed"])
# Rows that one statement of forget() changes.
BATCH = 1000

ERASED = {
    "name": "", "email": "", "email_key": "", "proofs": [], "ip_network": "", "fingerprint": None,
    "text": "", "objection": "", "gets_mail": False,
}  # fmt: skip


class ReportQuerySet(models.QuerySet):
    """Reports, as phrases: Report.objects.open().for_comments(ids)"""

    def open(self):
        return self.filter(status="open")

    def for_comments(self, comment_ids, at_most=20):
        """Those about these comments, the first one first; one query for a page of comments.

        Of each comment the first `at_most`: what was let stand may be reported by thousands.
        """
        place = Window(RowNumber(), partition_by="comment", order_by=["created_at", "id"])
        found = self.filter(comment__in=comment_ids).annotate(place=place)
        return found.filter(place__lte=at_most).order_by("created_at", "id")

    def sent_from(self, network):
        return self.filter(ip_network=network)

    def sent_by(self, email_key):
        return self.filter(email_key=email_key)

    def since(self, moment):
        return self.filter(created_at__gt=moment)

    def read_and_dismissed(self):
        """By a person; also those that came back with an objection."""
        return self.filter(by__isnull=False).exclude(status="upheld")

    def people(self):
        """How many different people these come from, looking at the newest COUNTED.

        Two reports that have an address in common, typed or proven, are one person's, and so are
        two from networks that may be one customer's.
        """
        rows = self.order_by("-created_at").values_list("ip_network", "email_key", "proofs")
        groups = []
        for network, email_key, proofs in rows[:COUNTED]:
            person = {f"from {end_site_of(network)}", *filter(None, [email_key, *proofs])}
            same = [group for group in groups if group & person]
            groups = [group for group in groups if not group & person]
            groups.append(person.union(*same))
        return len(groups)

    def per_day(self, since):
        """{date: {"received": n, "upheld": n, "dismissed": n}} from the moment `since` on."""
        days = {}
        received = self.filter(created_at__gte=since).annotate(day=TruncDate("created_at"))
        for row in received.order_by().values("day").annotate(n=Count("pk")):
            days.setdefault(row["day"], _no_reports())["received"] = row["n"]
        settled = self.filter(settled_at__gte=since).exclude(status="open")
        settled = settled.annotate(day=TruncDate("settled_at")).order_by()
        for row in settled.values("day", "status").annotate(n=Count("pk")):
            days.setdefault(row["day"], _no_reports())[row["status"]] = row["n"]
        return days

    def settle(self, status, by=None, decision=None, answer=""):
        """Close those that are open, as "upheld" or "dismissed"; how many there were.

        Their reporters find it on their receipts; who gave an address is mailed (see to_tell).
        """
        return self.open().update(
            status=status,
            settled_at=timezone.now(),
            by=by,
            decision=decision,
            answer=answer,
            told_at=None,
        )

    def to_tell(self):
        """Those whose reporters are still to be mailed what was decided, the first one first."""
        return self.filter(TO_TELL).order_by("settled_at", "id")

    def reopen(self):
        """Open them again, because the decision that settled them was undone."""
        return self.exclude(status="open").update(
            status="open", settled_at=None, by=None, decision=None, answer=""
        )

    def forget(self, before):
        """Erase who sent those that were settled before that moment, and what they wrote.

        Returns how many there were. Networks go at that age from open ones too. What is left says
        how often what was reported, and what became of it.
        """
        old = self.settled_before(before)
        number = _in_batches(old, **ERASED, forgotten_at=timezone.now())
        waiting = self.open().filter(created_at__lt=before).exclude(ip_network="")
        _in_batches(waiting, ip_network="", fingerprint=None)
        return number

    def settled_before(self, moment):
        """Those of which it is still known who sent them."""
        return self.filter(settled_at__lt=moment, forgotten_at=None).exclude(status="open")

    def erase(self):
        """Erase at once who sent these, and what they wrote; the reports themselves stay."""
        return self.update(**ERASED, forgotten_at=timezone.now())

    def forget_proof(self, email_key):
        """Do not know any more that browsers which reported had proven this address."""
        for report in self.filter(proofs__icontains=email_key).iterator():
            report.proofs = [key for key in report.proofs if key != email_key]
            report.save(update_fields=["proofs"])


def _no_reports():
    return {"received": 0, "upheld": 0, "dismissed": 0}


def _in_batches(rows, **changes):
    """Update `rows`, which the update takes out of the queryset, some at a time; how many."""
    number = 0
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        number += rows.model.objects.filter(pk__in=ids).update(**changes)
    return number
