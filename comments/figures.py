"""The public page about moderation."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.showing import kept

from .transparency import MODERATION, last_days, months


@require_safe
@kept(MODERATION)
def moderation(request):
    """How many comments come in, what becomes of them, and how soon."""
    today = timezone.localdate()
    context = {"lately": last_days(today), "months": months(today)}
    return render(request, "comments/moderation.html", context)
