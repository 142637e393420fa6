from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import normalize_slug
from articles.fingerprints import fingerprint_of
from articles.models import Article, FormerSlug

from .editor import BodyEditor
from .pickers import PickingForm


class ArticleForm(PickingForm):
    show_as_updated = forms.BooleanField(
        label=_("Show readers that it was updated"),
        required=False,
        help_text=_("Sets “updated” to now. Leave it off for a typing error."),
    )
    reason = forms.CharField(
        label=_("What readers are told at its address"),
        required=False,
        max_length=Article._meta.get_field("withdrawn_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    despite = forms.BooleanField(label=_("Publish although something is missing"), required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What you changed, and why. Kept with this version; readers never see it."),
    )

    seen_status = forms.CharField(required=False, widget=forms.HiddenInput)
    # What the article said when this form was made, and the newer one that may be written over.
    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)
    overwrites = forms.CharField(required=False, widget=forms.HiddenInput)
    # The name under which is kept what is typed into the form of a new article; it may come back
    # with its mistakes marked, and is still the same form then.
    kept_as = forms.CharField(
        required=False,
        max_length=40,
        # Or a browser gives a copy of the page the name of the first.
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )
    newer = None
    not_ready = ()

    class Meta:
        widgets = {
            "headline": forms.Textarea(attrs={"class": "headline", "rows": 2, "data-count": "70"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "data-count": "200"}),
            "body": BodyEditor(attrs={"class": "body", "rows": 24}),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seen_status" in self.fields:
            self.fields["seen_status"].initial = self.instance.status
            self.fields["seen_version"].initial = fingerprint_of(self.instance)
            self.fields["kept_as"].initial = "" if self.instance.pk else uuid4()

    def clean_seen_status(self):
        now = self.instance.status
        if self.instance.pk and self.cleaned_data["seen_status"] not in ("", now):
            text = _("Not saved: a colleague has meanwhile made it “%(status)s”. Open it again.")
            self.add_error(None, text % {"status": self.instance.get_status_display()})
        return now

    def _check_for_newer(self):
        """Refuse to save over a version that whoever sends this has not seen."""
        seen = self.cleaned_data.get("seen_version")
        if not self.instance.pk or not seen or self.errors.get("__all__"):
            return
        stored = Article.objects.select_for_update().get(pk=self.instance.pk)
        now = fingerprint_of(stored)
        if now in (seen, self.cleaned_data.get("overwrites")):
            return
        self.newer = stored
        text = _("Not saved: a colleague has saved another version meanwhile. Both are shown here.")
        self.add_error(None, text)

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())  # it may be typed on two lines

    def clean_slug(self):
        slug = normalize_slug(self.cleaned_data["slug"])
        others = FormerSlug.objects.exclude(article=self.instance.pk)
        former = others.filter(slug=slug).select_related("article").first() if slug else None
        if former:
            raise ValidationError(
                _("This address leads to “%(headline)s”, which was there before."),
                params={"headline": former.article.headline},
            )
        return slug

    def clean_published_at(self):
        published_at = self.cleaned_data["published_at"]
        if published_at is None and self.instance.status == Article.Status.PUBLISHED:
            raise ValidationError(_("A published article needs its date."))
        return published_at

    def _get_validation_exclusions(self):
        """Without a headline there is no address yet; that is said at the headline alone."""
        left_out = super()._get_validation_exclusions()
        return left_out if self.cleaned_data.get("slug") else left_out | {"slug"}

    def clean(self):
        data = super().clean()
        self._check_for_newer()
        for finding in self.not_ready:
            text = _("Not saved: readers would see it. %(finding)s")
            self.add_error(None, text % {"finding": finding})
        if data.get("slug") == "" and data.get("headline"):
            data["slug"] = Article(pk=self.instance.pk, headline=data["headline"]).free_slug()
        if data.get("show_as_updated"):
            data["modified_at"] = timezone.now()
        published_at, expires_at = data.get("published_at"), data.get("expires_at")
        if published_at and expires_at and expires_at <= published_at:
            self.add_error("expires_at", _("This is before it is published."))
        if "_withdraw" in self.data and not data.get("reason"):
            self.add_error("reason", _("Say why: readers find it at the article's address."))
        return data
