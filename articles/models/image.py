from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.images import accept, make_renditions
from articles.showing import TEXTS, image_tag

from .files import ORIGINALS, RENDITIONS, forget, keep, new_folder
from .shown import Shown


class Image(Shown):
    """A picture of the library, with what has to be said about it.

    `renditions` is a list of {"width", "height", "webp", "jpeg"}: pixels and storage paths, the
    smallest first; they are public. The file itself is the original, encoded anew, and private.
    `colour` is a CSS colour (#rrggbb) to show until the picture has come.
    """

    is_shown_when_new = False

    file = models.ImageField(
        _("file"), upload_to=ORIGINALS, width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False, default=0)
    renditions = models.JSONField(editable=False, default=list)
    colour = models.CharField(editable=False, max_length=7, default="#888888")
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know of it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("For example: Photo: Mari Tamm / The Gazette")
    )
    source_url = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Address at which the picture was found."),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="image_newest")]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return self.caption or self.alt_text or str(_("Image %(number)s")) % {"number": self.pk}

    @property
    def page_tags(self):
        return image_tag(self.pk), TEXTS

    @property
    def paths(self):
        """Storage paths of all its files."""
        made = [one[kind] for one in self.renditions for kind in ("webp", "jpeg")]
        return [self.file.name, *made] if self.file else made

    @classmethod
    def add(cls, upload, **said):
        """A new image of the library from an uploaded file, with alt_text, caption and so on.

        Raises ValidationError, and keeps nothing, unless the upload is a picture (see accept).
        """
        image = cls(**said)
        image.take(upload)
        return image

    def take(self, upload):
        """Save with this file instead of the one it has, under the same number."""
        upload.seek(0)
        self.store(accept(upload.read()))

    def store(self, accepted):
        """Save with an accepted picture; its files and its row come together or not at all."""
        before, written, folder = self.paths, [], new_folder()
        try:
            self.file = keep(f"{ORIGINALS}/{folder}.{accepted.extension}", accepted.data, written)
            self.size, self.colour = len(accepted.data), accepted.colour
            self.renditions = [
                {"width": one.width, "height": one.height}
                | {
                    kind: keep(f"{RENDITIONS}/{folder}/{name}", data, written)
                    for kind, (name, data) in one.files.items()
                }
                for one in make_renditions(accepted.data)
            ]
            self.width, self.height = accepted.width, accepted.height
            with transaction.atomic():
                self.put()
                transaction.on_commit(lambda: forget(before))
        except BaseException:
            forget(written)
            raise

    @transaction.atomic
    def drop(self):
        """Delete it with its files; they go when the transaction has ended well."""
        paths = self.paths
        super().drop()
        transaction.on_commit(lambda: forget(paths))
