"""“My comments”: all comments of one address, for whoever reads its mail."""

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from accounts.posting import takes_posts
from comments.models import Addressee, Comment, Policy, TooLate, Wish

from . import changing, personal_data
from .forms import AppealForm, EraseForm
from .guarding import end_session, owner_only, private

PER_PAGE = 20
REPLIES_SHOWN = 3


def page_of_comments(request, email_key):
    """Page of the list, newest first; "before" in the address turns it."""
    found = list(_wanted(request, email_key).newest_first().for_owner()[: PER_PAGE + 1])
    shown, policy = found[:PER_PAGE], Policy.current()
    answers = {}
    for reply in Comment.objects.newest_replies_to(shown, REPLIES_SHOWN):
        answers.setdefault(reply.parent_id, []).append(reply)
    for comment in shown:
        comment.answers = answers.get(comment.pk, [])
        comment.is_editable = comment.may_be_edited(policy)
    addressee = Addressee.objects.filter(email_key=email_key).first()
    context = {
        "comments": shown,
        "older": shown[-1].pk if len(found) > PER_PAGE else None,
        "is_muted": bool(addressee) and addressee.is_muted,
    }
    return render(request, "comments/mine/list.html", context)


def _wanted(request, email_key):
    comments = Comment.objects.sent_by(email_key)
    before = number_in(request.GET.get("before"))
    if before is None:
        return comments
    last = comments.filter(pk=before).first()
    return comments.older_than(last) if last else comments


@private
@takes_posts
@owner_only
def edit(request, email_key, comment_id):
    return changing.edit(request, _own(email_key, comment_id), _home())


@private
@takes_posts
@owner_only
def delete(request, email_key, comment_id):
    return changing.delete(request, _own(email_key, comment_id), _home())


@private
@takes_posts
@owner_only
def mails(request, email_key, comment_id):
    """Which mails about one comment."""
    return changing.choose_mails(request, _own(email_key, comment_id), _home(), by_owner=True)


@private
@takes_posts
@owner_only
def mute(request, email_key):
    """Whether any mails at all."""
    if request.method == "POST":
        addressee = Addressee.of(email_key)
        (addressee.hear if "hear" in request.POST else addressee.mute)()
    return HttpResponseRedirect(_home(), status=303)


@private
@takes_posts
@owner_only
def appeal(request, email_key, comment_id):
    comment = _own(email_key, comment_id)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        gone = "" if comment.may_be_appealed else _not_appealable()
        return _appeal_page(request, form, comment, gone)
    if not form.is_valid():
        return _appeal_page(request, form, comment, status=422)
    try:
        comment.appeal(form.cleaned_data["text"])
    except TooLate:
        return _appeal_page(request, form, comment, _not_appealable(), status=409)
    Wish.want_answer(comment)
    return HttpResponseRedirect(_home(), status=303)


@private
@takes_posts
@owner_only
def download(request, email_key):
    if request.method != "POST":
        return redirect("comments:mine")
    found = personal_data.export(email_key, by_owner=True)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-comments.json"'
    return response


@private
@takes_posts
@owner_only
def erase(request, email_key):
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "backup_days": settings.BACKUP_DAYS}
        return render(request, "comments/mine/erase.html", context, status=status)
    keep_texts = form.cleaned_data["texts"] == "keep"
    personal_data.erase(email_key, keep_texts=keep_texts, by_owner=True)
    response = render(request, "comments/mine/erased.html")
    end_session(request, response)
    return response


def _own(email_key, comment_id):
    comments = Comment.objects.sent_by(email_key).select_related("article")
    return get_object_or_404(comments, pk=comment_id)


def _home():
    return reverse("comments:mine")


def _not_appealable():
    return _("This comment cannot be objected to, or it has been already.")


def _appeal_page(request, form, comment, problem="", status=200):
    context = {"form": form, "comment": comment, "problem": problem, "back": _home()}
    return render(request, "comments/mine/appeal.html", context, status=status)
