from functools import wraps

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.network import client_address
from articles.models import Article

from .forms import CommentForm
from .models import AlreadySent, Comment, Policy, TooMany
from .origin import is_from_here
from .threads import REPLIES_PER_PAGE

# Bytes of a post: the longest text with each character percent-encoded, and the other fields.
LARGEST_POST = 300_000


def _takes_forms(view):
    """For a view to which a form posts that carries no cookie.

    Django's own check of forgery wants a cookie, and a page that sets one cannot be kept for
    everybody; this asks the browser where the post comes from. What is larger than a form can be
    is not even read. Without a database that can be written to, what was typed is handed back.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not is_from_here(request):
            return render(request, "errors/403.html", {"forged": True}, status=403)
        if _size(request) > LARGEST_POST:
            return HttpResponse(_("This is too large for a comment."), status=413)
        request.encoding = "utf-8"  # whatever the post calls itself
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError, InternalError):
            return _hand_back(request)

    methods = require_http_methods(["GET", "HEAD", "POST"])
    # Not "no-store", with which a browser forgets what was typed when somebody goes back.
    private = cache_control(private=True, no_cache=True)
    return csrf_exempt(private(methods(guarded)))


@require_safe
def comment(request, comment_id):
    """The permanent address of a comment: leads to the page on which it stands."""
    comments = Comment.objects.public().select_related("article", "thread")
    found = get_object_or_404(comments, pk=comment_id)
    address = f"{found.article.get_absolute_url()}?thread={found.root_id}"
    if found.thread and found.thread.reply_count > REPLIES_PER_PAGE:
        address += f"&from={found.pk}"
    return redirect(f"{address}#c{found.pk}")


@_takes_forms
def write(request, article_id):
    article = _public_article(article_id)
    return _write(request, article, Policy.current())


@_takes_forms
def reply(request, article_id, comment_id):
    article = _public_article(article_id)
    comments = Comment.objects.approved().filter(article=article)
    if request.method != "POST":
        parent = get_object_or_404(comments, pk=comment_id)
        return _write(request, article, Policy.current(), parent)
    parent = comments.filter(pk=comment_id).first()
    if parent:
        return _write(request, article, Policy.current(), parent)
    form = CommentForm(request.POST, article=article, policy=Policy.current())
    gone = _(
        "The comment that you answer is not there any more. "
        "You can send yours as a comment of its own."
    )
    return _page(request, form, 404, gone)


@never_cache
@require_safe
def receipt(request, token):
    """What became of one comment, for the one who sent it."""
    found = get_object_or_404(Comment.objects.select_related("article"), token=token)
    response = render(request, "comments/receipt.html", {"comment": found})
    response["X-Robots-Tag"] = "noindex"
    return response


def _public_article(article_id):
    return get_object_or_404(Article.objects.published().defer("body", "body_parts"), pk=article_id)


def _write(request, article, policy, parent=None):
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        article=article,
        policy=policy,
        parent=parent,
        user=_of_the_newsroom(request) if request.method == "POST" else None,
    )
    if not policy.takes_comments(article):
        return _page(request, form, 403, _("Comments on this article are closed."))
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, 422)
    return _submit(request, form)


def _submit(request, form):
    try:
        sent = form.submit(client_address(request), request.headers.get("User-Agent", ""))
    except AlreadySent:
        already = _("You have already sent this comment. It is safe with us, once is enough.")
        return _page(request, form, 409, already)
    except TooMany as refusal:
        wait = ngettext(
            "You are writing faster than we can read. Please send this in %(n)d second.",
            "You are writing faster than we can read. Please send this in %(n)d seconds.",
            refusal.seconds,
        )
        response = _page(request, form, 429, wait % {"n": refusal.seconds})
        response["Retry-After"] = refusal.seconds
        return response
    return HttpResponseRedirect(sent.receipt_url, status=303)


def _page(request, form, status=200, problem=""):
    """The form on a page of its own, with everything that was typed."""
    response = render(
        request,
        "comments/write.html",
        {"form": form, "article": form.article, "parent": form.parent, "problem": problem},
        status=status,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _hand_back(request):
    """503 with what was typed, made without the database."""
    context = {
        "site": settings.SITE_NAME,
        "stylesheets": [staticfiles_storage.url(f"css/{name}.css") for name in ("base", "forms")],
        "typed": {name: request.POST.get(name, "") for name in (*CommentForm.base_fields, "token")},
    }
    response = render(request, "comments/unavailable.html", context, status=503)
    response["Retry-After"] = 30
    return response


def _of_the_newsroom(request):
    user = request.user
    return user if user.is_authenticated and user.is_active and user.is_staff else None


def _size(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
