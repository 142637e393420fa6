"""What the form of an article asks while somebody writes: is it mine, and keep what I typed.

Scripts ask it (static/js/admin-writing.js); without them nothing is kept, and the form's own check
of a newer version is all that guards the text.
"""

import json
import re

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Article, OpenForm, UnsavedText

# Characters of all that is typed into a form; the longest text that is stored is well below.
LARGEST = 900_000
# New articles that were not saved and are offered again, the newest of them.
MOST_OFFERED = 10
HOLDING = {
    "open": OpenForm.objects.open,
    "keep": OpenForm.objects.keep,
    "take": OpenForm.objects.take,
}


class ArticleDesk(admin.ModelAdmin):
    """For the ModelAdmin of Article: writing/ for a new one, <number>/writing/ for others."""

    def get_urls(self):
        view = never_cache(require_http_methods(["GET", "POST"])(self.writing))
        view = self.admin_site.admin_view(view)
        return [
            path("writing/", view, name="articles_article_writing_new"),
            path("<int:number>/writing/", view, name="articles_article_writing"),
            *super().get_urls(),
        ]

    def writing(self, request, number=None):
        article = self._article(request, number)
        if request.method == "GET":
            return JsonResponse({"token": get_token(request), **self._unsaved(request, article)})
        act, form = request.POST.get("act", ""), _name(request.POST, "form")
        if act == "forget" and article:
            UnsavedText.objects.of(request.user, article).delete()
        if act == "leave" and article:
            OpenForm.objects.leave(article, form)
        answer, holder = {}, {}
        if act in HOLDING and article:
            row = HOLDING[act](article, request.user, form)
            answer["holder"] = holder = _described(row, form, request)
        # A colleague's form keeps for the colleague; another one of mine would keep over this.
        if "fields" in request.POST and (holder.get("is_mine", True) or not holder["is_me"]):
            answer["saved"] = self._keep(request, article, form)
        if not article:
            answer["kept"] = self._keeps_new(request, form, "saved" in answer or act == "forget")
        return JsonResponse(answer)

    def _keeps_new(self, request, form, may_let_go):
        """Whether anything of a new article is kept for `form`; let another form's go that was
        thrown away, or went into this one and is kept there now."""
        texts = UnsavedText.objects
        if may_let_go and "other" in request.POST:
            texts.let_go(request.user, _name(request.POST, "other"), request.POST.get("stamp", ""))
        return texts.of(request.user, None, form).exists()

    def _article(self, request, number):
        """The article that this person may write; None for a new one."""
        article = get_object_or_404(Article, pk=number) if number else None
        allowed = (
            self.has_change_permission(request, article)
            if article
            else self.has_add_permission(request)
        )
        if not allowed:
            raise PermissionDenied
        return article

    def _unsaved(self, request, article):
        """What this person typed and did not save, for the form that asks; whoever logged in again
        names no form and wants the new token alone."""
        if "form" not in request.GET:
            return {}
        texts = UnsavedText.objects
        if article:
            kept = texts.of(request.user, article)
        else:
            kept = texts.of_other_new(request.user, _name(request.GET, "form"))
        return {"unsaved": [_offered(one) for one in kept[:MOST_OFFERED]]}

    def _keep(self, request, article, form):
        fields = _read(request.POST["fields"])
        version = request.POST.get("version", "")[:64]
        row = UnsavedText.objects.keep(request.user, article, form, fields, version)
        return _time(row.saved_at)


def _name(sent, key):
    """The random name of a form; what was kept before forms had names has the empty one."""
    name, least = sent.get(key, ""), 0 if key == "other" else 8
    if not re.fullmatch(rf"[0-9a-z-]{{{least},40}}", name, re.ASCII):
        raise BadRequest
    return name


def _offered(kept):
    headline = kept.fields.get("headline")
    return {
        "form": kept.form,
        "stamp": kept.stamp,
        "headline": headline if isinstance(headline, str) else "",
        "fields": kept.fields,
        "version": kept.version,
        "saved": _time(kept.saved_at),
    }


def _read(text):
    """{name: value} as the form's script sent it; BadRequest for anything else."""
    try:
        fields = json.loads(text) if len(text) <= LARGEST else None
    except ValueError:
        fields = None
    # PostgreSQL keeps no NUL and no half characters in JSON.
    if not isinstance(fields, dict) or re.search(r"\\u(0000|d[89a-f])", text, re.IGNORECASE):
        raise BadRequest
    return fields


def _described(row, form, request):
    return {
        "is_mine": row.form == form,
        "is_me": row.user_id == request.user.pk,
        "name": row.user.get_full_name() or row.user.get_username(),
        "since": _time(row.opened_at),
    }


def _time(moment):
    return date_format(localtime(moment), "DATETIME_FORMAT")
