from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.characters import neutralise
from accounts.flood import too_many
from accounts.network import client_address
from accounts.numbers import number_in
from accounts.posting import takes_form, takes_posts
from articles.models import Article
from articles.models.prepared import MOMENT, NUMBER, Prepared

from . import confirming
from .forms import CommentForm
from .models import AlreadySent, Comment, MailedLink, ParentGone, Policy, TooMany
from .proof import Browser
from .threads import REPLIES_PER_PAGE

takes_comments = takes_form(CommentForm, "comments/unavailable.html")


@require_safe
def comment(request, comment_id):
    """The permanent address of a comment: leads to the page on which it stands."""
    comments = Comment.objects.public().select_related("article", "thread")
    found = get_object_or_404(comments, pk=comment_id)
    address = f"{found.article.get_absolute_url()}?thread={found.root_id}"
    if found.thread and found.thread.reply_count > REPLIES_PER_PAGE:
        address += f"&from={found.pk}"
    return redirect(f"{address}#c{found.pk}")


@takes_comments
def write(request, article_id):
    article = _public_article(article_id)
    return _write(request, article, Policy.current())


@takes_comments
def reply(request, article_id, comment_id):
    article = _public_article(article_id)
    comments = Comment.objects.approved().filter(article=article)
    if request.method != "POST":
        parent = get_object_or_404(comments, pk=comment_id)
        return _write(request, article, Policy.current(), parent)
    parent = comments.filter(pk=comment_id).first()
    if parent:
        return _write(request, article, Policy.current(), parent)
    return _without_parent(request, article)


def _without_parent(request, article):
    form = CommentForm(request.POST, article=article, policy=Policy.current())
    gone = _(
        "The comment that you answer is not there any more. "
        "You can send yours as a comment of its own."
    )
    return _page(request, form, 404, gone)


@never_cache
@takes_posts
def confirm(request, token):
    """The page behind a mailed link; its button proves the address. Looking changes nothing."""
    if request.method == "POST":
        return _confirm(request, token)
    link = MailedLink.objects.look_at(confirming.PURPOSE, token)
    if not link:
        return _private(request, "comments/confirm_gone.html", {}, 404)
    comments = confirming.comments_of(link)
    context = {
        "said": [_said(each) for each in comments],
        "is_same_browser": Browser(request).key == link.browser,
    }
    return _private(request, "comments/confirm.html", context)


def _said(comment):
    article = comment.article
    gone = _("An article that is not public any more")
    headline = article.headline if article.is_published else gone
    return {"comment": comment, "words": neutralise(comment.text), "headline": headline}


def _confirm(request, token):
    shown = {number_in(pk) for pk in request.POST.getlist("comment")[:50]} - {None}
    browser = Browser(request)
    confirmed = confirming.confirm(token, browser, shown)
    if confirmed is None:
        return _private(request, "comments/confirm_gone.html", {}, 404)
    # A receipt is for the sender alone, who was perhaps somebody else.
    own = [comment for comment in confirmed if comment.is_proven]
    address = own[0].receipt_url if own else reverse("comments:confirmed")
    response = HttpResponseRedirect(address, status=303)
    browser.keep_on(response)
    return response


@never_cache
@require_safe
def confirmed(request):
    """Nothing on it depends on who looks."""
    return _private(request, "comments/confirmed.html", {})


def _private(request, template, context, status=200):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"  # the address holds the token
    return response


def _public_article(article_id):
    for article in _article_for_form(article_id, timezone.now()):
        return article
    raise Http404("no such article")


# With what its form and the rules ask of it.
_article_for_form = Prepared(
    lambda pk, now: (
        Article.objects.published(now)
        .filter(pk=pk)
        .only("headline", "slug", "status", "published_at", "expires_at", "comments_policy")
    ),
    NUMBER,
    MOMENT,
)


def _write(request, article, policy, parent=None):
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        article=article,
        policy=policy,
        parent=parent,
        user=_of_the_newsroom(request) if request.method == "POST" else None,
    )
    if not policy.takes_comments(article):
        return _page(request, form, 403, _why_closed(article, policy))
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, 422)
    return _submit(request, form)


def _why_closed(article, policy):
    opens_at = policy.opens_at(article)
    if not opens_at:
        return _("Comments on this article are closed.")
    opening = date_format(localtime(opens_at), "DATETIME_FORMAT")
    told = _("Comments are closed at this hour. They are open again from %(opening)s on.")
    return told % {"opening": opening}


def _submit(request, form):
    try:
        agent, browser = request.META.get("HTTP_USER_AGENT", ""), Browser(request)
        sent = form.submit(client_address(request), agent, browser)
    except AlreadySent:
        already = _("You have already sent this comment. It is safe with us, once is enough.")
        return _page(request, form, 409, already)
    except ParentGone:
        return _without_parent(request, form.article)
    except TooMany as refusal:
        wait = ngettext(
            "You are writing faster than we can read. Please send this in %(n)d second.",
            "You are writing faster than we can read. Please send this in %(n)d seconds.",
            refusal.seconds,
        )
        page = _page(request, form, problem=wait % {"n": refusal.seconds})
        return too_many(page, refusal.seconds)
    response = HttpResponseRedirect(sent.receipt_url, status=303)
    if sent.browser:
        browser.keep_on(response)
    return response


def _page(request, form, status=200, problem=""):
    """The form on a page of its own, with everything that was typed."""
    response = render(
        request,
        "comments/write.html",
        {
            "form": form,
            "article": form.article,
            "parent": form.parent,
            "problem": problem,
            "opens_at": None if problem else form.policy.opens_at(form.article),
        },
        status=status,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _of_the_newsroom(request):
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if user.is_authenticated and user.is_active and user.is_staff else None
