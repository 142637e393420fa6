"""Telling by mail what became of comments, and who answered them; the worker calls this."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments.models import Addressee, Notice, Wish

from . import emails

# No address gets a mail about replies more often.
PAUSE = timedelta(hours=1)
# Replies that one mail tells of; of others it gives the number.
MOST_REPLIES = 20
# Notices that have waited so long are of no use any more: the address was never proven.
STALE = timedelta(days=14)
BATCH = 200


def tell_decisions():
    """Mail what is due; how many mails went. A mail and the note that it went are one change."""
    due = Wish.objects.proven().filter(due_at__lte=timezone.now()).order_by("due_at")
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_tell_decision(key) for key in keys)


@transaction.atomic
def _tell_decision(key):
    wishes = Wish.objects.proven().select_related("comment__article")
    wish = wishes.select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    if wish is None or wish.due_at is None:
        return False
    wish.due_at = None
    comment, addressee = wish.comment, None
    is_new = comment.told_status not in (wish.told, comment.Status.DELETED)
    # The first mail is about a decision: that it waits was said on the page.
    if is_new and (wish.told or comment.told_status != comment.Status.PENDING):
        wish.told = comment.told_status
        addressee = Addressee.of(comment.email_key)
    wish.save(update_fields=["due_at", "told"])
    if addressee is None or addressee.is_muted or not comment.article.is_published:
        return False
    emails.mail_decision(wish, addressee, comment.reader_text)
    return True


def tell_replies():
    """One mail to each address with new replies, unless it got one within the hour; how many."""
    now = timezone.now()
    Notice.objects.filter(at__lt=now - STALE).delete()
    waiting = Wish.objects.proven().filter(notices__isnull=False)
    resting = Addressee.objects.filter(notified_at__gt=now - PAUSE).values("email_key")
    keys = waiting.exclude(comment__email_key__in=resting).values_list("comment__email_key")
    return sum(_tell_replies(key) for (key,) in list(keys.distinct()[:BATCH]))


@transaction.atomic
def _tell_replies(email_key):
    Addressee.of(email_key)
    addressee = Addressee.objects.select_for_update(no_key=True).get(email_key=email_key)
    if addressee.notified_at and addressee.notified_at > timezone.now() - PAUSE:
        return False
    notices = Notice.objects.filter(wish__in=Wish.objects.proven().of_address(email_key))
    shown = notices.filter(_is_public(), wish__replies=True).order_by("at", "pk")
    found = list(shown.select_related("reply__article")[:MOST_REPLIES])
    more = shown.count() - len(found)
    notices.delete()
    if not found or addressee.is_muted:
        return False
    addressee.notified_at = timezone.now()
    addressee.save(update_fields=["notified_at"])
    emails.mail_replies(addressee, found, more)
    return True


def _is_public():
    return Q(reply__status="approved", reply__article__in=Article.objects.published())
