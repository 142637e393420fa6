"""Small parts of pages that list or head articles: moments in time and bylines."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

register = template.Library()


@register.simple_tag
def moment(value, precision="short"):
    """<time> in the site's zone and language.

    "short": the time of day for today, else the day; "time", "day" and "full" (both): just that.
    """
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), _say(local, precision)
    )


def _say(local, precision):
    if precision == "full":
        return date_format(local, "DATETIME_FORMAT")
    today = timezone.localdate()
    if precision == "time" or (precision == "short" and local.date() == today):
        return date_format(local, "TIME_FORMAT")
    if precision == "day":
        return date_format(local, "DATE_FORMAT")
    # Translators: a short day of this year, in Django's date format: Dec 30
    return date_format(local, gettext("M j") if local.year == today.year else "DATE_FORMAT")


@register.simple_tag
def byline(article):
    """The authors with links, in their order: "By A, B and C"; nothing without authors."""
    names = [
        format_html(
            '<a rel="author" href="{}">{}</a>', one.author.get_absolute_url(), one.author.name
        )
        for one in article.bylines.all()
    ]
    if not names:
        return ""
    # Translators: {names} is "A", "A and B" or "A, B and C".
    return format_html(gettext("By {names}"), names=_join(names))


def _join(names):
    *firsts, last = names
    if not firsts:
        return last
    # Translators: authors of an article, all but the last two parts of the list
    comma = pgettext("between two names of a list", "{names}, {name}")
    # Translators: authors of an article, before the last of them
    final = pgettext("before the last name of a list", "{names} and {name}")
    joined = firsts[0]
    for name in firsts[1:]:
        joined = format_html(comma, names=joined, name=name)
    return format_html(final, names=joined, name=last)
