"""Hours in which the newsroom takes comments, by weekday in the site's zone.

A week is a list of seven, Monday first: ["08:00", "22:00"], or None for a day without. Hours that
end at or before their beginning end on the next day: ["00:00", "00:00"] is a whole day.
"""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def usual_week():
    return [["08:00", "22:00"]] * 7


def is_open(week, moment):
    return any(start <= moment < end for start, end in _spans(week, moment))


def next_change(week, moment):
    """When the hours that are now end, or the next ones begin; None if that never happens."""
    for start, end in _spans(week, moment):
        if moment < start:
            return start
        if moment < end:
            # Whoever is open for a whole week is always open.
            return end if end - moment < 7 * DAY else None
    return None


def next_opening(week, moment):
    """When comments are taken again; None while they are, and if they never will be."""
    return None if is_open(week, moment) else next_change(week, moment)


def _spans(week, moment):
    """(begin, end) of the hours around `moment`, in order; what touches is one."""
    today = timezone.localtime(moment, timezone.get_default_timezone()).date()
    joined = []
    for offset in range(-1, 9):
        date = today + offset * DAY
        hours = week[date.weekday()]
        if not hours:
            continue
        start, end = _span(date, *map(time.fromisoformat, hours))
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return joined


def _span(date, begins, ends):
    last = date if ends > begins else date + DAY
    return _moment(date, begins, fold=0), _moment(last, ends, fold=1)


def _moment(date, hour, fold):
    """That hour by the clocks of the site.

    Of an hour that comes twice in autumn the hours begin with the first and end with the second;
    one that spring leaves out is as long after midnight as usual.
    """
    zone = timezone.get_default_timezone()
    local = datetime.combine(date, hour, zone).replace(fold=fold)
    if local.astimezone(UTC).astimezone(zone).time() != hour:  # spring has no such hour
        local = local.replace(fold=0)
    return local.astimezone(UTC)
