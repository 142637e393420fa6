from django.contrib import admin

from articles.admin.paging import OpenEnded
from comments.models import DataRequest

from .read_only import ReadOnly


@admin.register(DataRequest)
class DataRequestAdmin(ReadOnly, OpenEnded, admin.ModelAdmin):
    """The log of personal data handed out and erased; it does not say whose."""

    desk_order = 70
    list_display = ["at", "kind", "by_owner", "comments"]
    list_filter = ["kind"]
    ordering = ["-at", "-id"]
    sortable_by = []
    fields = ["at", "kind", "by_owner", "comments"]
