from django.apps import AppConfig
from django.contrib.admin import apps as django_admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")
    default = True


class DeskConfig(django_admin.AdminConfig):
    """Django's admin with the newsroom's own site class in its place."""

    default = False
    default_site = "accounts.desk.Desk"
