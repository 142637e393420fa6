"""The newsroom's list of articles: finding one among a million."""

import re
from datetime import date, datetime, time, timedelta
from urllib.parse import unquote

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import normalize_slug
from articles.models import Article, Author
from articles.search import search

from .paging import OpenEnded, OpenEndedChangeList

# So many articles at most are what a search for words finds: its newest pages.
MOST_FOUND = 1_000


class ArticleChangeList(OpenEndedChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.newest_on_desk().for_desk()


class OneOfList(admin.SimpleListFilter):
    """A value that is not on offer filters nothing."""

    def value(self):
        value = super().value()
        return value if value in dict(self.lookup_choices) else None


class StatusFilter(OneOfList):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("Draft")),
            ("review", _("In review")),
            ("scheduled", _("Scheduled")),
            ("published", _("Published")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case None:
                return queryset
            case "published":
                # Once more in the words of the index of this list; else a million are sorted.
                soon = timezone.now() + timedelta(seconds=1)
                return queryset.published().on_desk_between(None, soon)
            case "scheduled":
                return queryset.scheduled()
            case status:
                return queryset.filter(status=status)


class Chooser(OneOfList):
    """A filter with more values than fit beside a list: a form with one select."""

    template = "admin/filter_select.html"

    def choices(self, changelist):
        leave = (self.parameter_name, PAGE_VAR)
        self.kept = [(k, v) for k, v in changelist.params.items() if k not in leave]
        chosen = self.value() or ""
        for value, display in [("", _("All")), *self.lookup_choices]:
            yield {"value": value, "display": display, "selected": value == chosen}


class AuthorFilter(Chooser):
    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Author.objects.values_list("pk", "name")[:2000]]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.by_author(self.value())


class DateFilter(Chooser):
    """The last days, or one year: by the date of publication, of drafts by that of their making."""

    title = _("date")
    parameter_name = "date"

    def lookups(self, request, model_admin):
        dates = Article.objects.filter(status="published").oldest_first()
        oldest = dates.values_list("published_at", flat=True).first()
        this_year = timezone.localdate().year
        first_year = timezone.localdate(oldest).year if oldest else this_year
        years = [str(year) for year in range(this_year, first_year - 1, -1)]
        return [
            ("1", _("Today")),
            ("7", _("Past 7 days")),
            ("31", _("Past 31 days")),
            *zip(years, years, strict=True),
        ]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        number = int(self.value())
        if number < 1000:
            begin = timezone.localdate() - timedelta(days=number - 1)
            return queryset.on_desk_between(_midnight(begin), None)
        begin, end = date(number, 1, 1), date(number + 1, 1, 1)
        return queryset.on_desk_between(_midnight(begin), _midnight(end))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def searched(queryset, term, user, page=1):
    """Those of `queryset` that stand, or stood, at the address `term`, or have its words.

    Of the latter no more than a list needs to show this page.
    """
    at_address = queryset.filter(pk__in=_pks_at(term.strip()))
    if at_address.exists():
        return at_address
    at_most = min(page * OpenEnded.list_per_page + 1, MOST_FOUND)
    return queryset.filter(pk__in=search(queryset, term, visible_to=user, at_most=at_most))


def _pks_at(address):
    """Numbers of the article that has the address now and of the one that had it."""
    path = re.split("[?#]", re.sub("^https?://[^/]*", "", address))[0]
    slug = normalize_slug(unquote(path).strip("/"))
    if "-" not in slug and "/" not in address:
        return []  # a word
    now = Article.objects.filter(slug=slug).values_list("pk", flat=True)
    before = Article.objects.filter(former_slugs__slug=slug).values_list("pk", flat=True)
    return [*now, *before]
