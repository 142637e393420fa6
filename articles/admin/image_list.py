"""The library as a grid: what is missing can be asked for, and is marked."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models.images import SOON

from .article_list import OneOfList


class LibraryState(OneOfList):
    title = _("state")
    parameter_name = "state"
    SOON = "soon"

    def lookups(self, request, model_admin):
        return [
            ("no-alt", _("Without alternative text")),
            ("no-credit", _("Without credit")),
            (self.SOON, _("Licence ends within a week")),
            ("ended", _("Licence has ended")),
            ("unused", _("Used nowhere")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "no-alt":
                return queryset.without_alt()
            case "no-credit":
                return queryset.without_credit()
            case self.SOON:
                return queryset.ending_soon()
            case "ended":
                return queryset.ended()
            case "unused":
                return queryset.unused()
        return queryset


def licence_note(image):
    """HTML that says when the licence ends, if that is soon or was; else nothing."""
    end = image.licence_ends_at
    if end is None or end > timezone.now() + SOON:
        return ""
    text = _("Licence ends %(time)s") if image.is_licensed else _("Licence ended %(time)s")
    time = date_format(timezone.localtime(end), "DATETIME_FORMAT")
    return format_html('<p class="mark">{}</p>', text % {"time": time})


def missing(image):
    """What is not said of it yet, as a list of sentences."""
    found = [] if image.credit else [_("No credit")]
    if not image.alt_text and not image.is_decorative:
        found.append(_("No alternative text"))
    return found
