import logging

from django.conf import settings
from django.db import transaction

import pagecache
from articles.images.social import social_picture
from articles.showing import article_tag
from articles.tasks import make_social_image

from .files import RENDITIONS, ending_folder, forget, keep

logger = logging.getLogger(__name__)

# Of a picture that leads more articles, the newest so many get their previews anew.
MOST_ARTICLES = 100


class Previewed:
    """The picture with which others preview an Article, made in the background."""

    def preview_soon(self, before=None):
        """Have it made, if there is something to make it of that was not there before."""
        wanted = self.lead_image_id and self.status == self.Status.PUBLISHED
        names = ("headline", "lead_image_id", "status")
        same = before and all(getattr(self, name) == getattr(before, name) for name in names)
        if wanted and not same:
            make_social_image.enqueue(self.pk)

    def make_social_image(self):
        """Make it of the headline and the lead image as they are now."""
        image, written, before = self.lead_image, [], self.social_image
        try:
            with image.file.open() as original:
                content = original.read()
        except FileNotFoundError:  # a backup without pictures: previews show a smaller thing
            logger.warning("The file of picture %s is not there", image.pk)
            return
        focus = (image.focus_x, image.focus_y)
        name, data = social_picture(content, self.headline, settings.SITE_NAME, focus)
        folder = f"preview-{self.pk}"
        if image.licence_ends_at:
            folder = ending_folder(image.pk, folder)
        path = keep(f"{RENDITIONS}/{folder}/{name}", data, written)
        with transaction.atomic():
            now = type(self).objects.filter(
                pk=self.pk, headline=self.headline, lead_image=image, lead_image__file=image.file
            )
            if not now.update(social_image=path):
                forget(written)  # changed meanwhile: another one is on its way
                return
            pagecache.purge(article_tag(self.pk))
            if before and before != path:
                transaction.on_commit(lambda: forget([before]))


def preview_again(image):
    """Have the previews made anew that are made of `image`."""
    led = image.led_articles.filter(status="published").newest_on_desk()
    for number in led.values_list("pk", flat=True)[:MOST_ARTICLES]:
        make_social_image.enqueue(number)
