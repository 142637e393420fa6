"""Everything that is known of an e-mail address: handed out, or erased."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from background.models import Job
from comments.keys import email_key
from comments.models import (
    Addressee,
    AddressSession,
    Comment,
    DataRequest,
    MailedLink,
    Proof,
    Report,
    Wish,
)

logger = logging.getLogger(__name__)

FIELDS = ["name", "email", "text"]
# Of the browser that sent it; whose that was is known only where it has proven the address.
TRACES = ["ip_address", "user_agent"]


@transaction.atomic
def export(email, *, by_owner=False):
    """What is stored of this address, as a dict that json.dumps() takes; the export is logged."""
    key = email_key(email)
    comments = Comment.objects.sent_by(key).order_by("created_at", "id").for_export()
    found = [_exported(comment) for comment in comments.iterator(chunk_size=500)]
    addressee = Addressee.objects.filter(email_key=key).first()
    _log(DataRequest.Kind.EXPORT, by_owner, len(found))
    return {
        "email": key,
        "comments": found,
        "reports": [_exported_report(report) for report in Report.objects.sent_by(key)],
        "wants_no_mail_since": _time(addressee and addressee.muted_at),
    }


def erase(email, *, keep_texts, by_owner=False):
    """Take name and address out of everything; returns how many comments there were.

    With `keep_texts` the comments stay as they are, without a name; otherwise they are deleted,
    and their places stay where answers stand below them. Each comment is a transaction of its own;
    what was interrupted can be repeated.
    """
    key = email_key(email)
    if not key:
        return 0
    number = 0
    for comment in Comment.objects.sent_by(key).order_by("-place").iterator(chunk_size=500):
        _erase_one(comment, keep_texts)
        number += 1
    for model in (AddressSession, Addressee, MailedLink, Proof):
        model.objects.filter(email_key=key).delete()
    Report.objects.sent_by(key).erase()
    Report.objects.forget_proof(key)
    Job.objects.drop_private(lambda text: email_key(text) == key)
    _log(DataRequest.Kind.ERASE, by_owner, number)
    return number


@transaction.atomic
def _erase_one(comment, keep_texts):
    Wish.objects.filter(comment=comment).delete()
    comment.decisions.exclude(note="").update(note="")
    if keep_texts and not comment.is_deleted:
        comment.lose_its_author(_("Name removed"))
        return
    comment.delete_by_author()
    comment.lose_its_author("")
    if not comment.replies.exists():
        comment.remove()


def _exported(comment):
    told = {name: getattr(comment, name) for name in FIELDS}
    if comment.is_proven or comment.user_id:
        told |= {name: getattr(comment, name) for name in TRACES}
    article, is_spam = comment.article, comment.status == comment.Status.SPAM
    return told | {
        "article": article.headline if article.is_published else None,
        "address_proven": _time(comment.proven_at),
        "address": comment.get_absolute_url() if comment.is_approved else None,
        "sent": _time(comment.created_at),
        "edited": _time(comment.edited_at),
        "status": comment.told_status,
        # Why it is spam its sender is not told, here as little as on the receipt.
        "held_because": [] if is_spam else [reason["text"] for reason in comment.reasons],
        "decisions": [
            {"at": _time(one.at), "from": one.from_status, "to": one.to_status, "note": one.note}
            for one in comment.decisions.all()
            if comment.Status.SPAM not in (one.from_status, one.to_status)
        ],
        "texts_before": [
            {"until": _time(one.at), "text": one.text_before} for one in comment.edits.all()
        ],
        "appeals": [{"at": _time(one.at), "text": one.text} for one in comment.appeals.all()],
    }


def _exported_report(report):
    told = {name: getattr(report, name) for name in ("kind", "text", "name", "email", "answer")}
    return told | {"sent": _time(report.created_at), "about": report.address}


def _time(moment):
    return moment.isoformat() if moment else None


def _log(kind, by_owner, number):
    DataRequest.objects.create(kind=kind, by_owner=by_owner, comments=number)
    logger.info("Personal data of one address: %s, %d comments", kind.value, number)
