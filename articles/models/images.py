from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.search import newest

from .files import ENDING, RENDITIONS

SOON = timedelta(days=7)


class ImageQuerySet(models.QuerySet):
    """Pictures of the library, as phrases: Image.objects.without_alt().newest_first()"""

    def licensed(self, now=None):
        """Those that pages may show now; Image.is_licensed says it of one."""
        now = now or timezone.now()
        return self.filter(Q(licence_ends_at__isnull=True) | Q(licence_ends_at__gt=now))

    def ending(self, now=None):
        """Those whose licence is to end, the next one first."""
        return self.filter(licence_ends_at__gt=now or timezone.now()).order_by("licence_ends_at")

    def ending_soon(self, now=None):
        """Those whose licence ends within a week."""
        now = now or timezone.now()
        return self.filter(licence_ends_at__gt=now, licence_ends_at__lte=now + SOON)

    def ended(self, now=None):
        return self.filter(licence_ends_at__lte=now or timezone.now())

    def with_files_that_stay(self):
        """Those whose licence ends, or has, and whose files would not: no verb wrote the end."""
        wanted = Q(renditions__0__jpeg__startswith=f"{RENDITIONS}/{ENDING}")
        return self.filter(licence_ends_at__isnull=False).exclude(Q(renditions=[]) | wanted)

    def without_alt(self):
        return self.filter(alt_text="", is_decorative=False)

    def without_credit(self):
        return self.filter(credit="")

    def unused(self):
        """Those that stand in no article and beside no author's name."""
        uses = [
            ("articles.Article", "lead_image"),
            ("articles.ArticleImage", "image"),
            ("articles.Author", "portrait"),
        ]
        found = self
        for label, name in uses:
            model = self.model._meta.apps.get_model(label)
            found = found.filter(~Exists(model.objects.filter(**{name: OuterRef("pk")})))
        return found

    def in_published(self):
        """Those that an article shows which is public or scheduled."""
        article = self.model._meta.apps.get_model("articles.Article")
        found = article.objects.filter(
            Q(lead_image=OuterRef("pk")) | Q(article_images__image=OuterRef("pk")),
            status="published",
        )
        return self.filter(Exists(found))

    def same_as(self, accepted):
        """Those that show the very same pixels as an accepted picture, however encoded."""
        return self.filter(pixels=accepted.pixels)

    def saying(self, words, *, at_most, before=None):
        """The newest of those that say all of `words`, each at least by its beginning.

        `before` is the number of a picture: that one and what is newer is left out.
        """
        return self.filter(pk__in=newest(self, words, at_most=at_most, before=before))

    def newest_first(self):
        return self.order_by("-uploaded_at", "-id")
