"""The history of an article: its versions, any two of them side by side, and the way back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.numbers import number_in
from articles.checklist import NotReady
from articles.comparing import compare
from articles.models import Article

PER_PAGE = 50
LAST_NOTES = 5


class Versions(admin.ModelAdmin):
    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_article"
        mine = [
            path("<int:pk>/compare/", view(self.compare_view), name=f"{name}_compare"),
            path("<int:pk>/restore/", view(self.restore_view), name=f"{name}_restore"),
        ]
        return mine + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        """Django's page, with the versions above what it logged."""
        article = self.get_object(request, object_id)
        context = {"page": _page(article, request.GET.get("before", ""))} if article else {}
        if article:
            context["may_restore"] = self.has_change_permission(request, article)
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    @method_decorator(never_cache)
    def compare_view(self, request, pk):
        article = self._seen(request, pk)
        older, newer = sorted(
            (self._version(article, request.GET.get(name)) for name in ("a", "b")),
            key=lambda version: version.history_id,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare versions"),
            "opts": self.opts,
            "original": article,
            "versions": [older, newer],
            "may_restore": self.has_change_permission(request, article),
            "rows": compare(older, newer),
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    @method_decorator(require_POST)
    def restore_view(self, request, pk):
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        version = self._version(article, request.POST.get("version"))
        moment = date_format(localtime(version.history_date), "DATETIME_FORMAT")
        why = _("Restored as it was at %(moment)s.") % {"moment": moment}
        try:
            with article.staying_ready():
                article.signed(request.user, why).restore(version)
        except NotReady as refusal:
            text = _("Not restored: readers would see what is not ready. %(missing)s")
            missing = " ".join(str(finding) for finding in refusal.findings)
            self.message_user(request, text % {"missing": missing}, messages.WARNING)
        else:
            self.log_change(request, article, why)
            self.message_user(request, why, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _seen(self, request, pk):
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _version(self, article, number):
        versions = article.versions.select_related("history_user")
        return get_object_or_404(versions, history_id=_number(number))


def last_notes(article):
    """The newest notes that colleagues left with a version, newest first."""
    noted = article.versions.exclude(history_change_reason="").select_related("history_user")
    fields = ["history_date", "history_change_reason", "history_user", "history_user__username"]
    return noted.order_by("-history_id").only(*fields)[:LAST_NOTES]


def _page(article, before):
    """Versions, newest first, without their text, and the number before which the next page is."""
    versions = article.versions.select_related("history_user").defer("body", "standfirst")
    if before:
        versions = versions.filter(history_id__lt=_number(before))
    found = list(versions.order_by("-history_id")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return {"versions": shown, "older": shown[-1].history_id if len(found) > PER_PAGE else None}


def _number(text):
    number = number_in(text)
    if number is None:
        raise Http404("not a version")
    return number
