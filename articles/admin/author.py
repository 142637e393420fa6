from django.contrib import admin

from accounts.models import User
from articles.models import Author

from .addressed import AddressedForm
from .paging import OpenEnded
from .pickers import PickingForm, Picks
from .shown import ShownAdmin


class AuthorForm(PickingForm, AddressedForm):
    pass


@admin.register(Author)
class AuthorAdmin(OpenEnded, Picks, ShownAdmin):
    desk_order = 5
    form = AuthorForm
    picks = ["portrait"]
    fields = ["name", "slug", "job_title", "biography", "portrait", "user"]
    list_display = ["name", "job_title", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    ordering = ["name"]
    sortable_by = []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
