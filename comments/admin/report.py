from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.characters import neutralise
from articles.admin.paging import OpenEnded
from comments.models import Comment, Overtaken, Report

from .decisions import made_upon
from .read_only import ReadOnly

VERBS = {"keep": Comment.keep, "take_down": Comment.take_down}
LONGEST_ANSWER = Report._meta.get_field("answer").max_length


class ReportStatusFilter(admin.SimpleListFilter):
    """What is open comes first: it is the work."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*Report.Status.choices, ("all", _("All"))]

    def value(self):
        value = super().value()
        return value if value in dict(self.lookup_choices) else Report.Status.OPEN.value

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            address = changelist.get_query_string({self.parameter_name: value}, ["p"])
            yield {"selected": value == self.value(), "query_string": address, "display": label}

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(status=self.value())


@admin.register(Report)
class ReportAdmin(ReadOnly, OpenEnded, admin.ModelAdmin):
    """What readers report; a decision passes the verbs of the comment, and settles all of its."""

    desk_order = 3
    list_display = ["received", "kind", "words", "reported", "state"]
    list_display_links = ["received"]
    list_filter = [ReportStatusFilter, "kind"]
    ordering = ["-created_at", "-id"]
    sortable_by = []
    list_select_related = ["comment__article"]
    readonly_fields = [
        "kind", "words", "reported", "address", "reporter", "is_in_good_faith",
        "is_about_children", "created_at", "state", "said_against", "objected_at", "settled_at",
        "by", "answer", "told_at",
    ]  # fmt: skip

    class Media:
        css = {"all": ["css/admin-comments.css", "css/admin-reports.css"]}

    def get_fields(self, request, obj=None):
        """What this report has; most have no objection and are no notice of illegal content."""
        empty = {"is_in_good_faith", "is_about_children"} if obj.kind != Report.Kind.ILLEGAL else ()
        shown = [name for name in self.readonly_fields if name not in empty]
        if not obj.objected_at:
            shown = [name for name in shown if name not in ("said_against", "objected_at")]
        settled = ("settled_at", "by", "answer", "told_at")
        return [name for name in shown if obj.settled_at or name not in settled]

    # Decisions

    def get_urls(self):
        settle = self.admin_site.admin_view(self.settle)
        return [
            path("<int:report_id>/settle/", settle, name="comments_report_settle"),
            *super().get_urls(),
        ]

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    @method_decorator(require_POST)
    def settle(self, request, report_id):
        """Keep the comment or take it down; its reporters are told with what words."""
        if not (self.has_view_permission(request) and self.has_moderate_permission(request)):
            raise PermissionDenied
        report = get_object_or_404(Report.objects.select_related("comment"), pk=report_id)
        verb = VERBS.get(request.POST.get("decision"))
        page = HttpResponseRedirect(reverse("admin:comments_report_change", args=[report.pk]))
        if not (verb and report.comment and report.is_open):
            messages.warning(request, _("Nothing was changed: this report is settled already."))
            return page
        answer = neutralise(request.POST.get("answer", "")).replace("\0", "").strip()
        if len(answer) > LONGEST_ANSWER:
            messages.error(request, _("Nothing was changed: the answer is too long."))
            return page
        try:
            verb(report.comment, request.user, answer, **made_upon(request.POST.get("seen")))
        except Overtaken:
            messages.error(
                request, _("Somebody has changed this comment meanwhile. Nothing was saved.")
            )
            return page
        messages.success(request, _("Settled. The reporters are told."))
        return page

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": _("Report of a comment"), "longest_answer": LONGEST_ANSWER}
        context["may_moderate"] = self.has_moderate_permission(request)
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    # What is shown

    @admin.display(description=_("received"))
    def received(self, report):
        return date_format(localtime(report.created_at), "DATETIME_FORMAT")

    @admin.display(description=_("explanation"))
    def words(self, report):
        return _as_typed(report.text)

    @admin.display(description=_("objection"))
    def said_against(self, report):
        return _as_typed(report.objection)

    @admin.display(description=_("comment"))
    def reported(self, report):
        if not report.comment:
            return _("The comment is not there any more.")
        return format_html(
            '<a href="{}">{}</a>{}',
            reverse("admin:comments_comment_change", args=[report.comment_id]),
            report.comment.get_status_display(),
            _as_typed(report.comment.text),
        )

    @admin.display(description=_("reporter"))
    def reporter(self, report):
        return format_html('<bdi class="sender">{}</bdi> {}', report.name or "–", report.email)

    @admin.display(description=_("status"))
    def state(self, report):
        again = _("objection") if report.is_open and report.objected_at else ""
        return format_html('{}<div class="held">{}</div>', report.get_status_display(), again)


def _as_typed(text):
    return format_html('<div class="words" dir="auto">{}</div>', neutralise(text)) if text else "–"
