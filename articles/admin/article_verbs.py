from contextlib import suppress

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.checklist import NotReady, findings, has_byline
from articles.html import split
from articles.models import Article, ArticleAuthor

from .verbs import PUBLISH, VERBS, verbs_for

MOST_AT_ONCE = 200


class ArticleVerbs(admin.ModelAdmin):
    """Saving, and the buttons and list actions that carry out an article's verbs."""

    actions = ["submit_chosen", "publish_chosen", "return_chosen_to_draft"]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["verbs"] = verbs_for(request.user, obj or Article())
        context["state"] = self.state(obj) if obj else ""
        context["checklist"] = self._checklist(request, obj) if obj else _of_new(context)
        context["may_pass_over"] = not any(each.is_hard for each in context["checklist"])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _checklist(self, request, article):
        """What is missing to publish it, for those who may change it until it is public."""
        if not self.has_change_permission(request, article):
            return []
        return [] if article.status == Article.Status.PUBLISHED else findings(article)

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """What would leave a public page without what is needed is an error of the form."""
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except NotReady as refusal:  # all that was stored is undone
            request.not_ready = refusal.findings
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.not_ready = getattr(request, "not_ready", ())
        return form

    def save_model(self, request, obj, form, change):
        verb = _pressed(request)
        if verb and not verb.is_allowed_to(request.user):
            raise PermissionDenied
        form.lacked = obj.lacks()
        # A note that comes with a verb is that of the version which the verb makes.
        note = "" if verb else form.cleaned_data.get("note", "")
        obj.signed(request.user, note).store()

    def save_related(self, request, form, formsets, change):
        """Bylines, images, tags and corrections are rows of their own."""
        super().save_related(request, form, formsets, change)
        form.instance.keep_rows()
        form.instance.has_changed()
        form.instance.must_lack_no_more_than(form.lacked)

    def response_add(self, request, obj, post_url_continue=None):
        return self._carry_out(request, obj) or super().response_add(request, obj)

    def response_change(self, request, obj):
        return self._carry_out(request, obj) or super().response_change(request, obj)

    def _carry_out(self, request, article):
        """Do what was pressed; the answer to it, or None when that was only saving.

        It comes after everything of the form is stored, within the same transaction.
        """
        verb = _pressed(request)
        if verb is None:
            return None
        if verb.fits(article):
            self._do(request, article, verb)
        else:
            article.keep_reason(request.POST.get("note", ""))
            now = article.get_status_display()
            text = _("Saved. Somebody has changed its status meanwhile: it is “%(status)s”.")
            self.message_user(request, text % {"status": now}, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _do(self, request, article, verb):
        sent = {name: request.POST.get(name, "") for name in ("reason", "note")}
        try:
            outcome = verb.carry_out(
                article, request.user, **sent, despite="despite" in request.POST
            )
        except NotReady as refusal:
            article.keep_reason(sent["note"])
            missing = " ".join(str(finding) for finding in refusal.findings)
            text = _("Saved, but not published. %(missing)s") % {"missing": missing}
            self.message_user(request, text, messages.WARNING)
        else:
            self.log_change(request, article, outcome)
            self.message_user(request, f"{_('Saved.')} {outcome}", messages.SUCCESS)

    # Actions of the list

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH)

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_chosen(self, request, queryset):
        self._carry_out_on_each(request, queryset, "submit")

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        self._carry_out_on_each(request, queryset, "publish")

    @admin.action(description=gettext_lazy("Return to draft"), permissions=["change"])
    def return_chosen_to_draft(self, request, queryset):
        self._carry_out_on_each(request, queryset, "return_to_draft")

    @transaction.atomic
    def _carry_out_on_each(self, request, queryset, name):
        verb = next(verb for verb in VERBS if verb.name == name)
        chosen = list(queryset.values_list("pk", flat=True)[:MOST_AT_ONCE])
        done = 0
        # Read again: a list leaves out the text, and somebody may have been quicker.
        for article in Article.objects.select_for_update().filter(pk__in=chosen).order_by("pk"):
            if self.has_change_permission(request, article) and verb.fits(article):
                with suppress(NotReady):
                    self.log_change(request, article, verb.carry_out(article, request.user))
                    done += 1
        _tell(self, request, done, len(chosen) - done)


def _of_new(context):
    """What is missing in the form of a new article, of which no rows are stored to be looked at."""
    article = context["adminform"].form.instance
    article.body_parts = split(article.body)
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    rows = [row for formset in formsets if formset.model is ArticleAuthor for row in formset.forms]
    proposed = any(row["author"].value() for row in rows)
    return findings(article, without=[has_byline] if proposed else [])


def _pressed(request):
    return next((verb for verb in VERBS if verb.button in request.POST), None)


def _tell(model_admin, request, done, left):
    if done:
        text = _("Done with %(number)s.") % {"number": done}
        model_admin.message_user(request, text, messages.SUCCESS)
    if left:
        text = _(
            "Left as they are: %(number)s "
            "(their status, your rights or what is missing do not allow it)."
        )
        model_admin.message_user(request, text % {"number": left}, messages.WARNING)
