"""Every saved version of an article: who made it, when, why, and the rows around its text."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Changed by readers, or made from the text: no version of their own.
NOT_KEPT = ["body_parts", "word_count", "comment_count", "created_at", "social_image"]
# What restoring brings back; status, dates and address are decided anew, by their own verbs.
RESTORED = ["kicker", "headline", "standfirst", "body", "lead_caption", "comments_policy"]


class WithRows(models.Model):
    """Bylines, tags and pictures are rows of their own, so a version names them.

    `rows` is {"authors": [number …], "tags": [number …], "images": [[number, caption] …]}.
    """

    rows = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def number(self):
        return self.history_id


def keep_versions():
    return HistoricalRecords(
        custom_model_name="Version",
        bases=[WithRows],
        excluded_fields=NOT_KEPT,
        history_change_reason_field=models.TextField(_("why"), default="", blank=True),
        # Only drafts are deleted, and then nothing of them is to stay.
        cascade_delete_history=True,
        verbose_name=_("version"),
        verbose_name_plural=_("versions"),
    )


class Versioned:
    """What an Article does with its versions."""

    _history_user, _change_reason = None, ""

    def signed(self, by, why=""):
        """Say who makes the changes that follow, and why."""
        self._history_user, self._change_reason = by, why
        return self

    def keep_rows(self):
        """Tell the newest version which rows the article has now."""
        self._tell_newest(rows=self.row_numbers())

    def keep_reason(self, why):
        """Tell the newest version why it was made."""
        self._tell_newest(history_change_reason=why)

    def _tell_newest(self, **values):
        newest = self.versions.order_by("-history_id").values_list("history_id")[:1]
        self.versions.filter(history_id__in=[pk for (pk,) in newest]).update(**values)

    def _keep_first_version(self, stored):
        """What was there before versions were kept is one, too."""
        if not self.versions.exists():
            type(self).versions.bulk_history_create([stored], update=True)
            self.keep_rows()

    def row_numbers(self):
        """What a version keeps of the rows that the article has now (see WithRows)."""
        beside = self.article_images.beside_the_text()
        return {
            "authors": [*self.bylines.values_list("author", flat=True)],
            "tags": sorted(self.tags.values_list("pk", flat=True)),
            "images": [[*one] for one in beside.values_list("image", "caption")],
        }

    @transaction.atomic
    def restore(self, version):
        """Make its words, bylines, tags and pictures those of an earlier version of it.

        Sections, pictures and people that are not there any more stay as they are now.
        """
        for name in RESTORED:
            setattr(self, name, getattr(version, name))
        for name in ("section", "lead_image"):
            self._restore_link(name, getattr(version, f"{name}_id"))
        self.store()
        if version.rows:
            self._restore_rows(version.rows)
        self.keep_rows()
        self.has_changed()

    def _restore_link(self, name, number):
        others = self._meta.get_field(name).related_model.objects
        if number is None or others.filter(pk=number).exists():
            setattr(self, f"{name}_id", number)

    def _restore_rows(self, rows):
        self.tags.set(self.tags.model.objects.filter(pk__in=rows.get("tags", [])))
        authors = [{"author_id": number} for number in rows.get("authors", [])]
        images = [{"image_id": n, "caption": caption} for n, caption in rows.get("images", [])]
        _replace(self.bylines.all(), self.bylines, "author", authors)
        beside = self.article_images.beside_the_text()
        _replace(beside, self.article_images, "image", images)


def _replace(old, manager, of, rows):
    """New rows in the place of `old` ones, but for those whose author or image is gone."""
    old.delete()
    others = manager.model._meta.get_field(of).related_model.objects
    there = others.in_bulk([row[f"{of}_id"] for row in rows])
    for position, row in enumerate(rows):
        if row[f"{of}_id"] in there:
            manager.create(position=position, **row)
