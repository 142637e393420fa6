"""The admin site of the newsroom: Django's own, with a guarded log-in and our words."""

from math import ceil

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .flood import too_many
from .login import Try


class Desk(AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("Newsroom")
    enable_nav_sidebar = False  # a bar under the header leaves the width to the work

    @method_decorator(sensitive_post_parameters())
    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        if request.method != "POST":
            return super().login(request, extra_context)
        attempt = Try(request, request.POST.get("username", ""))
        refused_until = attempt.refused_until()
        if refused_until:
            return self._refuse(request, refused_until)
        response = super().login(request, extra_context)
        if response.status_code == 302:
            attempt.succeeded()
        return response

    def _refuse(self, request, until):
        seconds = max(1, ceil((until - timezone.now()).total_seconds()))
        context = {**self.each_context(request), "title": _("Too many tries"), "until": until}
        page = TemplateResponse(request, "admin/login_refused.html", context)
        return too_many(page, seconds)

    def get_app_list(self, request, app_label=None):
        """Apps and models in the order of a day's work: ModelAdmin.desk_order, then the name."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._place)
        return sorted(apps, key=lambda app: min(map(self._place, app["models"])))

    def _place(self, entry):
        return getattr(self._registry[entry["model"]], "desk_order", 100)

    def get_urls(self):
        to_page = path(
            "r/<int:content_type_id>/<int:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        return [to_page, *super().get_urls()]

    def view_on_site(self, request, content_type_id, object_id):
        """Django's shortcut to a thing's page, for those who may see the thing.

        The address alone would tell everybody on the staff of articles that nobody has published.
        """
        kind = get_object_or_404(ContentType, pk=content_type_id)
        desk = self._registry.get(kind.model_class())
        if desk is None or not desk.has_view_permission(request):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)


class Autocomplete(AutocompleteJsonView):
    """A ModelAdmin may say more about a result than its name: describe_result(obj) -> dict."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        describe = getattr(self.model_admin, "describe_result", None)
        return {**result, **describe(obj)} if describe else result
