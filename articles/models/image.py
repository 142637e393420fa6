from pathlib import PurePosixPath

from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.images import FIRST_WIDTH, WIDTHS, accept_upload, make_renditions
from articles.showing import TEXTS, image_tag
from articles.tasks import make_all_renditions

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
        """Storage paths of all its files; what an upload calls itself is none."""
        made = [one[kind] for one in self.renditions for kind in ("webp", "jpeg")]
        return [self.file.name, *made] if self.file and self.file._committed else made

    @classmethod
    def add(cls, upload, *, at_once=False, **said):
        """A new image of the library from an uploaded file, with alt_text, caption and so on.

        Raises ValidationError, and keeps nothing, unless the upload is a picture (see accept).
        For `at_once` see store.
        """
        image = cls(**said)
        image.take(upload, at_once=at_once)
        return image

    def take(self, upload, *, at_once=False):
        """Save with this file instead of the one it has, under the same number."""
        self.store(accept_upload(upload), at_once=at_once)

    def store(self, accepted, *, at_once=False):
        """Save with an accepted picture; its files and its row come together or not at all.

        One size is made now and the others by a task, unless all are wanted `at_once`.
        """
        before, written, folder = self.paths, [], new_folder()
        try:
            self.file = keep(f"{ORIGINALS}/{folder}.{accepted.extension}", accepted.data, written)
            self.size, self.colour = len(accepted.data), accepted.colour
            widths = WIDTHS if at_once else [FIRST_WIDTH]
            self.renditions = self._keep_renditions(accepted.data, widths, written)
            self.width, self.height = accepted.width, accepted.height
            with transaction.atomic():
                self.put()
                if not at_once:
                    make_all_renditions.enqueue(self.pk, self.file.name)
                transaction.on_commit(lambda: forget(before))
        except BaseException:
            forget(written)
            raise

    def complete(self):
        """Make all sizes of the file it has; unless that is replaced meanwhile, pages show them."""
        written = []
        with self.file.open() as original:
            renditions = self._keep_renditions(original.read(), WIDTHS, written)
        with transaction.atomic():
            now = Image.objects.select_for_update().filter(pk=self.pk, file=self.file.name).first()
            if now is None:
                forget(written)
            else:
                now.renditions = renditions
                now.put()

    def _keep_renditions(self, data, widths, written):
        folder = PurePosixPath(self.file.name).stem
        return [
            {"width": one.width, "height": one.height}
            | {
                kind: keep(f"{RENDITIONS}/{folder}/{name}", content, written)
                for kind, (name, content) in one.files.items()
            }
            for one in make_renditions(data, widths)
        ]

    @transaction.atomic
    def drop(self):
        """Delete it with its files; they go when the transaction has ended well."""
        paths = self.paths
        super().drop()
        transaction.on_commit(lambda: forget(paths))
