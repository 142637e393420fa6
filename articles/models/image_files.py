from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction

from articles.images import FIRST_WIDTH, WIDTHS, accept_upload, make_renditions
from articles.tasks import make_all_renditions

from .files import ORIGINALS, RENDITIONS, forget, keep, new_folder


class Filed:
    """The files of an Image, which come and go together with its row."""

    @property
    def paths(self):
        """Storage paths of all its files; what an upload calls itself is none."""
        kinds = ("webp", "jpeg", "avif")
        made = [one[kind] for one in self.renditions for kind in kinds if kind in one]
        return [self.file.name, *made] if self.file and self.file._committed else made

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
            self.pixels = accepted.pixels
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
            now = (
                type(self)
                .objects.select_for_update()
                .filter(pk=self.pk, file=self.file.name)
                .first()
            )
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
            for one in make_renditions(data, widths, avif=settings.PICTURES_AVIF)
        ]
