"""Forms of what a moderator does with one comment; each knows the verb that it calls."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.characters import can_be_seen
from comments import senders
from comments.forms import TypedField
from comments.models import Block, Comment, Digest, Overtaken
from comments.policy import LONGEST_TEXT

# Comments of a blocked sender that one post rejects; their network may have sent thousands.
MOST_AT_ONCE = 500


class ActForm(forms.Form):
    def __init__(self, data=None, *, comment, user):
        super().__init__(data)
        self.comment, self.user = comment, user


class EditForm(ActForm):
    title, button = _("Edit the comment"), _("Save")

    text = TypedField(
        label=_("Comment"),
        strip=False,
        max_length=LONGEST_TEXT,
        help_text=_("Readers see that it was edited by the newsroom; what stood here is kept."),
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField", "autofocus": True}),
    )
    seen = TypedField(strip=False, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"text": self.comment.text, "seen": self.comment.text}

    def clean_text(self):
        return _seen(self.cleaned_data["text"])


class ReplyForm(ActForm):
    title, button = _("Reply as the newsroom"), _("Publish")

    text = TypedField(
        label=_("Your answer"),
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField", "autofocus": True}),
    )
    # Status and edition of the comment that was read.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.comment.is_approved:
            self.button = _("Approve and publish")
            note = _("The comment that you answer is approved with it.")
            self.fields["text"].help_text = note
        self.initial = {"seen": f"{self.comment.status}:{self.comment.edition}"}

    def clean_text(self):
        return _seen(self.cleaned_data["text"])

    @transaction.atomic
    def reply(self, ip_address, user_agent):
        """The stored answer; what it answers is approved first, if it is still what was read.

        Raises AlreadySent and Overtaken.
        """
        status, _colon, edition = self.cleaned_data["seen"].partition(":")
        self.comment.approve_to_answer(self.user, status, edition)
        return Comment.objects.submit(
            self.comment.article,
            parent=self.comment,
            name=self.user.get_full_name() or settings.SITE_NAME,
            email=self.user.email,
            text=self.cleaned_data["text"],
            ip_address=ip_address,
            user_agent=user_agent,
            user=self.user,
        )


class BlockForm(ActForm):
    title, button = _("Block the sender"), _("Block")

    kind = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Until the end of"),
        required=False,
        help_text=_("Empty: until somebody lifts it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("For your colleagues; the sender is not told."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autofocus": True}),
    )
    reject = forms.BooleanField(label=_("Reject all of theirs that wait"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.values = _values(self.comment)
        labels = dict(Block.Kind.choices)
        self.fields["kind"].choices = [
            (kind, f"{labels[kind]}: {value}") for kind, value in self.values.items()
        ]
        in_a_month = timezone.localdate() + timedelta(days=30)
        self.initial = {"kind": senders.EMAIL, "until": in_a_month}

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError(_("This day has passed."), code="past")
        return until

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        senders.normalise(kind, self.values[kind])
        return kind

    def block(self):
        """The Block, and how many of theirs were rejected."""
        given = self.cleaned_data
        end = given["until"] and datetime.combine(given["until"] + timedelta(days=1), time())
        until = end and timezone.make_aware(end)
        value = self.values[given["kind"]]
        block = Block.objects.put(given["kind"], value, given["reason"], until, self.user)
        return block, self._reject(given["kind"]) if given["reject"] else 0

    def _reject(self, kind):
        theirs = Comment.objects.waiting().filter(user=None)
        if kind == senders.EMAIL:
            theirs = theirs.sent_by(self.comment.email_key)
        elif kind == senders.NETWORK:
            theirs = theirs.sent_from(self.comment.ip_network)
        else:
            theirs = theirs.sent_from_domain(self.values[kind])
        found = theirs.oldest_first()[:MOST_AT_ONCE]
        return sum(1 for each in found if self._reject_one(each))

    def _reject_one(self, comment):
        try:
            return comment.reject(self.user, reason="blocked", expected="pending")
        except Overtaken:  # a colleague's decision stands; the others go on
            return None


class DigestForm(forms.Form):
    often = forms.ChoiceField(
        label=_("Mail me what waits"), choices=Digest.Often.choices, widget=forms.RadioSelect
    )

    def __init__(self, data=None, *, user):
        super().__init__(data)
        self.user = user
        mine = Digest.objects.filter(user=user).first()
        self.initial = {"often": mine.often if mine else Digest.Often.NEVER}
        if user.email:
            note = _("To %(email)s. A mail holds numbers and links, nothing that readers wrote.")
            self.fields["often"].help_text = note % {"email": user.email}
        else:
            note = _("Your account has no e-mail address; somebody who manages people can add it.")
            self.fields["often"].help_text = note

    def put(self):
        Digest.objects.put(self.user, self.cleaned_data["often"])


def _values(comment):
    """{kind: value} by which the sender of the comment can be blocked."""
    values = {}
    if comment.email:
        values[senders.EMAIL] = comment.email
        values[senders.DOMAIN] = comment.email_key.rpartition("@")[2]
    if comment.ip_network:
        values[senders.NETWORK] = comment.ip_network
    return values


def _seen(text):
    if not can_be_seen(text):
        raise ValidationError(_("Write your comment."), code="required")
    return text
