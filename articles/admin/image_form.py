from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.images import accept_upload
from articles.models import Image

FOCUS = {"focus_x", "focus_y"}
ALREADY_THERE = _("This picture is in the library already:")
ANIMATED = _("Animated: only the first picture was kept.")


class ImageForm(forms.ModelForm):
    """A file is looked at before anything is kept; a refusal stands at its field.

    What a new file says of itself is taken over where nobody typed anything. `known` is another
    picture of the library that shows the same: a new one is then refused, a replaced one is not.
    """

    # Not ImageFields: those would open them, in any format that Pillow knows, before we look.
    file = forms.FileField(label=_("file"))
    new_file = forms.FileField(
        label=_("Replace the file"),
        required=False,
        help_text=_("The picture keeps its number and its words; all pages show the new file."),
    )
    accepted = known = None

    class Meta:
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "people": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("file" if self.instance.pk else "new_file", None)
        if not self.instance.pk and "credit" in self.fields:
            self.fields["credit"].required = False  # the file may say it

        for name in FOCUS & set(self.fields):
            self.fields[name].required = False

    def clean_focus_x(self):
        return self._focus("focus_x")

    def clean_focus_y(self):
        return self._focus("focus_y")

    def _focus(self, name):
        """What was typed; the middle where that is nothing."""
        typed = self.cleaned_data[name]
        return Image._meta.get_field(name).default if typed is None else typed

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.accepted = accept_upload(upload)
        self.known = self._others_like_it().first()
        if self.known:
            self.accepted = None
            raise ValidationError(already_there(self.known), code="known")
        return upload

    def clean_new_file(self):
        if upload := self.cleaned_data["new_file"]:
            self.accepted = accept_upload(upload)
            self.known = self._others_like_it().first()
        return upload

    def _others_like_it(self):
        return Image.objects.same_as(self.accepted).exclude(pk=self.instance.pk)

    def clean(self):
        said = self.accepted.said if self.accepted else {}
        if not self.instance.pk and not (self.cleaned_data.get("credit") or said.get("credit")):
            self.add_error("credit", ValidationError(_("Say whose picture it is.")))
        if self._takes_words_from_a_page():
            text = _("A public article shows it: say what it shows, or that it is decorative.")
            self.add_error("alt_text", text)
        return self.cleaned_data

    def _takes_words_from_a_page(self):
        """Whether the words that publishing needs would be gone from what is public."""
        said = self.cleaned_data
        if not self.initial.get("alt_text") or said.get("alt_text") or said.get("is_decorative"):
            return False
        return (
            "alt_text" in said and Image.objects.in_published().filter(pk=self.instance.pk).exists()
        )

    def _post_clean(self):
        super()._post_clean()
        if self.accepted and not self.instance.pk:
            self.instance.fill_in(self.accepted.said)


def already_there(image):
    """A sentence with a link to the picture that shows the same pixels."""
    address = reverse("admin:articles_image_change", args=[image.pk])
    return format_html('{} <a href="{}">{}</a>', ALREADY_THERE, address, image)
