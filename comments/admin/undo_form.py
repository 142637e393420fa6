"""What is asked of the page that undoes several decisions, and what would come of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Decision, Hold

from .filters import rules

MOST_AT_ONCE = 500
LISTED = 100
# What the log says where no rule held a comment.
APPEARED = ("rules", _("appeared without a moderator"))
# What databases can compare in every zone.
TIMES = [
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(2200, 1, 1, tzinfo=UTC)),
]


class UndoForm(forms.Form):
    """Which decisions: of one moderator or one rule, from a moment to another."""

    by = forms.ChoiceField(label=_("Decisions of"))
    begin = forms.DateTimeField(label=_("from"), validators=TIMES)
    end = forms.DateTimeField(label=_("to"), validators=TIMES)

    def __init__(self, data=None):
        super().__init__(data)
        # Those who have left as well: who was dismissed is the one whose decisions are undone.
        decided = Exists(Decision.objects.made_by(OuterRef("pk")))
        people = get_user_model().objects.filter(Q(is_staff=True) | decided).order_by("username")
        by_rule = [(f"rule:{code}", label) for code, label in (APPEARED, *rules())]
        self.fields["by"].choices = [
            (_("Newsroom"), [(str(user.pk), str(user)) for user in people]),
            (_("Rules"), by_rule),
        ]
        for name in ("begin", "end"):
            picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            self.fields[name].widget = picker

    @property
    def rule(self):
        """Its code, "" if it is about a moderator."""
        kind, _colon, code = self.cleaned_data["by"].partition(":")
        return code if kind == "rule" else ""

    @property
    def stretch(self):
        return self.cleaned_data["begin"], self.cleaned_data["end"]

    def decisions(self):
        """Those that stand, the newest first."""
        found = Decision.objects.between(*self.stretch).standing()
        by = self.cleaned_data["by"]
        found = found.made_by_rule(self.rule) if self.rule else found.made_by(by)
        return found.exclude(comment=None).newest_first().select_related("comment", "by")

    def holds(self):
        """What waits because of the rule and was sent then, the newest first."""
        if not self.rule:
            return Hold.objects.none()
        found = Hold.objects.by_rule(self.rule).undecided().between(*self.stretch)
        return found.newest_first().select_related("comment")


@dataclass
class Preview:
    """What would be undone: `rows` of it and their `number`; `is_cut` if not all at once.

    `held` are the holds that would be taken back with them, `room` for how many there is. `end` is
    now at the latest: what comes in while somebody reads this is not what was agreed to.
    """

    rows: list = field(default_factory=list)
    number: int = 0
    held: list = field(default_factory=list)
    room: int = MOST_AT_ONCE
    end: str = ""

    @classmethod
    def of(cls, form):
        end = min(form.cleaned_data["end"], timezone.now()).isoformat()
        number = len(form.decisions().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        room = max(0, MOST_AT_ONCE - number)
        held = list(form.holds().defer("comment__text", "comment__html")[: room + 1])
        return cls(list(form.decisions()[:LISTED]), number, held, room, end)

    @property
    def is_cut(self):
        return self.number > MOST_AT_ONCE

    @property
    def has_more_held(self):
        return len(self.held) > self.room

    @property
    def held_now(self):
        return self.held[: self.room]

    @property
    def alone(self):
        """How many would be approved."""
        return sum(hold.is_the_only_one for hold in self.held_now)

    @property
    def with_others(self):
        return len(self.held_now) - self.alone
