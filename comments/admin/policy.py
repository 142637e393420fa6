from django.contrib import admin
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.shown import ShownAdmin
from comments.marking import marked
from comments.models import Policy
from comments.rehearsal import rehearse
from comments.words import DISALLOWED, WATCHED

from .policy_form import PolicyForm

WORDS_HELP = _(
    "One word or several on a line, compared with text, name, e-mail and IP address and browser. "
    "Whole words count: “ban” does not find “bank”, “ban*” does; several words are found in a row. "
    "Case, accents, what cannot be seen and letters that look like others do not hide a word. "
    "A line like 192.0.2.* or 2001:db8:* means IP addresses that begin so. "
    "Lines that begin with # are notes."
)


@admin.register(Policy)
class PolicyAdmin(ShownAdmin):
    """One page: there is one policy, and before anybody saves it, it is the defaults."""

    desk_order = 60
    form = PolicyForm
    change_form_template = "admin/comments/policy/change_form.html"
    fieldsets = [
        (
            _("Before a comment appears"),
            {"fields": ["manual_approval", "max_links", "min_fill_seconds"]},
        ),
        (_("Words"), {"fields": ["watched_words", "disallowed_words"], "description": WORDS_HELP}),
        (_("Trust"), {"fields": ["hold_newcomers", "proof_for"]}),
        (_("Spam"), {"fields": ["hold_score", "spam_score", "wait_for_akismet"]}),
        (_("Hours"), {"fields": ["outside_hours", "hours"]}),
        (_("Closing"), {"fields": ["close_after_days"]}),
        (_("House rules"), {"fields": ["house_rules"]}),
        (
            _("Threads"),
            {
                "fields": [
                    "order",
                    "readers_choose_order",
                    "picks_first",
                    "threads_per_page",
                    "reply_depth",
                ]
            },
        ),
        (_("Lengths"), {"fields": ["max_text_length", "max_name_length"]}),
        (_("Reports"), {"fields": ["reports_to_hold"]}),
        (_("Flood"), {"fields": ["max_per_address", "max_per_email"]}),
        (_("Afterwards"), {"fields": ["edit_minutes", "keep_address_days", "keep_rejected_days"]}),
    ]

    class Media:
        css = {"all": ["css/admin-comments.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        return Policy.current() if object_id == "1" else None

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("admin:comments_policy_change", args=[1]))

    def save_model(self, request, obj, form, change):
        form.decided().put()

    # Rehearsing: the same form and the same button row; nothing is saved.

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_rehearse" in request.POST and object_id == "1":
            return self._rehearse(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _rehearse(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        saved = Policy.current()
        form = self.get_form(request, saved, change=True)(request.POST, instance=Policy.current())
        result = rehearse(form.decided(), saved) if form.is_valid() else None
        for change in result.changes if result else ():
            change.words = marked(change.comment)
        fieldsets = list(self.get_fieldsets(request, saved))
        adminform = helpers.AdminForm(form, fieldsets, {}, (), model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rehearsal"),
            "subtitle": None,
            "adminform": adminform,
            "object_id": "1",
            "original": saved,
            "is_popup": False,
            "to_field": None,
            "inline_admin_formsets": [],
            "media": self.media + adminform.media,
            "errors": helpers.AdminErrorList(form, []),
            "preserved_filters": "",
            "rehearsal": result,
        }
        return self.render_change_form(request, context, change=True, obj=saved)

    # What somebody sees who may not change it.

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**parts, "fields": ["week" if f == "hours" else f for f in parts["fields"]]})
            for name, parts in fieldsets
        ]

    @admin.display(description=_("hours"))
    def week(self, policy):
        days = zip(WEEKDAYS.values(), policy.hours, strict=True)
        return ", ".join(f"{day} {'–'.join(hours or ['', ''])}" for day, hours in days)

    @admin.display(description=_("watched words"))
    def watched_words(self, policy):
        return format_html('<div class="words">{}</div>', policy.lists.get(WATCHED, ""))

    @admin.display(description=_("disallowed words"))
    def disallowed_words(self, policy):
        return format_html('<div class="words">{}</div>', policy.lists.get(DISALLOWED, ""))
