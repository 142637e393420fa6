"""Undoing at once what one moderator, or one rule, did in a stretch of time.

Of a rule, these are rows of the log and, since what it held when it was sent has none, comments
that wait because of it.
"""

from collections import Counter
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from comments.models import Overtaken

from .undo_form import LISTED, MOST_AT_ONCE, Preview, UndoForm


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
            preview = Preview.of(form)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Undo several decisions"),
            "form": form,
            "preview": preview,
            "most": MOST_AT_ONCE,
            "listed": LISTED,
        }
        return TemplateResponse(request, "admin/comments/decision/undo.html", context)

    def _carry_out(self, request, form):
        decisions = list(form.decisions()[:MOST_AT_ONCE])
        holds = list(form.holds()[: MOST_AT_ONCE - len(decisions)])
        done, left = Counter(), 0
        for kind, verb in [
            *(("undone", decision.undo) for decision in decisions),
            *(("lifted", hold.lift) for hold in holds),
        ]:
            try:
                done[kind, verb(request.user) is not None] += 1
            except Overtaken:
                left += 1
        for level, words in _summary(done, left):
            getattr(messages, level)(request, words)
        return HttpResponseRedirect(reverse("admin:comments_decision_changelist"), status=303)


def _summary(done, left):
    """(level, words) of what was carried out; `done` counts (kind, whether there is a new row)."""
    undone, approved, stay = (
        done["undone", True], done["lifted", True], done["lifted", False],
    )  # fmt: skip
    if undone or not (approved or stay):
        told = ngettext("%(n)d decision undone.", "%(n)d decisions undone.", undone)
        yield "success", told % {"n": undone}
    if approved:
        told = ngettext(
            "%(n)d comment approved that only this rule had held.",
            "%(n)d comments approved that only this rule had held.",
            approved,
        )
        yield "success", told % {"n": approved}
    if stay:
        told = ngettext(
            "%(n)d comment waits on, without this reason: others hold it, too.",
            "%(n)d comments wait on, without this reason: others hold them, too.",
            stay,
        )
        yield "info", told % {"n": stay}
    if left:
        told = ngettext(
            "%(n)d was left: somebody has decided anew since.",
            "%(n)d were left: somebody has decided anew since.",
            left,
        )
        yield "warning", told % {"n": left}


def _with_times(query):
    """What the address asks for; without a stretch of time the last twenty minutes."""
    asked = query.copy()
    # The field knows whole minutes: this one is meant to the end.
    end = timezone.localtime() + timedelta(minutes=1)
    for name, moment in (("begin", end - timedelta(minutes=21)), ("end", end)):
        asked.setdefault(name, f"{moment:%Y-%m-%dT%H:%M}")
    return asked if asked.get("by") else None
