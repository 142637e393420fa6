from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.paging import OpenEnded
from comments.models import Decision

from .read_only import ReadOnly


class DecisionInline(ReadOnly, admin.TabularInline):
    model = Decision
    fields = readonly_fields = ["at", "who", "from_status", "to_status", "reason", "note"]
    verbose_name_plural = _("decisions")

    @admin.display(description=_("by"))
    def who(self, decision):
        return decision.by or _("a rule")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Decision)
class DecisionAdmin(ReadOnly, OpenEnded, admin.ModelAdmin):
    """The log of what became of comments."""

    desk_order = 50
    list_display = ["at", "who", "comment", "from_status", "to_status", "reason"]
    list_filter = ["to_status"]
    list_select_related = ["by", "comment"]
    ordering = ["-at", "-id"]
    sortable_by = []
    fields = ["at", "who", "comment", "from_status", "to_status", "reason", "note"]

    who = DecisionInline.who
