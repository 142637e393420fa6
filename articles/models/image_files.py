from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from articles.images import FIRST_WIDTH, WIDTHS, accept_upload, make_renditions
from articles.tasks import make_all_renditions

from .files import ORIGINALS, RENDITIONS, ending_folder, forget, keep, new_folder

KINDS = ("webp", "jpeg", "avif")


class Filed:
    """The files of an Image, which come and go together with its row."""

    @property
    def paths(self):
        """Storage paths of all its files; what an upload calls itself is none."""
        made = [one[kind] for one in self.renditions for kind in KINDS if kind in one]
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

    def let_files_end(self):
        """If its licence ends, move its renditions to addresses that answer until then."""
        if not self.licence_ends_at:
            return
        before, written = self.paths, []
        try:
            self.renditions = [
                one | {kind: self._moved(one[kind], written) for kind in KINDS if kind in one}
                for one in self.renditions
            ]
            if written:
                self.save(update_fields=["renditions"])
        except BaseException:
            forget(written)
            raise
        gone = set(before) - set(self.paths)
        transaction.on_commit(lambda: forget(gone))

    def _moved(self, path, written):
        wanted = f"{RENDITIONS}/{self._folder}/{PurePosixPath(path).name}"
        if path == wanted:
            return path
        try:
            with default_storage.open(path) as file:
                return keep(wanted, file.read(), written)
        except FileNotFoundError:  # a backup without pictures
            return path

    @property
    def _folder(self):
        name = PurePosixPath(self.file.name).stem
        return ending_folder(self.pk, name) if self.pk and self.licence_ends_at else name

    def _keep_renditions(self, data, widths, written):
        folder = self._folder
        return [
            {"width": one.width, "height": one.height}
            | {
                kind: keep(f"{RENDITIONS}/{folder}/{name}", content, written)
                for kind, (name, content) in one.files.items()
            }
            for one in make_renditions(data, widths, avif=settings.PICTURES_AVIF)
        ]
