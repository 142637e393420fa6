"""The way to “my comments”: a link mailed to the address, and a session that opens nothing else."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.flood import too_many
from accounts.network import client_address, network_of
from accounts.posting import takes_posts
from comments import tasks
from comments.keys import email_key as key_of
from comments.models import MailedEnough, MailedLink
from comments.proof import Browser

from .forms import LinkForm
from .guarding import begin_session, end_session, private, session_of
from .mine import page_of_comments

PURPOSE, GOOD_FOR = "mine", timedelta(minutes=30)
DAY = 24 * 3600  # seconds


@private
@takes_posts
def mine(request):
    """The list; who has no session gets the form that mails a link."""
    if request.method == "POST":
        return _mail_link(request, LinkForm(request.POST))
    session = session_of(request)
    return page_of_comments(request, session.email_key) if session else _ask(request, LinkForm())


@private
@require_safe
def sent(request):
    return render(request, "comments/mine/sent.html")


@private
@takes_posts
def open_link(request, token):
    """A page with a button: programs that look at mails follow links, but press nothing."""
    if request.method != "POST":
        is_good = MailedLink.objects.look_at(PURPOSE, token) is not None
        return _open_page(request, is_good)
    link = MailedLink.objects.use(PURPOSE, token)
    if link is None:
        return _open_page(request, False)
    response = HttpResponseRedirect(reverse("comments:mine"), status=303)
    begin_session(response, link.email_key)
    return response


@private
@takes_posts
def close(request):
    response = HttpResponseRedirect(reverse("comments:mine"), status=303)
    if request.method == "POST":
        end_session(request, response)
    return response


def _mail_link(request, form):
    """The same answer, made with the same work, whether or not anybody wrote with the address."""
    if not form.is_valid():
        return _ask(request, form, 422)
    email, browser = form.cleaned_data["email"], Browser(request)
    is_owner = key_of(email) in browser.proven_keys
    asked = {"network": network_of(client_address(request)), "is_owner": is_owner}
    asked["browser"] = browser.key if is_owner else ""
    try:
        with transaction.atomic():
            token = MailedLink.objects.make(PURPOSE, email, valid_for=GOOD_FOR, **asked)
            tasks.mail_link.enqueue(key_of(email), token)
    except MailedEnough:
        often = _("So many links were asked for that we mail no more of them today.")
        return too_many(_ask(request, form, problem=often), DAY)
    response = redirect("comments:mine_sent")
    response.status_code = 303
    return response


def _ask(request, form, status=200, problem=""):
    context = {"form": form, "problem": problem}
    return render(request, "comments/mine/ask.html", context, status=status)


def _open_page(request, is_good):
    context = {"is_good": is_good}
    return render(request, "comments/mine/open.html", context, status=200 if is_good else 404)
