from django import template

from background.models import Job
from background.status import status

register = template.Library()


@register.inclusion_tag("background/_status.html", takes_context=True)
def background_status(context):
    """One line for the admin: what waits, since when, and whether anybody works on it."""
    if not context["request"].user.has_perm("background.view_deadletter"):
        return {}
    return {"status": status(), "waiting_since": Job.objects.waiting_since()}
