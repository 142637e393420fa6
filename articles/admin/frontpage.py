from django.contrib import admin
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from articles.models import Placement

from .inlines import RowForm
from .pickers import PickingForm, Picks
from .shown import ShownAdmin


@admin.register(Placement)
class PlacementAdmin(Picks, ShownAdmin):
    desk_order = 2
    form = PickingForm
    picks = ["article"]
    fields = ["article", "position"]
    list_display = ["article", "is_shown", "position"]
    list_editable = ["position"]
    list_select_related = ["article"]
    ordering = ["position", "id"]

    def get_changeform_initial_data(self, request):
        last = Placement.objects.aggregate(last=Max("position"))["last"]
        return {
            "position": 0 if last is None else last + 1,
            **super().get_changeform_initial_data(request),
        }

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})

    @admin.display(description=_("public"), boolean=True)
    def is_shown(self, placement):
        return placement.article.is_published
