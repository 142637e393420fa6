"""What is kept of commenters only for a while, and goes by itself."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from comments.models import AddressSession, Comment, EditRecord, Hold, Policy, Report, Wish

# Rows of one transaction: others wait for it, and memory holds no more.
BATCH = 500

NO_TRACES = {
    "ip_address": None, "ip_network": "", "user_agent": "", "browser": "", "fingerprint": None,
}  # fmt: skip
NOTHING = {"name": "", "email": "", "email_key": "", "text": "", "html": "", "reasons": []}


@dataclass
class Forgotten:
    """How many comments lost their traces, went for good, or only left their place; and how many
    reports their sender.
    """

    traces: int = 0
    removed: int = 0
    emptied: int = 0
    reports: int = 0


def forget(policy=None, *, dry_run=False, told=lambda done: None):
    """Remove what is older than the policy says. With `dry_run` only count.

    `told` is called with the Forgotten so far, after each batch. Safe to repeat and to interrupt.
    """
    policy, now = policy or Policy.current(), timezone.now()
    old = Comment.objects.with_traces().until(now - policy.traces_kept)
    refused = Comment.objects.refused().until(now - policy.refused_kept)
    refused = refused.filter(decided_at__lt=now - policy.refused_kept)
    with_answers = refused.exclude(email_key="").filter(replies__isnull=False).distinct()
    alone = refused.filter(replies=None)
    if dry_run:
        settled = Report.objects.settled_before(now - policy.refused_kept)
        return Forgotten(old.count(), alone.count(), with_answers.count(), settled.count())
    done = Forgotten()
    # Removing the last answer may leave the one above it alone.
    for name, rows, verb in (
        ("traces", old, _forget_traces),
        ("removed", alone, _remove),
        ("emptied", with_answers, _empty),
    ):
        for number in _in_batches(rows, verb):
            setattr(done, name, getattr(done, name) + number)
            told(done)
    done.reports = Report.objects.forget(now - policy.refused_kept)
    AddressSession.objects.trim()
    return done


def _in_batches(rows, verb):
    while keys := list(rows.order_by("created_at").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            verb(keys)
        yield len(keys)


def _forget_traces(keys):
    Comment.objects.filter(pk__in=keys).update(**NO_TRACES)


def _remove(keys):
    Comment.objects.filter(pk__in=keys, replies=None).delete()


def _empty(keys):
    Comment.objects.filter(pk__in=keys).update(**NO_TRACES, **NOTHING)
    for model in (EditRecord, Hold, Wish):
        model.objects.filter(comment__in=keys).delete()
