"""The receipt of a comment, at an address that its sender alone knows."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.posting import takes_posts
from comments.models import Comment, Policy, Wish

from . import changing
from .guarding import private


@private
@require_safe
def receipt(request, token):
    """What became of the comment, and what its sender can do with it."""
    found = _by(token)
    policy = Policy.current()
    context = {
        "comment": found,
        "reason": found.reader_text,
        "edit_ends_at": found.edit_ends_at(policy) if found.may_be_edited(policy) else None,
        "wish": Wish.objects.filter(comment=found).first(),
        "may_wish": bool(found.email_key) and not found.is_deleted,
    }
    return render(request, "comments/receipt.html", context)


@private
@takes_posts
def edit(request, token):
    found = _by(token)
    return changing.edit(request, found, found.receipt_url)


@private
@takes_posts
def delete(request, token):
    found = _by(token)
    return changing.delete(request, found, found.receipt_url)


@private
@takes_posts
def mails(request, token):
    found = _by(token)
    return changing.choose_mails(request, found, found.receipt_url)


def _by(token):
    return get_object_or_404(Comment.objects.select_related("article"), token=token)
