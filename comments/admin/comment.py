from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.paging import OpenEnded, OpenEndedChangeList
from comments.characters import neutralise
from comments.models import Comment

from .decision import DecisionInline
from .filters import DaysFilter, StatusFilter, search
from .read_only import ReadOnly


class CommentChangeList(OpenEndedChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).for_admin()


@admin.register(Comment)
class CommentAdmin(ReadOnly, OpenEnded, admin.ModelAdmin):
    """Everything is shown and nothing can be typed: decisions pass the verbs of the model."""

    desk_order = 2
    list_display = ["sent", "sender", "words", "about", "state"]
    list_display_links = ["sent"]
    list_filter = [StatusFilter, DaysFilter, "article__section"]
    ordering = ["-created_at", "-id"]
    sortable_by = []
    search_fields = ["text"]
    search_help_text = _("Words of the comment or the name; an e-mail or IP address.")
    actions = ["approve", "reject", "mark_spam"]
    inlines = [DecisionInline]
    fields = readonly_fields = [
        "words", "answered", "about", "state", "name", "email", "created_at", "decided_at",
        "edited_at", "ip_address", "user_agent", "newsroom",
    ]  # fmt: skip

    class Media:
        css = {"all": ["css/admin-comments.css"]}

    # Who may do what

    def has_change_permission(self, request, obj=None):
        return admin.ModelAdmin.has_change_permission(self, request, obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    def save_model(self, request, obj, form, change):
        """Nothing: it would write back what the page was loaded with over a later decision."""

    def delete_model(self, request, obj):
        obj.remove()

    # Decisions

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve(self, request, queryset):
        self._decide(request, queryset, Comment.approve)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request, queryset):
        self._decide(request, queryset, Comment.reject)

    @admin.action(description=_("Spam"), permissions=["moderate"])
    def mark_spam(self, request, queryset):
        self._decide(request, queryset, Comment.mark_spam)

    def _decide(self, request, comments, verb):
        decisions = [verb(comment, by=request.user) for comment in comments]
        changed = sum(1 for decision in decisions if decision)
        done = ngettext("%(n)d comment decided.", "%(n)d comments decided.", changed)
        messages.success(request, done % {"n": changed})
        same = len(decisions) - changed
        if same:
            told = ngettext(
                "%(n)d had been decided that way before.",
                "%(n)d had been decided that way before.",
                same,
            )
            messages.info(request, told % {"n": same})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": _("Comment"), "may_moderate": self.has_moderate_permission(request)}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    # The list

    def get_changelist(self, request, **kwargs):
        return CommentChangeList

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, search_term) if search_term.strip() else queryset, False

    @admin.display(description=_("sent"))
    def sent(self, comment):
        return date_format(localtime(comment.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("from"))
    def sender(self, comment):
        return format_html('<bdi class="sender">{}</bdi><br>{}', comment.name, comment.email)

    @admin.display(description=_("comment"))
    def words(self, comment):
        return format_html('<div class="words" dir="auto">{}</div>', neutralise(comment.text))

    @admin.display(description=_("article"))
    def about(self, comment):
        article = comment.article
        return format_html(
            '<a href="{}">{}</a><br>{}', article.get_absolute_url(), article, article.section
        )

    @admin.display(description=_("in reply to"))
    def answered(self, comment):
        if not comment.parent:
            return "–"
        name, text = comment.parent.name, neutralise(comment.parent.text)
        return format_html('<bdi>{}</bdi><div class="words" dir="auto">{}</div>', name, text)

    @admin.display(description=_("status"))
    def state(self, comment):
        """With everything that held it while it waits."""
        held = comment.reasons if comment.status == Comment.Status.PENDING else []
        return format_html(
            '<span class="state state-{}">{}</span>{}',
            comment.status,
            comment.get_status_display(),
            format_html_join("", '<div class="held">{}</div>', ((r["text"],) for r in held)),
        )

    @admin.display(description=_("newsroom"))
    def newsroom(self, comment):
        return comment.user or "–"

    def view_on_site(self, comment):
        return comment.get_absolute_url() if comment.is_approved else None
