from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Hidden, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.characters import can_be_seen
from comments.forms import TypedField
from comments.models import Report
from comments.models.report import LONGEST_WORDS
from comments.names import clean_name
from comments.policy import LONGEST_NAME
from comments.tokens import make_token, token_age

Kind = Report.Kind


def _words(label, **parts):
    widget = forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_WORDS})
    return TypedField(label=label, strip=False, max_length=LONGEST_WORDS, widget=widget, **parts)


def _email(help_text):
    return forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write an e-mail address like name@example.org.")},
    )


class _Form(forms.Form):
    """What the forms about reports have in common: a page that is the same for everybody."""

    button = _("Send report")
    error_title = _("Your report was not sent")

    @property
    def helper(self):
        helper = FormHelper()
        helper.disable_csrf = True  # see posting
        helper.attrs = {"action": self.action, "novalidate": True}
        helper.form_class = "form"
        helper.form_error_title = str(self.error_title)
        helper.layout = self.layout
        helper.add_input(Submit("send", str(self.button)))
        return helper

    def _required(self, name, message):
        if name not in self.errors and not can_be_seen(self.cleaned_data.get(name) or ""):
            self.add_error(name, ValidationError(message, code="required"))


class _AboutAComment(_Form):
    # Not for people: out of sight and out of the keyboard's way.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data=None, *, comment):
        super().__init__(data)
        self.comment = comment
        self.has_good_token = (
            token_age(data.get("token", ""), comment.article) is not None if data else False
        )

    def clean(self):
        if self.cleaned_data.get("website"):
            raise ValidationError(
                _("A field that nobody sees was filled. Please send the form once more."),
                code="trap",
            )
        if not self.has_good_token:
            raise ValidationError(
                _("The page was open for too long. Please read your report again and send it."),
                code="expired",
            )

    def parts(self):
        """What Report.objects.submit() takes of this form, which must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}

    @property
    def action(self):
        return reverse(f"comments:{self.address}", args=[self.comment.pk])

    @property
    def layout(self):
        # The old token only if it is good: crispy-forms takes a hidden value for a template.
        article = self.comment.article
        token = self.data["token"] if self.has_good_token else make_token(article)
        shown = [name for name in self.fields if name != "website"]
        return Layout(
            *shown, Field("website", template="newsportal/trap.html"), Hidden("token", token)
        )


class ReportForm(_AboutAComment):
    address = "report"

    kind = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.ILLEGAL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is wrong with the comment.")},
    )
    text = _words(
        _("In your words"),
        required=False,
        help_text=_("Only moderators read this. If it is something else, say what."),
    )
    email = _email(_("If you want to be told by mail what we decide. Never published."))

    def clean(self):
        super().clean()
        if self.cleaned_data.get("kind") == Kind.OTHER:
            self._required("text", _("Say in your words what is wrong with it."))


class IllegalContentForm(_AboutAComment):
    """What Article 16 of the Digital Services Act asks of a notice; the page knows the address."""

    address = "report_illegal"

    text = _words(
        _("Why do you consider it illegal?"),
        help_text=_("Name the words that you mean and, if you can, the law that they break."),
        error_messages={"required": _("Explain why you consider it illegal.")},
    )
    is_about_children = forms.BooleanField(
        label=_("It is about sexual abuse of children. Then you need not say who you are."),
        required=False,
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_(
            "Of the person or the organisation that reports it. "
            "Needed, unless it is about sexual abuse of children."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = _email(
        _(
            "We confirm your report and tell you what we decide. Never published. "
            "Needed, unless it is about sexual abuse of children."
        )
    )
    is_in_good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I report here is accurate and complete."),
        error_messages={"required": _("Confirm that you report this in good faith.")},
    )

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not can_be_seen(text):
            raise ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("is_about_children"):
            self._required("name", _("Write your name."))
            self._required("email", _("Write your e-mail address."))

    def parts(self):
        return {**super().parts(), "kind": Kind.ILLEGAL}


class ObjectionForm(_Form):
    button, error_title = _("Send objection"), _("Your objection was not sent")

    text = _words(
        _("Why should we decide otherwise?"),
        error_messages={"required": _("Say why we should decide otherwise.")},
    )

    def __init__(self, data=None, *, report):
        super().__init__(data)
        self.report = report

    def clean(self):
        self._required("text", self.fields["text"].error_messages["required"])

    @property
    def action(self):
        return self.report.receipt_url

    @property
    def layout(self):
        return Layout("text")
