"""What becomes of comments here, in figures that the log gives: for the public page.

Each day is counted once and kept, so that the page costs the same with a million comments.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

import pagecache

from .models import Appeal, Comment, DayFigures, Decision
from .models.figures import class_of, seconds_of

MODERATION = "moderation"  # the tag of kept pages that show these figures
# Days that are counted anew each time: a late decision of yesterday, an undone one of last night.
RECOUNTED = 3
# How far back a site that begins to count looks.
FIRST = timedelta(days=400)
SHOWN_DAYS, SHOWN_MONTHS = 30, 12
# Removed without a reason that the site has a name for.
UNNAMED = ""
SPAM = "spam"


@dataclass
class Period:
    """Days added up; `begin` is the first of them."""

    begin: object
    received: int = 0
    published: int = 0
    appeals: int = 0
    removed: Counter = field(default_factory=Counter)
    times: Counter = field(default_factory=Counter)

    def add(self, day):
        self.received += day.received
        self.published += day.published
        self.appeals += day.appeals
        self.removed.update(day.removed)
        self.times.update({int(number): n for number, n in day.times.items()})

    @property
    def removed_in_all(self):
        return self.removed.total()

    @property
    def reasons(self):
        """(name, number) of the removals, the most frequent first."""
        return self.removed.most_common()

    @property
    def median(self):
        return self._time(0.5)

    @property
    def slow(self):
        """95 of 100 decisions were faster."""
        return self._time(0.95)

    def _time(self, share):
        """Seconds within which that share of the decisions was made; None without any."""
        rest = self.times.total() * share
        for number in sorted(self.times):
            rest -= self.times[number]
            if rest <= 0:
                return timedelta(seconds=round(seconds_of(number)))
        return None


def count_days(today=None):
    """Count the days that are not counted yet, and the last ones anew; returns how many."""
    today = today or timezone.localdate()
    newest = DayFigures.objects.order_by("-day").values_list("day", flat=True).first()
    begin = newest - timedelta(days=RECOUNTED - 1) if newest else today - FIRST
    days = [begin + timedelta(days=n) for n in range((today - begin).days + 1)]
    with transaction.atomic():
        for day in days:
            DayFigures.objects.update_or_create(day=day, defaults=_figures_of(day))
        pagecache.purge(MODERATION)
    return len(days)


def last_days(today):
    """The Period of the SHOWN_DAYS up to and without today."""
    period = Period(today - timedelta(days=SHOWN_DAYS))
    for day in DayFigures.objects.filter(day__gte=period.begin, day__lt=today):
        period.add(day)
    return period


def months(today):
    """A Period for each of the last SHOWN_MONTHS that has figures, the newest first."""
    begin = _months_before(today.replace(day=1), SHOWN_MONTHS - 1)
    found = {}
    for day in DayFigures.objects.filter(day__gte=begin, day__lt=today).order_by("-day"):
        month = day.day.replace(day=1)
        found.setdefault(month, Period(month)).add(day)
    return [period for period in found.values() if period.received or period.times]


def _months_before(first, number):
    for _ in range(number):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _figures_of(day):
    begin, end = (
        timezone.make_aware(datetime.combine(day + timedelta(days=n), time())) for n in (0, 1)
    )
    received = Comment.objects.filter(created_at__gte=begin, created_at__lt=end, user=None)
    # What was put in by hand has no row in the log.
    unlogged = received.approved().filter(decisions=None)
    appeals = Appeal.objects.filter(at__gte=begin, at__lt=end)
    figures = {"received": received.count(), "published": unlogged.count()}
    figures["appeals"] = appeals.count()
    removed, times = Counter(), Counter()
    for decision in _decisions_between(begin, end):
        if decision.to_status == "approved":
            figures["published"] += 1
        elif decision.to_status in ("rejected", "spam"):
            removed[_called(decision)] += 1
        if decision.by_id and decision.from_status == "pending":
            took = decision.at - (decision.back_at or decision.comment.created_at)
            times[str(class_of(took.total_seconds()))] += 1
    return {**figures, "removed": removed, "times": times}


def _decisions_between(begin, end):
    rows = Decision.objects.between(begin, end).standing().filter(comment__user=None)
    needed = ["from_status", "to_status", "by_id", "at", "rejection__name", "comment__created_at"]
    moved = rows.exclude(from_status=F("to_status")).exclude(comment=None)
    # What came back to the queue, reported or objected to, waits from then on; an undone decision
    # was none.
    back = Decision.objects.filter(comment=OuterRef("comment"), at__lt=OuterRef("at"))
    back = back.standing().filter(to_status="pending").newest_first().values("at")[:1]
    moved = moved.annotate(back_at=Subquery(back))
    return moved.select_related("rejection", "comment").only(*needed).iterator()


def _called(decision):
    """Under which name the page counts a removal."""
    if decision.rejection:
        return decision.rejection.name
    return SPAM if decision.to_status == SPAM else UNNAMED
