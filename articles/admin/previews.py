"""Links by which people without an account read one article before it is public."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.numbers import number_in
from articles.metadata import absolute
from articles.models import Article, PreviewLink

# Ended ones go when a new one is made; nobody needs more open ones than this.
MOST_LINKS = 20


class PreviewLinkForm(forms.Form):
    reader = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"), min_value=1, max_value=90, initial=7
    )


class Previews(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_links_view)
        mine = [path("<int:pk>/preview-links/", view, name="articles_article_preview_links")]
        return mine + super().get_urls()

    @method_decorator(never_cache)
    def preview_links_view(self, request, pk):
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = PreviewLinkForm(request.POST if "make" in request.POST else None)
        if request.method == "POST" and self._make_or_revoke(request, article, form):
            return HttpResponseRedirect(request.path, status=303)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview links"),
            "opts": self.opts,
            "original": article,
            "form": form,
            "links": [
                (link, absolute(link.get_absolute_url()))
                for link in article.preview_links.select_related("made_by")[: MOST_LINKS + 1]
            ],
        }
        return TemplateResponse(request, "admin/articles/article/preview_links.html", context)

    def _make_or_revoke(self, request, article, form):
        """Make or revoke one; False for a form that has to be mended."""
        if "revoke" in request.POST:
            get_object_or_404(article.preview_links, pk=number_in(request.POST["revoke"])).revoke()
            self._say(request, article, _("The link was revoked: it leads nowhere any more."))
            return True
        if not form.is_valid():
            return False
        PreviewLink.objects.filter(article=article).exclude(
            pk__in=PreviewLink.objects.open().values("pk")
        ).delete()
        if article.preview_links.count() >= MOST_LINKS:
            form.add_error(None, _("There are enough links; revoke one first."))
            return False
        article.preview_links.create(
            reader=form.cleaned_data["reader"],
            made_by=request.user,
            ends_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
        )
        self._say(request, article, _("A preview link was made."))
        return True

    def _say(self, request, article, text):
        self.log_change(request, article, text)
        self.message_user(request, text, messages.SUCCESS)
