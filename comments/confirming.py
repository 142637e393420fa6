"""How a reader shows that an e-mail address is theirs: by a link that is mailed to it.

What is mailed holds nothing that the sender of the comment typed, since anybody can type any
address. The comments that would be confirmed stand on the page that the link opens, and only a
button there acts: programs that look for dangerous links open them, but press nothing.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from background import mail

from .models import Comment, MailedEnough, MailedLink, Policy
from .reports.mails import can_reach

PURPOSE = "confirm"
LINK_LASTS = timedelta(hours=48)
# Comments of one browser and address that one page shows and one button confirms.
AT_ONCE = 20


@transaction.atomic
def ask(comment):
    """Mail a link to the address of `comment`, unless its browser has a good one already.

    Safe to repeat. Nobody is told when the address has had enough mails for today.
    """
    if not (comment.article.is_published and can_reach(comment.email_key)):
        return
    links = MailedLink.objects.good(PURPOSE)
    if links.filter(email_key=comment.email_key, browser=comment.browser).exists():
        return
    try:
        token = MailedLink.objects.make(
            PURPOSE,
            comment.email_key,
            valid_for=LINK_LASTS,
            browser=comment.browser,
            network=comment.ip_network,
        )
    except MailedEnough:
        return
    words = {
        "site": settings.SITE_NAME,
        "headline": comment.article.headline,
        "address": settings.SITE_URL + reverse("comments:confirm", args=[token]),
    }
    # Not to the address as typed: it may only look the same, and what it proves is this one.
    mail.send(comment.email_key, _("Confirm your e-mail address: %(site)s") % words, _text(words))


def _text(words):
    return (
        _(
            "Somebody has sent a comment on “%(headline)s” to %(site)s and gave this e-mail "
            "address. If that was you, open this page and press the button on it, best in the "
            "browser in which you wrote the comment:\n"
            "\n"
            "%(address)s\n"
            "\n"
            "The link is good for 48 hours, once.\n"
            "\n"
            "If it was not you, do nothing. The comment does not count as yours, and we write no "
            "further mails because of it.\n"
        )
        % words
    )


def comments_of(link):
    """What `link` would confirm, the newest first; each with its article."""
    sent = Comment.objects.sent_by(link.email_key).filter(browser=link.browser, proven_at=None)
    sent = sent.exclude(status__in=[Comment.Status.SPAM, Comment.Status.DELETED])
    sent = sent.select_related("article")
    return sent.order_by("-created_at", "-id")[:AT_ONCE]


@transaction.atomic
def confirm(token, browser, shown):
    """Use the link up: `browser` has proven its address from now on.

    Returns the comments that this confirmed, or None when the link is not good. `shown` are
    numbers of the comments that stood on the page: one that came meanwhile is not confirmed by
    somebody who has not seen it.
    """
    link = MailedLink.objects.use(PURPOSE, token)
    if not link:
        return None
    seen = [comment for comment in comments_of(link) if comment.pk in shown]
    seen.sort(key=lambda comment: comment.article_id)  # locked in one order by everybody
    is_same_browser = browser.key == link.browser
    browser.prove(link.email_key)
    policy = Policy.current()
    for comment in seen:
        comment.confirm(timezone.now() if is_same_browser else None, policy)
    return seen
