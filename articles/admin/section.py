from django.contrib import admin

from articles.models import Section

from .addressed import AddressedForm
from .inlines import RowForm
from .shown import ShownAdmin


@admin.register(Section)
class SectionAdmin(ShownAdmin):
    desk_order = 4
    form = AddressedForm
    fields = ["name", "slug", "description", "position"]
    list_display = ["name", "slug", "description", "position"]
    list_editable = ["position"]
    search_fields = ["name"]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})
