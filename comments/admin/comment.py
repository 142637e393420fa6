from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.characters import neutralise
from articles.admin.paging import OpenEnded
from comments.marking import marked
from comments.models import Comment, RejectionReason

from .acts import Acts
from .decision import DecisionInline, EditInline
from .queue import Queue
from .read_only import ReadOnly


@admin.register(Comment)
class CommentAdmin(ReadOnly, OpenEnded, Queue, Acts):
    """Everything is shown and nothing can be typed: decisions pass the verbs of the model."""

    desk_order = 2
    inlines = [DecisionInline, EditInline]
    fields = readonly_fields = [
        "words", "answered", "about", "state", "name", "email", "created_at", "decided_at",
        "edited_at", "edited_by", "ip_address", "user_agent", "newsroom",
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

    def has_pick_permission(self, request):
        return request.user.has_perm("comments.pick_comment")

    def save_model(self, request, obj, form, change):
        """Nothing: it would write back what the page was loaded with over a later decision."""

    def delete_model(self, request, obj):
        obj.remove()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": _("Comment"), "may_moderate": self.has_moderate_permission(request)}
        context["rejections"] = RejectionReason.objects.filter(active=True)
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article__section", "user")

    # The page of one comment

    @admin.display(description=_("comment"))
    def words(self, comment):
        pieces = (
            format_html("<mark>{}</mark>", words) if is_marked else words
            for words, is_marked in marked(comment)
        )
        words = format_html_join("", "{}", ((piece,) for piece in pieces))
        return format_html('<div class="words" dir="auto">{}</div>', words)

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
        """With everything that held it."""
        return format_html(
            '<span class="state state-{}">{}</span>{}',
            comment.status,
            comment.get_status_display(),
            format_html_join(
                "", '<div class="held">{}</div>', ((r["text"],) for r in comment.reasons)
            ),
        )

    @admin.display(description=_("newsroom"))
    def newsroom(self, comment):
        return comment.user or "–"

    def view_on_site(self, comment):
        return comment.get_absolute_url() if comment.is_approved else None
