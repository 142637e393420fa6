from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.paging import OpenEnded
from articles.admin.times import MINUTES
from comments import senders
from comments.models import Block


class BlockForm(forms.ModelForm):
    def clean(self):
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if kind and value:
            try:
                senders.normalise(kind, value)
            except ValidationError as error:
                self.add_error("value", error)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This moment has passed."), code="past")
        return until


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("force", _("in force")), ("over", _("over"))]

    def queryset(self, request, queryset):
        in_force = Block.objects.in_force().values("pk")
        match self.value():
            case "force":
                return queryset.filter(pk__in=in_force)
            case "over":
                return queryset.exclude(pk__in=in_force)
        return queryset


@admin.register(Block)
class BlockAdmin(OpenEnded, admin.ModelAdmin):
    """Senders whose comments go to spam. Nothing is edited: put it again, or lift it."""

    form = BlockForm
    formfield_overrides = MINUTES
    desk_order = 55
    list_display = ["value", "kind", "reason", "until", "by", "created_at", "state"]
    list_filter = [StandingFilter, "kind"]
    list_select_related = ["by"]
    search_fields = ["value"]
    search_help_text = _("A part of the address, domain or network.")
    ordering = ["-created_at", "-id"]
    sortable_by = []
    actions = ["lift"]
    fields = ["kind", "value", "reason", "until"]
    shown = [*fields, "by", "created_at", "lifted_at", "lifted_by"]

    def get_fields(self, request, obj=None):
        return self.shown if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return self.shown if obj else []

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            decided = form.cleaned_data
            put = Block.objects.put(
                **{name: decided[name] for name in self.fields}, by=request.user
            )
            obj.pk, obj.value = put.pk, put.value

    @admin.action(description=_("Lift"), permissions=["change"])
    def lift(self, request, queryset):
        lifted = sum(block.lift(request.user) for block in queryset)
        told = ngettext("%(n)d block lifted.", "%(n)d blocks lifted.", lifted)
        messages.success(request, told % {"n": lifted})

    @admin.display(description=_("in force"), boolean=True)
    def state(self, block):
        return block.is_in_force
