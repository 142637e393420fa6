"""Lists that know whether there is more, and never count how much: as fast with a million rows."""

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.utils.translation import gettext as _

from accounts.numbers import number_in

# Skipping rows costs time too; beyond this a filter or a search is the way.
LAST_PAGE = 1_000


def asked_page(request):
    """Number of the page that a list, or an autocomplete, is asked for."""
    number = number_in(request.GET.get(PAGE_VAR) or request.GET.get("page"))
    return min(max(number or 1, 1), LAST_PAGE)


class OpenEndedChangeList(ChangeList):
    """Pages with "newer" and "older", one row more than shown being fetched to know."""

    def get_results(self, request):
        self.page_num = min(max(self.page_num, 1), LAST_PAGE)
        start = (self.page_num - 1) * self.list_per_page
        rows = list(self.queryset[start : start + self.list_per_page + 1])
        self.result_list = rows[: self.list_per_page]
        self.result_count = len(self.result_list)
        self.has_next_page = len(rows) > self.list_per_page and self.page_num < LAST_PAGE
        self.has_previous_page = self.page_num > 1
        # What Django's templates ask of a list that was counted.
        self.show_full_result_count = False
        self.full_result_count = self.result_count
        self.show_admin_actions = True
        self.can_show_all = self.multi_page = False
        self.paginator = None

    @property
    def next_page_query(self):
        return self.get_query_string({PAGE_VAR: self.page_num + 1})

    @property
    def previous_page_query(self):
        return self.get_query_string({PAGE_VAR: self.page_num - 1})


class OpenEndedPaginator(Paginator):
    """For autocompletes: a page and whether another one follows; counts only when asked to."""

    def validate_number(self, number):
        try:
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger(_("That page number is not an integer")) from None
        if not 1 <= number <= LAST_PAGE:
            raise EmptyPage(_("That page contains no results"))
        return number

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        page = OpenEndedPage(rows[: self.per_page], number, self)
        page.more = len(rows) > self.per_page
        return page


class OpenEndedPage(Page):
    more = False

    def has_next(self):
        return self.more


class OpenEnded:
    """For a ModelAdmin whose table may be large."""

    paginator = OpenEndedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_changelist(self, request, **kwargs):
        return OpenEndedChangeList

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters offer; a regular expression over a million texts is not."""
        names = [_name_of(offered) for offered in self.list_filter]
        return any(lookup in (n, f"{n}__exact", f"{n}__id__exact") for n in names)


def _name_of(offered):
    """Of an entry of list_filter: a field, a field with its filter, or a filter."""
    field = offered[0] if isinstance(offered, tuple) else offered
    return getattr(field, "parameter_name", field)
