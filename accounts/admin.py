from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from .models import User


class NewUserForm(AdminUserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Without it somebody of the newsroom could not even log in.
        self.fields["is_staff"].initial = True


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    desk_order = 80
    add_form = NewUserForm
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (_("Personal info"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Permissions"), {"fields": ["is_staff", "groups"]}),
    ]
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "full_name", "email", "group_names", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]

    # Who may manage people, but is no superuser, cannot make one, nor become one.

    def get_readonly_fields(self, request, obj=None):
        mine = [] if request.user.is_superuser else ["is_superuser", "user_permissions"]
        return [*super().get_readonly_fields(request, obj), *mine]

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and obj.is_superuser))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and obj.is_superuser))

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":  # a newsroom has a handful
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def group_names(self, user):
        return ", ".join(group.name for group in user.groups.all())
