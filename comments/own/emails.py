"""The mails to commenters; one function each.

They go to email_key, which is the address in its one form: what somebody typed may be an address
that only looks the same, and belong to somebody else.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.characters import neutralise
from background import mail

from .addresses import absolute, page

# Characters of a reply that are quoted.
QUOTED = 500


def mail_link(email_key, token):
    """The link to "my comments". Nothing that a stranger wrote may be in it."""
    lines = [
        _("Somebody, probably you, asked for the comments written with this address on %(site)s."),
        _("This page opens them. It is good for 30 minutes, and once:"),
        page("mine_open", token),
        _("If it was not you, do nothing: nobody else gets this link."),
    ]
    text = "\n\n".join(lines) % {"site": settings.SITE_NAME}
    mail.send(email_key, _("Your comments on %(site)s") % {"site": settings.SITE_NAME}, text)


def mail_decision(wish, addressee, reason=""):
    """What became of a comment. `reason` is the newsroom's text, empty if none was given."""
    comment = wish.comment
    told = {
        "approved": _("Your comment is published."),
        "rejected": _("A moderator has decided not to publish your comment."),
        "pending": _("Your comment waits for a moderator again."),
    }[comment.told_status]
    stands = _("Your objection was looked at, and the decision stands.")
    paragraphs = [told, *filter(None, [reason, stands if comment.was_upheld else ""])]
    receipt = absolute(comment.receipt_url)
    subject = _("Your comment on “%(headline)s”") % {"headline": comment.article.headline}
    lines = [*paragraphs, _("All about it:") + " " + receipt]
    _send(addressee, subject, lines, {"paragraphs": paragraphs, "receipt": receipt})


def mail_replies(addressee, notices, more):
    """Replies (Notices of one address, the oldest first), and how many more there are."""
    number = len(notices) + more
    subject = ngettext("A reply to your comment", "%(n)d replies to your comments", number)
    replies = [_reply(notice, addressee) for notice in notices]
    lines, also = [], ""
    for each in replies:
        about = _("%(name)s answered your comment on “%(headline)s”:") % each
        quoted = "\n".join(f"> {line}" for line in each["text"].splitlines())
        stop = _("No more mails about this thread:") + " " + each["stop"]
        lines += [about, quoted, each["address"], stop]
    if more:
        also = ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
        lines.append(also)
    _send(addressee, subject % {"n": number}, lines, {"replies": replies, "paragraphs": [also]})


def _reply(notice, addressee):
    reply = notice.reply
    text = neutralise(reply.text).strip()
    return {
        "name": reply.name,
        "headline": reply.article.headline,
        "text": text[:QUOTED] + ("…" if len(text) > QUOTED else ""),
        "address": absolute(reply.get_absolute_url()),
        "stop": page("stop_thread", addressee.token, reply.root_id),
    }


def _send(addressee, subject, lines, context):
    """A mail that can be stopped: in the mail itself, and by the button of the mail program."""
    stop = page("stop", addressee.token)
    end = _("No more mails about comments:") + " " + stop
    context = {**context, "stop": stop, "site": settings.SITE_NAME}
    mail.send(
        addressee.email_key,
        subject,
        "\n\n".join([*lines, f"-- \n{settings.SITE_NAME}\n{end}"]) + "\n",
        html=render_to_string("comments/mails/message.html", context),
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
