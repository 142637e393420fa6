"""Stopping mails about comments, from a link in each of them.

Mail programs post here by themselves (RFC 8058), from no page and without a cookie; so nothing but
the token is asked, and nothing but stopping can be done.
"""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Addressee, Wish

from .guarding import private

_methods = require_http_methods(["GET", "HEAD", "POST"])


@private
@csrf_exempt
@_methods
def stop(request, token):
    """All mails to the address."""
    addressee = get_object_or_404(Addressee, token=token)
    if request.method == "POST":
        addressee.mute()
    return _page(request, {"is_done": addressee.is_muted})


@private
@csrf_exempt
@_methods
def stop_thread(request, token, thread_id):
    """Mails about the replies in one thread."""
    addressee = get_object_or_404(Addressee, token=token)
    wishes = Wish.objects.of_address(addressee.email_key).in_thread(thread_id)
    if request.method == "POST":
        wishes.stop_replies()
    context = {"is_done": not wishes.filter(replies=True).exists(), "token": token, "thread": True}
    return _page(request, context)


def _page(request, context):
    return render(request, "comments/own/stop.html", context)
