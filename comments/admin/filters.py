from datetime import timedelta
from ipaddress import ip_address

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.keys import email_key
from comments.models import Comment

# A search for words looks at so many comments, the newest.
SEARCHED = 20_000
MOST_WORDS = 8


class StatusFilter(admin.SimpleListFilter):
    """What waits comes first: it is the work."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*Comment.Status.choices, ("all", _("All"))]

    def value(self):
        value = super().value()
        return value if value in dict(self.lookup_choices) else Comment.Status.PENDING.value

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            address = changelist.get_query_string({self.parameter_name: value}, ["p"])
            yield {"selected": value == self.value(), "query_string": address, "display": label}

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(status=self.value())


class DaysFilter(admin.SimpleListFilter):
    title = _("date")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return [("1", _("Past 24 hours")), ("7", _("Past 7 days")), ("30", _("Past 30 days"))]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.since(timezone.now() - timedelta(days=int(self.value())))


def search(comments, term):
    """Those of `comments` from an e-mail or IP address, or with all the words of `term`."""
    if "@" in term:
        return comments.sent_by(email_key(term))
    try:
        return comments.filter(ip_address=str(ip_address(term.strip())))
    except ValueError:
        return comments.with_words(term.split()[:MOST_WORDS], SEARCHED)
