"""The moment of a comment as the site's language writes it.

Django works each format out letter by letter, which costs more than the rest of a comment. Here
day and time are written apart, and each is remembered: there are few days in a thread, and 1,440
minutes in a day.
"""

import re
from datetime import time
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import get_language

# Letters of Django's formats; those of the third kind need the day and the time of it.
_DAY, _TIME, _WHOLE = "bdDEFjlLmMnNoStwWyYz", "aAfgGhHiP", "BceIOrsTuUZ"
_LETTERS = re.compile(r"(?:[^\\]|\\.)", re.DOTALL)


class Clock:
    """Writes moments in the zone and the language that hold when it is made."""

    def __init__(self):
        self.zone, self.language = timezone.get_current_timezone(), get_language()
        self.format = get_format("DATETIME_FORMAT")
        self.parts = _parts(self.format)

    def local(self, moment):
        return moment.astimezone(self.zone)

    def say(self, local):
        """`local` (from local()) with day and time."""
        if not self.parts:
            return date_format(local, self.format)
        day, minute = local.date(), (local.hour, local.minute)
        return "".join(
            [
                _say_day(day, part, self.language)
                if is_day
                else _say_time(minute, part, self.language)
                for is_day, part in self.parts
            ]
        )

    def say_time(self, local):
        return time_format(local, "TIME_FORMAT")


@lru_cache(maxsize=4096)
def _say_day(day, format, language):
    return date_format(day, format)


@lru_cache(maxsize=4096)
def _say_time(hour_and_minute, format, language):
    return time_format(time(*hour_and_minute), format)


@lru_cache
def _parts(format):
    """`format` cut into (whether it is of the day, format) pieces; none if it cannot be cut."""
    parts = []
    for letter in _LETTERS.findall(format):
        if letter in _WHOLE:
            return ()
        is_day = True if letter in _DAY else False if letter in _TIME else None
        if parts and is_day in (None, parts[-1][0]):
            parts[-1] = (parts[-1][0], parts[-1][1] + letter)
        else:
            parts.append((is_day is not False, letter))
    return tuple(parts)
