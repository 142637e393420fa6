"""Dates of the demonstration edition: said relative to now, so that the paper is always fresh."""

import re
from datetime import datetime, timedelta

from django.utils import timezone

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"(\d+) (minutes?|hours?|days?) ago(?: at (\d\d:\d\d))?")
_AHEAD = re.compile(r"in (\d+) (days?) at (\d\d:\d\d)")


def moment(text, now):
    """The aware datetime that "40 minutes ago", "2 days ago at 18:40" or "in 2 days at 06:00"
    means at `now`, clocks read in the site's time zone. Raises ValueError for other words."""
    ago, ahead = _AGO.fullmatch(text), _AHEAD.fullmatch(text)
    if not (ago or ahead):
        raise ValueError(f"“{text}” is no date of the demonstration edition")
    number, unit, clock = (ago or ahead).groups()
    step = timedelta(**{unit.rstrip("s") + "s": int(number)})
    there = now - step if ago else now + step
    return _at_clock(there, clock) if clock else there


def after(text):
    """The timedelta that "14m", "3h" or "2d" stands for."""
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def _at_clock(there, clock):
    local = timezone.localtime(there)
    hour, minute = map(int, clock.split(":"))
    return datetime(local.year, local.month, local.day, hour, minute, tzinfo=local.tzinfo)
