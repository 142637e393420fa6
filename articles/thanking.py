"""The mail to a reader who found an error. Nothing that a stranger wrote is in it."""

from django.conf import settings
from django.utils.translation import gettext as _

from background import mail

from .metadata import absolute


def thank(email, article):
    """Nothing is promised when the report comes in, so this is the only mail that follows it."""
    lines = [
        _("You told us about an error in this article:"),
        f"{article.headline}\n{absolute(article.get_absolute_url())}",
        _("You were right. We have corrected it, and the article says so. Thank you!"),
        f"-- \n{settings.SITE_NAME}",
    ]
    subject = f"{settings.SITE_NAME}: {_('Thank you for your correction')}"
    mail.send(email, subject, "\n\n".join(lines) + "\n")
