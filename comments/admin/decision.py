from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.characters import neutralise
from articles.admin.paging import OpenEnded
from articles.admin.shown import ShownAdmin
from comments.models import Decision, EditRecord, RejectionReason

from .read_only import ReadOnly
from .undoing import Undoing

LOG = "admin/comments/comment/log.html"
LINE = 60  # characters


class DecisionInline(ReadOnly, admin.TabularInline):
    model = Decision
    template = LOG
    fields = readonly_fields = [
        "at", "who", "from_status", "to_status", "reason", "rejection", "note"
    ]  # fmt: skip
    verbose_name_plural = _("decisions")

    @admin.display(description=_("by"))
    def who(self, decision):
        return decision.by or _("a rule")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by", "rejection")


class EditInline(ReadOnly, admin.TabularInline):
    """What stood in a comment before the newsroom edited it."""

    model = EditRecord
    template = LOG
    fields = readonly_fields = ["at", "by", "before"]
    verbose_name_plural = _("edits")

    @admin.display(description=_("text before"))
    def before(self, record):
        return format_html('<div class="words" dir="auto">{}</div>', neutralise(record.text_before))

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.view_comment")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class NewStatusFilter(admin.ChoicesFieldListFilter):
    """Alone above a list of statuses, the "to" of the column says nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("new status")


@admin.register(Decision)
class DecisionAdmin(ReadOnly, OpenEnded, Undoing):
    """The log of what became of comments."""

    desk_order = 50
    list_display = ["at", "who", "said", "from_status", "to_status", "reason", "rejection"]
    list_filter = [("to_status", NewStatusFilter)]
    list_select_related = ["by", "comment", "rejection"]
    ordering = ["-at", "-id"]
    sortable_by = []
    fields = [
        "at", "who", "said", "from_status", "to_status", "reason", "rejection", "note", "undoes"
    ]  # fmt: skip
    change_list_template = "admin/comments/decision/change_list.html"

    who = DecisionInline.who

    @admin.display(description=_("comment"), empty_value="–")
    def said(self, decision):
        """Who said what, as far as a line goes, and the way there."""
        comment = decision.comment
        if not comment:
            return None
        address = reverse("admin:comments_comment_change", args=[comment.pk])
        words = neutralise(f"{comment.name}: {comment.text[:LINE]}")
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, words)


@admin.register(RejectionReason)
class RejectionReasonAdmin(ShownAdmin):
    """Why comments are rejected, in the words of this site."""

    desk_order = 58
    list_display = ["name", "text", "active", "position"]
