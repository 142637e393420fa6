"""Mending, deleting and mails of one comment: the same from its receipt and from "my comments".

`back` is the address of the page to return to, `comment` one that whoever asks may change.
"""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from comments.models import AlreadySent, Policy, TooLate, Wish

from .forms import EditForm


def edit(request, comment, back):
    policy = Policy.current()
    if request.method != "POST":
        form = EditForm(policy=policy, initial={"text": comment.text})
        is_late = not comment.may_be_edited(policy)
        return _edit_page(request, form, comment, back, _too_late() if is_late else "")
    form = EditForm(request.POST, policy=policy)
    if not form.is_valid():
        return _edit_page(request, form, comment, back, status=422)
    try:
        comment.edit_by_author(form.cleaned_data["text"], policy)
    except TooLate:
        return _edit_page(request, form, comment, back, _too_late(), status=403)
    except AlreadySent:
        already = _("You have sent these words here before.")
        return _edit_page(request, form, comment, back, already, status=409)
    return _to(back)


def delete(request, comment, back):
    if request.method == "POST":
        comment.delete_by_author()
        return _to(back)
    return render(request, "comments/own/delete.html", {"comment": comment, "back": back})


def choose_mails(request, comment, back, *, by_owner=False):
    if request.method == "POST":
        wants = {name: name in request.POST for name in ("decision", "replies")}
        Wish.put(comment, **wants, by_owner=by_owner)
    return _to(back)


def _too_late():
    return _("The time in which this comment can be changed is over. You can still delete it.")


def _edit_page(request, form, comment, back, problem="", status=200):
    context = {"form": form, "comment": comment, "back": back, "problem": problem}
    return render(request, "comments/own/edit.html", context, status=status)


def _to(address):
    return HttpResponseRedirect(address, status=303)
