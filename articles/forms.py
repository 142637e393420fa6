from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.characters import can_be_seen
from articles.models.error_report import LONGEST


class ErrorReportForm(forms.Form):
    """A page that is the same for everybody; where a post comes from is asked of the browser."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=LONGEST,
        strip=False,
        help_text=_("Quote the words that are wrong and, if you can, say where you know it from."),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}),
        error_messages={"required": _("Say what is wrong.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("If we may thank you or ask. Never published, and deleted when we are done."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write an e-mail address like name@example.org.")},
    )
    # Not for people: out of sight and out of the keyboard's way.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data=None, *, article):
        super().__init__(data)
        self.article = article

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not can_be_seen(text):
            raise ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("A field that nobody sees was filled. Please send the form once more."),
                code="trap",
            )
        return ""

    @property
    def helper(self):
        helper = FormHelper()
        helper.disable_csrf = True  # see accounts.posting
        address = reverse("articles:report_error", args=[self.article.pk])
        helper.attrs = {"action": address, "novalidate": True}
        helper.form_class = "form"
        helper.form_error_title = str(_("Your report was not sent"))
        helper.layout = Layout("text", "email", Field("website", template="newsportal/trap.html"))
        helper.add_input(Submit("send", str(_("Send report"))))
        return helper
