"""Mails as background work: to one recipient, with fixed headers, tried for a day."""

import logging
import re
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django_tasks import task

from .retries import GiveUp, Retry

logger = logging.getLogger(__name__)

# What a mail of the house may carry beside what every mail has.
HEADERS = {"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "In-Reply-To", "References"}


class NotSent(Exception):  # noqa: N818 (what happened, in the words of the mail server's code)
    """The mail server did not take it this time."""


def send(to, subject, text, html=None, headers=None):
    """Mail this to one address, when the transaction commits, and again until it is taken.

    `to` is a bare address, `headers` are some of HEADERS; ValueError or ValidationError if not.
    Line breaks in the subject become spaces.
    """
    validate_email(to)
    headers = headers or {}
    if unknown := set(headers) - HEADERS:
        raise ValueError(f"Mails do not carry the header {', '.join(sorted(unknown))}")
    if any(not value.isprintable() for value in headers.values()):
        raise ValueError("A header of a mail is one line")
    subject = " ".join("".join(c if c.isprintable() else " " for c in subject).split())
    return deliver.enqueue(
        to=to,
        subject=_storable(subject),
        text=_storable(text),
        html=_storable(html) if html else None,
        headers=dict(headers),
    )


@task(
    takes_context=True,
    priority=10,
    # 30 s, 1 min, 2 min … every hour: 31 tries are a day, and mail servers do stay away so long.
    retry=Retry(tries=31, first_pause=30, longest_pause=3600),
    private=True,
)
def deliver(context, to, subject, text, html, headers):
    """One try. A temporary refusal is raised to be tried again, a final one is dead at once."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMultiAlternatives(
        subject,
        text,
        to=[to],
        headers={
            # The same at each try: a mail that was taken twice is recognised as one.
            "Message-ID": f"<{context.task_result.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except OSError as error:  # also what smtplib raises
        # Without the original: it quotes the address, and errors are logged.
        raise _as_ours(error) from None


def _as_ours(error):
    code, reply = _reply(error)
    if code is None:
        return NotSent(f"No connection ({type(error).__name__})")
    # "5.1.1" and the like; the rest of the reply quotes the address.
    detail = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", reply)
    words = f"{code} {detail[0].decode()}" if detail else str(code)
    return GiveUp(words) if _is_final(error, code) else NotSent(words)


def _reply(error):
    """SMTP code and text (bytes) of the server's answer; (None, b"") if it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
    else:
        code, reply = getattr(error, "smtp_code", None), getattr(error, "smtp_error", b"")
    return code, reply.encode() if isinstance(reply, str) else reply


def _is_final(error, code):
    """Whether the refusal is about this mail. A wrong password concerns all, and gets mended."""
    about_us = (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)
    return 500 <= code < 600 and code != 530 and not isinstance(error, about_us)


def _storable(text):
    # PostgreSQL's JSON holds neither NUL nor half characters.
    return text.replace("\0", "").encode("utf-8", "replace").decode()
