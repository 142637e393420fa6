from copy import deepcopy
from functools import lru_cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Hidden, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.characters import can_be_seen
from articles.addresses import path_of

from .models import Comment
from .names import clean_name, is_reserved
from .tokens import make_token, token_age

TOO_LONG = _("Too long: %(show_value)d characters, the limit is %(limit_value)d.")


def address(article, parent=None):
    """Where a comment on `article`, or a reply to `parent`, is sent."""
    if parent:
        return path_of("comments:reply", article.pk, parent.pk)
    return path_of("comments:write", article.pk)


class TypedField(forms.CharField):
    """Text exactly as typed; browsers send a line's end as two characters, here it is one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class CommentForm(forms.Form):
    """The form "Leave a reply", on a page that is the same for everybody."""

    text = TypedField(
        label=_("Comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your comment.")},
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Shown with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address like name@example.org."),
        },
    )
    # Not for people: out of sight and out of the keyboard's way.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data=None, *, article, policy, parent=None, user=None):
        """`user` is somebody of the newsroom who is logged in, None for readers."""
        self.base_fields = _fields(policy.max_text_length, policy.max_name_length, get_language())
        super().__init__(data)
        self.article, self.policy, self.parent, self.user = article, policy, parent, user
        self.token_age = token_age(data.get("token", ""), article) if data else None

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not can_be_seen(text):
            raise ValidationError(_("Write your comment."), code="required")
        return text

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if not any(char.isalnum() for char in name):
            raise ValidationError(_("Write a name with letters."), code="unreadable")
        if not self.user and is_reserved(name):
            raise ValidationError(
                _("This name belongs to our newsroom. Please write another one."), code="reserved"
            )
        return name

    def clean(self):
        if self.token_age is None:
            raise ValidationError(
                _("The page was open for too long. Please read your comment again and send it."),
                code="expired",
            )

    def submit(self, ip_address, user_agent, browser=None):
        """The stored comment. Raises AlreadySent and TooMany; the form must be valid."""
        return Comment.objects.submit(
            self.article,
            policy=self.policy,
            parent=self.parent,
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            text=self.cleaned_data["text"],
            trap=self.cleaned_data["website"],
            fill_seconds=self.token_age,
            ip_address=ip_address,
            user_agent=user_agent,
            browser=browser,
            user=self.user,
        )

    @property
    def action(self):
        return address(self.article, self.parent)

    @property
    def token(self):
        # The old one only if it is good: crispy-forms takes a hidden value for a template.
        return self.data["token"] if self.token_age is not None else make_token(self.article)

    @property
    def helper(self):
        helper = FormHelper()
        # No CSRF token: it would need a cookie, and the page could not be kept. See views.
        helper.disable_csrf = True
        helper.attrs = {"action": self.action, "novalidate": True}
        helper.form_class = "form"
        helper.form_error_title = gettext("Your comment was not sent")
        helper.layout = Layout(
            "text",
            Div("name", "email", css_class="two"),
            Field("website", template="newsportal/trap.html"),
            Hidden("token", self.token),
        )
        helper.add_input(Submit("send", gettext("Send comment")))
        return helper


class Fields(dict):
    """Fields by name that forms share instead of having copies: nothing of them changes."""

    def __deepcopy__(self, memo):
        return dict(self)


@lru_cache(maxsize=20)
def _fields(longest_text, longest_name, language):
    """Those of a CommentForm under these limits, with hints in this language."""
    fields = Fields(deepcopy(CommentForm.base_fields))
    for name, longest in (("text", longest_text), ("name", longest_name)):
        fields[name].widget.attrs["maxlength"] = longest
        fields[name].validators.append(MaxLengthValidator(longest, TOO_LONG))
    hint = gettext("Up to %(limit)s characters. Web addresses become links.")
    limit = number_format(longest_text, force_grouping=True)
    fields["text"].help_text = hint % {"limit": limit}
    told = gettext("Never published."), reverse("comments:privacy"), gettext("What we keep")
    fields["email"].help_text = format_html('{} <a href="{}">{}</a>', *told)
    return fields
