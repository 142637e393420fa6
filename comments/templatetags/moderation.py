from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.characters import neutralise
from accounts.numbers import counted
from comments.models import Comment, Report

register = template.Library()


@register.filter
def shown(text):
    """What somebody typed, without what cannot be seen or changes its surroundings."""
    return neutralise(text)


@register.simple_tag
def waiting_for_moderator(user):
    """What `user` may decide about comments, as (name, number of those that wait, address)."""
    if not user.has_perms(["comments.moderate_comment", "comments.view_comment"]):
        return []
    number = counted(Comment.objects.waiting())
    waiting = [(_("Comments"), number, reverse("admin:comments_comment_changelist"))]
    if user.has_perm("comments.view_report"):
        number = counted(Report.objects.open())
        waiting.append((_("Reports"), number, reverse("admin:comments_report_changelist")))
    return waiting


@register.filter
def lasting(time):
    """A timedelta in its largest unit: "40 seconds", "12 minutes", "3 hours"; a dash for None."""
    if time is None:
        return "–"
    seconds = time.total_seconds()
    if seconds >= 2 * 86_400:
        return _say(ngettext("%(n)d day", "%(n)d days", round(seconds / 86_400)), seconds / 86_400)
    if seconds >= 2 * 3_600:
        return _say(ngettext("%(n)d hour", "%(n)d hours", round(seconds / 3_600)), seconds / 3_600)
    if seconds >= 120:
        return _say(ngettext("%(n)d minute", "%(n)d minutes", round(seconds / 60)), seconds / 60)
    return _say(ngettext("%(n)d second", "%(n)d seconds", round(seconds)), seconds)


def _say(words, number):
    return words % {"n": round(number)}
