from django.contrib import admin

from articles.models import Tag

from .addressed import AddressedForm
from .paging import OpenEnded
from .public import PublicTagAdmin
from .shown import ShownAdmin


@admin.register(Tag)
class TagAdmin(OpenEnded, PublicTagAdmin, ShownAdmin):
    desk_order = 6
    form = AddressedForm
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    sortable_by = []
