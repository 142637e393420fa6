"""The pages and questions of the form in which an article is written."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.comparing import compare
from articles.fingerprints import fingerprint_of
from articles.models import Article, ArticleAuthor, ArticleImage, UnsavedText
from articles.search import search

from .article_desk import ArticleDesk
from .editor import open_policy, with_nonce

MOST_LINKS = 10


class ArticleWriting(ArticleDesk):
    def get_urls(self):
        links = self.admin_site.admin_view(self.links)
        return [path("links/", links, name="articles_article_links"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["media"] = with_nonce(request, context["media"])
        context["newer"] = _newer(context["adminform"].form, context["inline_admin_formsets"])
        context["writing"] = _address(obj) if self._may_write(request, obj) else ""
        answer = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        return open_policy(answer)

    def _may_write(self, request, obj):
        if obj is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        """What is saved needs not be kept besides."""
        super().save_related(request, form, formsets, change)
        article = form.instance if change else None
        name = form.cleaned_data.get("kept_as", "")
        UnsavedText.objects.of(request.user, article, name).delete()

    def links(self, request):
        """Public articles whose headlines have the words typed, for a link to them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        public, text = Article.objects.published(), request.GET.get("q", "")
        numbers = search(public, text, visible_to=request.user, at_most=MOST_LINKS)
        found = public.filter(pk__in=numbers).newest_first()
        rows = found.only("headline", "slug", "published_at")
        return JsonResponse({"articles": [_described(one) for one in rows]})


def _address(article):
    if article is None:
        return reverse("admin:articles_article_writing_new")
    return reverse("admin:articles_article_writing", args=[article.pk])


def _newer(form, inlines):
    """What a colleague saved while this form was open, beside what it says, or None."""
    if not getattr(form, "newer", None):
        return None
    last = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Article), object_id=str(form.newer.pk)
        )
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    theirs, mine = form.newer, form.instance
    theirs.rows = theirs.row_numbers()
    mine.rows = theirs.rows | _rows_sent(form, [inline.formset for inline in inlines])
    return {
        "version": fingerprint_of(theirs),
        "last": last,
        "rows": compare(theirs, mine),
    }


def _rows_sent(form, formsets):
    """As Article.row_numbers gives them, of what was sent."""
    sent = {}
    if "tags" in form.cleaned_data:
        sent["tags"] = sorted(tag.pk for tag in form.cleaned_data["tags"])
    for formset in formsets:
        rows = [row.cleaned_data for row in formset.forms if hasattr(row, "cleaned_data")]
        rows = [row for row in rows if not row.get("DELETE")]
        rows.sort(key=lambda row: row.get("position") or 0)
        if formset.model is ArticleAuthor:
            sent["authors"] = [row["author"].pk for row in rows if row.get("author")]
        elif formset.model is ArticleImage:
            images = [row for row in rows if row.get("image")]
            sent["images"] = [[row["image"].pk, row.get("caption", "")] for row in images]
    return sent


def _described(article):
    return {
        "headline": article.headline,
        "address": article.get_absolute_url(),
        "date": date_format(localtime(article.published_at), "DATE_FORMAT"),
    }
