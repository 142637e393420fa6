from datetime import datetime

from django.core.validators import MaxValueValidator, URLValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import is_aware, make_aware
from django.utils.translation import gettext_lazy as _

from articles.showing import TEXTS, image_tag

from .files import ORIGINALS, forget
from .image_files import Filed
from .images import ImageQuerySet
from .previewed import preview_again
from .shown import Shown

PROPOSED = ("alt_text", "caption", "credit", "source_url", "rights_holder", "licence") + (
    "place",
    "people",
    "keywords",
)


class Image(Filed, Shown):
    """A picture of the library, with what has to be said about it.

    `renditions` is a list of {"width", "height", "webp", "jpeg"}: pixels and storage paths, the
    smallest first; they are public; some have "avif", too. The file itself is the original,
    encoded anew, and private. `colour` is a CSS colour (#rrggbb) to show until the picture has
    come; `pixels` a hash of what is seen. The focal point is what must stay when a page cuts the
    picture: percent from the left and from the top.
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
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Says nothing that the text does not: it needs no alternative text."),
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
    rights_holder = models.CharField(_("rights holder"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("For example: CC BY 4.0, or: agency")
    )
    licence_ends_at = models.DateTimeField(
        _("licence ends"),
        null=True,
        blank=True,
        help_text=_("From then on no page shows the picture."),
    )
    licence_warned_at = models.DateTimeField(null=True, editable=False)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.CharField(_("people"), max_length=500, blank=True)
    keywords = models.CharField(_("keywords"), max_length=500, blank=True)
    focus_x = models.PositiveSmallIntegerField(
        _("focal point from the left, in percent"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point from the top, in percent"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    pixels = models.CharField(editable=False, max_length=32, blank=True, db_index=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(
                fields=["licence_ends_at"],
                name="image_licence_ends",
                condition=Q(licence_ends_at__isnull=False),
            ),
            models.Index(fields=["-id"], name="image_without_credit", condition=Q(credit="")),
            models.Index(
                fields=["-id"],
                name="image_without_alt",
                condition=Q(alt_text="", is_decorative=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt_text=""),
                name="image_decorative_says_nothing",
                violation_error_message=_(
                    "A decorative picture has no alternative text: leave one of the two away."
                ),
            )
        ]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return self.caption or self.alt_text or str(_("Image %(number)s")) % {"number": self.pk}

    @property
    def page_tags(self):
        return image_tag(self.pk), TEXTS

    @property
    def is_licensed(self):
        """Whether pages may show it now."""
        return self.licence_ends_at is None or self.licence_ends_at > timezone.now()

    @classmethod
    def add(cls, upload, *, at_once=False, **said):
        """A new image of the library from an uploaded file, with alt_text, caption and so on.

        Raises ValidationError, and keeps nothing, unless the upload is a picture (see accept).
        For `at_once` see store.
        """
        image = cls(**said)
        image.take(upload, at_once=at_once)
        return image

    def fill_in(self, said):
        """Take over what a file says of itself (see articles.images) where nobody has said more."""
        for name in PROPOSED:
            text, field = said.get(name, ""), self._meta.get_field(name)
            if text and not getattr(self, name) and not (name == "alt_text" and self.is_decorative):
                setattr(self, name, text[: field.max_length])
        if said.get("taken_at") and not self.taken_at:
            moment = datetime.fromisoformat(said["taken_at"])
            self.taken_at = moment if is_aware(moment) else make_aware(moment)

    @transaction.atomic
    def put(self):
        """Save it, and let it be found by what it says now."""
        before = Image.objects.filter(pk=self.pk).first() if self.pk else None
        if before and before.licence_ends_at != self.licence_ends_at:
            self.licence_warned_at = None
        super().put()
        self.let_files_end()
        self._meta.get_field("search_entry").related_model.objects.keep(self)
        cuts = ("file", "focus_x", "focus_y")
        if before and (
            any(getattr(before, name) != getattr(self, name) for name in cuts)
            or (self.licence_ends_at and not before.licence_ends_at)
        ):
            preview_again(self)

    @transaction.atomic
    def drop(self):
        """Delete it with its files; they go when the transaction has ended well."""
        paths = self.paths
        super().drop()
        transaction.on_commit(lambda: forget(paths))
