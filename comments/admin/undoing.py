"""Undoing at once what one moderator, or one rule, did in a stretch of time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from comments.models import Decision, Overtaken

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

    def decisions(self):
        """Those that stand, the newest first."""
        by, given = self.cleaned_data["by"], self.cleaned_data
        found = Decision.objects.between(given["begin"], given["end"]).standing()
        kind, _colon, code = by.partition(":")
        found = found.made_by_rule(code) if kind == "rule" else found.made_by(by)
        return found.exclude(comment=None).newest_first().select_related("comment", "by")


@dataclass
class Preview:
    """What would be undone: `rows` of it, `more` if there are others, `is_cut` if not at once."""

    rows: list = field(default_factory=list)
    number: int = 0

    @property
    def is_cut(self):
        return self.number > MOST_AT_ONCE


class Undoing(admin.ModelAdmin):
    """A page below the list of a ModelAdmin of decisions."""

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.undo))
        return [path("undo/", view, name="comments_decision_undo"), *super().get_urls()]

    def undo(self, request):
        """Asked for, it shows what would happen; posted, it happens."""
        if not request.user.has_perm("comments.moderate_comment"):
            raise PermissionDenied
        form = UndoForm(request.POST or _with_times(request.GET))
        preview = None
        if form.is_valid():
            if request.method == "POST":
                return self._carry_out(request, form)
            numbers = list(form.decisions().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
            preview = Preview(list(form.decisions()[:LISTED]), len(numbers))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Undo several decisions"),
            "form": form,
            "preview": preview,
            "most": MOST_AT_ONCE,
        }
        return TemplateResponse(request, "admin/comments/decision/undo.html", context)

    def _carry_out(self, request, form):
        undone = left = 0
        for decision in form.decisions()[:MOST_AT_ONCE]:
            try:
                undone += decision.undo(request.user) is not None
            except Overtaken:
                left += 1
        told = ngettext("%(n)d decision undone.", "%(n)d decisions undone.", undone)
        messages.success(request, told % {"n": undone})
        if left:
            told = ngettext(
                "%(n)d was left: somebody has decided anew since.",
                "%(n)d were left: somebody has decided anew since.",
                left,
            )
            messages.warning(request, told % {"n": left})
        return HttpResponseRedirect(reverse("admin:comments_decision_changelist"), status=303)


def _with_times(query):
    """What the address asks for; without a stretch of time the last twenty minutes."""
    asked = query.copy()
    # The field knows whole minutes: this one is meant to the end.
    end = timezone.localtime() + timedelta(minutes=1)
    for name, moment in (("begin", end - timedelta(minutes=21)), ("end", end)):
        asked.setdefault(name, f"{moment:%Y-%m-%dT%H:%M}")
    return asked if asked.get("by") else None
