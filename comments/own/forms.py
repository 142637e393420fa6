from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.characters import can_be_seen
from comments.forms import TOO_LONG, TypedField
from comments.models.appeal import LONGEST_APPEAL


class OwnForm(forms.Form):
    """A form on a page of one person; where it comes from is asked of the browser, see posting."""

    button = _("Send")
    error_title = _("This was not sent")

    @property
    def helper(self):
        helper = FormHelper()
        helper.disable_csrf = True
        helper.attrs = {"novalidate": True}
        helper.form_class = "form"
        helper.form_error_title = self.error_title
        helper.add_input(Submit("send", self.button))
        return helper


class EditForm(OwnForm):
    button = _("Save")
    error_title = _("Your comment was not changed")
    text = TypedField(
        label=_("Comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your comment.")},
    )

    def __init__(self, data=None, *, policy, **kwargs):
        super().__init__(data, **kwargs)
        limit = policy.max_text_length
        self.fields["text"].widget.attrs["maxlength"] = limit
        self.fields["text"].validators.append(MaxLengthValidator(limit, TOO_LONG))

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not can_be_seen(text):
            raise ValidationError(_("Write your comment."), code="required")
        return text


class LinkForm(OwnForm):
    button = _("Mail me the link")
    error_title = _("No link was mailed")
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address that you gave with your comments."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address like name@example.org."),
        },
    )


class AppealForm(OwnForm):
    button = _("Send to the moderators")
    text = TypedField(
        label=_("Why should it be published?"),
        max_length=LONGEST_APPEAL,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only our moderators read this. You can object once."),
        error_messages={"required": _("Tell us why."), "max_length": TOO_LONG},
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not can_be_seen(text):
            raise ValidationError(_("Tell us why."), code="required")
        return text


class EraseForm(OwnForm):
    button = _("Erase for good")
    error_title = _("Nothing was erased")
    texts = forms.ChoiceField(
        label=_("And what you wrote?"),
        choices=[
            ("delete", _("Delete my comments too")),
            ("keep", _("Leave my comments, without my name")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what becomes of your comments."),
            "invalid_choice": _("Choose what becomes of your comments."),
        },
    )
