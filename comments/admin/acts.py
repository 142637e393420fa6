"""What a moderator does with one comment beyond deciding: edit, answer, block its sender."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.network import client_address
from comments.models import AlreadySent, Comment, Overtaken

from .act_forms import BlockForm, DigestForm, EditForm, ReplyForm
from .filters import Filters
from .tabs import tab_named


class Acts(admin.ModelAdmin):
    """Pages of their own for a ModelAdmin of comments; each leads back to its card in the queue."""

    def get_urls(self):
        pages = [("edit", EditForm), ("reply", ReplyForm), ("block", BlockForm)]
        mine = [
            path(
                f"<int:comment_id>/{name}/",
                self.admin_site.admin_view(never_cache(self._page(name, form))),
                name=f"comments_comment_{name}",
            )
            for name, form in pages
        ]
        digest = self.admin_site.admin_view(never_cache(self.digest))
        pick = self.admin_site.admin_view(require_POST(self.pick))
        return [
            path("digest/", digest, name="comments_comment_digest"),
            path("<int:comment_id>/pick/", pick, name="comments_comment_pick"),
            *mine,
            *super().get_urls(),
        ]

    def _page(self, name, form_class):
        def view(request, comment_id):
            if not self.has_moderate_permission(request):
                raise PermissionDenied
            around = Comment.objects.select_related("article__section", "parent", "user")
            comment = get_object_or_404(around, pk=comment_id)
            form = form_class(request.POST or None, comment=comment, user=request.user)
            if form.is_valid() and self._act(request, name, form):
                return HttpResponseRedirect(_way_back(request, comment.pk))
            context = {"form": form, "comment": comment, "title": form.title, "act": form.button}
            return self._show(request, context, _way_back(request, comment.pk))

        return view

    def _act(self, request, name, form):
        """Carry it out and say so; False where the form has to be shown again."""
        try:
            told = getattr(self, f"_{name}")(request, form)
        except Overtaken:
            now = _("Somebody has changed this comment meanwhile. Nothing was saved.")
            form.add_error(None, now)
            return False
        except AlreadySent:
            form.add_error(None, _("You have sent the same answer before."))
            return False
        messages.success(request, told)
        return True

    def _edit(self, request, form):
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        if form.comment.edit(request.user, text, seen=seen) is None:
            return _("Nothing was changed.")
        return _("The comment was edited; readers see that.")

    def _reply(self, request, form):
        form.reply(client_address(request), request.headers.get("User-Agent", ""))
        return _("Your answer is published.")

    def _block(self, request, form):
        block, rejected = form.block()
        told = _("Blocked: %(value)s.") % {"value": block}
        if rejected:
            more = ngettext("%(n)d comment rejected.", "%(n)d comments rejected.", rejected)
            told = f"{told} {more % {'n': rejected}}"
        return told

    def pick(self, request, comment_id):
        """Pick a comment out for readers, or with `pick` empty put it back among the others."""
        if not self.has_pick_permission(request):
            raise PermissionDenied
        comment = get_object_or_404(Comment, pk=comment_id)
        verb = comment.pick if request.POST.get("pick") else comment.unpick
        if verb(request.user):
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, _("Nothing was changed: see what the comment is now."))
        return HttpResponseRedirect(_way_back(request, comment.pk), status=303)

    def digest(self, request):
        """How often the one who is logged in is mailed what waits."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        form = DigestForm(request.POST or None, user=request.user)
        if form.is_valid():
            form.put()
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("admin:comments_comment_digest"))
        context = {"form": form, "title": _("Mails to me"), "act": _("Save")}
        return self._show(request, context, _way_back(request))

    def _show(self, request, context, back):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(
            request, "admin/comments/comment/act.html", {**context, "back": back}
        )


def _way_back(request, number=None):
    """The queue as it was; only what its own address can say is taken over."""
    query = {"status": tab_named(request.GET.get("status", "")).name}
    query |= Filters.of(request.GET).as_query
    query |= {n: request.GET[n] for n in ("order", "after", "before") if n in request.GET}
    anchor = f"#c{number}" if number else ""
    return f"{reverse('admin:comments_comment_changelist')}?{urlencode(query)}{anchor}"
