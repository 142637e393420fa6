from django.contrib import admin

from articles.models import Correction

from .paging import OpenEnded
from .pickers import PickingForm, Picks
from .shown import ShownAdmin
from .times import MINUTES


@admin.register(Correction)
class CorrectionAdmin(OpenEnded, Picks, ShownAdmin):
    desk_order = 7
    form = PickingForm
    formfield_overrides = MINUTES
    picks = ["article"]
    fields = ["article", "kind", "text", "place", "published_at"]
    list_display = ["text", "kind", "article", "published_at"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["text"]
    ordering = ["-published_at", "-id"]
    sortable_by = []
