from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Correction, ErrorReport

from .paging import OpenEnded

CORRECT = "articles.add_correction"


class ErrorReportForm(forms.ModelForm):
    """Settles a report: the words of the correction are the editor's, proposed by the reader's."""

    kind = Correction._meta.get_field("kind").formfield()
    place = Correction._meta.get_field("place").formfield()
    words = forms.CharField(
        label=gettext_lazy("What readers are told"),
        max_length=Correction._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands in the article, in your words. Leave out names."),
    )

    class Meta:
        model = ErrorReport
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "words" in self.fields:
            self.fields["words"].initial = self.instance.text
            self.fields["words"].required = "_accept" in self.data


@admin.register(ErrorReport)
class ErrorReportAdmin(OpenEnded, admin.ModelAdmin):
    desk_order = 8
    form = ErrorReportForm
    readonly_fields = ["about", "text", "email", "created_at", "settled"]
    list_display = ["text", "article", "status", "created_at"]
    list_filter = ["status"]
    list_select_related = ["article"]
    search_fields = ["text"]
    ordering = ["-created_at", "-id"]
    sortable_by = []

    class Media:
        css = {"all": ["css/admin-record.css"]}

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article").defer("article__body")

    def get_fieldsets(self, request, obj=None):
        said = (None, {"fields": ["about", "text", "email", "created_at", "settled"]})
        if not self._may_settle(request, obj):
            return [said]
        return [said, (_("Correction"), {"fields": ["words", "kind", "place"]})]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_settle"] = self._may_settle(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Nothing is changed but by the buttons."""

    def response_change(self, request, obj):
        if not self._may_settle(request, obj):
            raise PermissionDenied
        if "_accept" in request.POST:
            sent = request.POST
            done = obj.accept(request.user, sent["words"], kind=sent["kind"], place=sent["place"])
            text = _("The correction stands in the article now.")
        elif "_dismiss" in request.POST:
            done, text = obj.dismiss(request.user), _("The article stays as it is.")
        else:
            done, text = False, _("Nothing was done: accept the report, or dismiss it.")
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)
        if done:
            self.log_change(request, obj, text)
        return HttpResponseRedirect(reverse("admin:articles_errorreport_changelist"))

    def _may_settle(self, request, report):
        may = self.has_change_permission(request, report)
        return bool(report and report.is_open and may and request.user.has_perm(CORRECT))

    @admin.display(description=gettext_lazy("article"))
    def about(self, report):
        article = report.article
        address = reverse("admin:articles_article_change", args=[article.pk])
        page = article.get_absolute_url()
        return format_html(
            '<a href="{}">{}</a> – <a href="{}">{}</a>', address, article.headline, page, page
        )

    @admin.display(description=gettext_lazy("status"))
    def settled(self, report):
        return f"{report.get_status_display()} – {report.settled_by or ''}".strip(" –")
