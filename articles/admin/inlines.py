from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from articles.models import ArticleAuthor, ArticleImage, Correction

from .pickers import PickingForm, Picks
from .times import MINUTES


class RowForm(PickingForm):
    """A row of a table: each control says what it is, because only the eye sees its column."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label:
                field.widget.attrs["aria-label"] = field.label


class RowFormSet(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            text = (
                _("Delete “%(row)s”") % {"row": form.instance} if form.instance.pk else _("Delete")
            )
            form.fields["DELETE"].widget.attrs["aria-label"] = text


class BylineForm(RowForm):
    def has_changed(self):
        """A byline that was proposed, and left as it was, is meant too."""
        if self.instance._state.adding:
            return bool(self["author"].data)
        return super().has_changed()


class BylineFormSet(RowFormSet):
    """`initial` holds the proposed byline of a new article; it needs no empty row besides."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = len(self.initial_extra or [])


class Row(Picks, admin.TabularInline):
    form = RowForm
    formset = RowFormSet
    extra = 0
    formfield_overrides = MINUTES

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.picks)


class BylineInline(Row):
    model = ArticleAuthor
    form = BylineForm
    formset = BylineFormSet
    fields = ["author", "position"]
    picks = ["author"]
    no_icons = ["author"]
    beside_text = True


class ImageInline(Row):
    model = ArticleImage
    fields = ["image", "caption", "position"]
    picks = ["image"]

    def get_queryset(self, request):
        # Those in the text follow the text.
        return super().get_queryset(request).beside_the_text()


class CorrectionForm(forms.ModelForm):
    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class CorrectionInline(admin.StackedInline):
    model = Correction
    form = CorrectionForm
    classes = ["collapse"]
    extra = 0
    fields = ["kind", "text", "place", "published_at"]
    formfield_overrides = MINUTES
