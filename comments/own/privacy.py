"""What is kept of commenters, in plain words, made from the policy that makes it so."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.showing import kept
from comments import akismet
from comments.models import Policy
from comments.policy import POLICY


@require_safe
@kept(POLICY)
def privacy(request):
    policy = Policy.current()
    context = {
        "traces_days": policy.traces_kept.days,
        "refused_days": policy.refused_kept.days,
        "edit_minutes": int(policy.edit_window.total_seconds() // 60),
        "backup_days": settings.BACKUP_DAYS,
        "asks_akismet": akismet.is_on(),
    }
    return render(request, "comments/privacy.html", context)
