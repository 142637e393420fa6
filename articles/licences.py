"""The week before the licence of a picture ends: those who may publish are told."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.metadata import absolute
from articles.models import Image
from background import mail

# A mail is a list to read, not an archive; the next one has the rest.
MOST_PICTURES = 50


def let_files_end():
    """See to it that the files of what ends go too, whoever wrote its end."""
    for image in Image.objects.with_files_that_stay().iterator():
        with transaction.atomic():
            image.let_files_end()


@transaction.atomic
def warn():
    """Mail each editor a list of the pictures in use that end soon, each picture once."""
    soon = Image.objects.ending_soon().filter(licence_warned_at__isnull=True)
    used = soon.exclude(pk__in=soon.unused().values("pk")).order_by("licence_ends_at")
    pictures = list(used.select_for_update()[:MOST_PICTURES])
    if not pictures:
        return
    subject = _("%(site)s: licences of pictures end") % {"site": settings.SITE_NAME}
    text = "\n\n".join(
        [_("No page shows these pictures any more from then on:"), *_lines(pictures)]
    )
    editors = get_user_model().objects.with_perm("articles.publish_article").exclude(email="")
    for editor in editors.filter(is_active=True):
        mail.send(editor.email, subject, text)
    now = timezone.now()
    Image.objects.filter(pk__in=[one.pk for one in pictures]).update(licence_warned_at=now)


def _lines(pictures):
    for one in pictures:
        end = date_format(timezone.localtime(one.licence_ends_at), "DATETIME_FORMAT")
        address = absolute(reverse("admin:articles_image_change", args=[one.pk]))
        yield f"{end}: {one}\n{address}"
