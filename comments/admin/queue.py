"""The queue: one card a comment, tabs, filters; decisions come to it as posts."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from accounts.numbers import number_in
from comments.excerpts import excerpts_of
from comments.models import Comment, Decision, RejectionReason, Report
from comments.models.spam_model import learnt
from comments.records import Record, records_of
from comments.trust import LIKE_SPAM

from .decisions import carry_out, summary
from .filters import DAYS, Filters, rules, sections
from .pages import page_of
from .tabs import TABS, tab_named

UNDO_OFFERED = timedelta(hours=1)
LIKELY = 50  # a spam score from which it is worth saying why


@dataclass
class Card:
    """A comment with all that a moderator needs to know to decide."""

    comment: Comment
    record: Record | None
    excerpts: list = field(default_factory=list)
    reports: list = field(default_factory=list)

    @property
    def decisions(self):
        return self.comment.decisions.all()

    @property
    def undoable(self):
        """The newest of them that stands; None without one."""
        undone = {each.undoes_id for each in self.decisions}
        standing = (each for each in self.decisions if not each.undoes_id)
        return next((each for each in standing if each.pk not in undone), None)

    @property
    def _codes(self):
        return {reason["code"] for reason in self.comment.reasons}

    @property
    def pieces(self):
        """What speaks for spam in it, where no reason has marked that."""
        if (self.comment.spam_score or 0) < LIKELY or LIKE_SPAM in self._codes:
            return ()
        score = learnt.score(self.comment)
        return score.pieces if score else ()

    @property
    def corrections(self):
        return self.comment.article.corrections.all()


class Queue(admin.ModelAdmin):
    """The list of a ModelAdmin, replaced."""

    @method_decorator([never_cache, csrf_protect])
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": self.opts.verbose_name_plural,
            "may_moderate": self.has_moderate_permission(request),
            "may_pick": self.has_pick_permission(request),
            **_list(request.GET),
        }
        if context["may_moderate"]:
            context["rejections"] = RejectionReason.objects.filter(active=True)
            context["last"] = _last_of(request.user)
        return TemplateResponse(request, "admin/comments/comment/queue.html", context)

    def _decide(self, request):
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        outcomes = carry_out(request.user, request.POST)
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            return JsonResponse({"outcomes": [one.as_json() for one in outcomes]})
        for level, words in summary(outcomes):
            getattr(messages, level)(request, words)
        place = _next_card(request.POST, {one.id for one in outcomes})
        return HttpResponseRedirect(request.get_full_path() + place, status=303)


def _list(query):
    tab, filters = tab_named(query.get("status", "")), Filters.of(query)
    order = query.get("order", "")
    newest_first = order == "newest" if order in ("newest", "oldest") else not tab.is_queue
    page = page_of(tab, filters, newest_first, query)
    kept = filters.as_query | ({"order": order} if order in ("newest", "oldest") else {})
    address = {"status": tab.name, **kept}
    return {
        "tab": tab,
        "tabs": [(each, each.count(), f"?{urlencode({'status': each.name})}") for each in TABS],
        "cards": _cards(page.comments),
        "page": page,
        "newer": page.before and f"?{urlencode({**address, 'before': page.before})}",
        "older": page.after and f"?{urlencode({**address, 'after': page.after})}",
        "filters": filters,
        "chips": list(filters.described()),
        "choices": _choices(),
        "statuses": Comment.Status.choices,
        "newest_first": newest_first,
        "query": urlencode(address),
    }


def _choices():
    return {
        "section": (_("section"), sections()),
        "rule": (_("rule"), rules()),
        "days": (_("date"), DAYS.items()),
    }


def _cards(comments):
    records, reports = records_of(comments), {}
    for report in Report.objects.open().for_comments([each.pk for each in comments]):
        reports.setdefault(report.comment_id, []).append(report)
    return [
        Card(each, records.get(each.pk), excerpts_of(each), reports.get(each.pk, []))
        for each in comments
    ]


def _last_of(user):
    """This moderator's newest decision, while it is fresh and stands."""
    fresh = Decision.objects.made_by(user).filter(at__gt=timezone.now() - UNDO_OFFERED)
    return fresh.standing().newest_first().select_related("comment").first()


def _next_card(data, decided):
    """The card after those that were decided, where the work goes on; what was undone itself."""
    shown = [each.partition(":")[0] for each in data.getlist("seen")]
    places = [place for place, number in enumerate(shown) if number in map(str, decided)]
    following = shown[max(places) + 1 :] if places else []
    if "undo" in data:
        following = [*map(str, decided)]
    number = following[0] if following else ""
    return "#queue" if number_in(number) is None else f"#c{number}"
