from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.shown import ShownAdmin
from comments.models import Policy


@admin.register(Policy)
class PolicyAdmin(ShownAdmin):
    """One page: there is one policy, and before anybody saves it, it is the defaults."""

    desk_order = 60
    fieldsets = [
        (_("Before a comment appears"), {"fields": ["manual_approval", "min_fill_seconds"]}),
        (_("Closing"), {"fields": ["close_after_days"]}),
        (
            _("Threads"),
            {"fields": ["order", "readers_choose_order", "threads_per_page", "reply_depth"]},
        ),
        (_("Lengths"), {"fields": ["max_text_length", "max_name_length"]}),
        (_("Flood"), {"fields": ["max_per_address", "max_per_email"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        return Policy.current() if object_id == "1" else None

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("admin:comments_policy_change", args=[1]))
