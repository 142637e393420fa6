from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

DAYS = range(7)


class HoursWidget(forms.MultiWidget):
    """Seven days, each with a beginning and an end."""

    template_name = "comments/hours.html"

    def __init__(self):
        super().__init__([forms.TimeInput(format="%H:%M", attrs={"type": "time"})] * 14)

    def decompress(self, week):
        return [_time(hours, n) for hours in week or [None] * 7 for n in (0, 1)]

    def get_context(self, name, value, attrs):
        if value is None or len(value) == 7:  # a week; what somebody typed are fourteen times
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        for number, one in enumerate(inputs):
            said = _("%(day)s, until") if number % 2 else _("%(day)s, from")
            one["attrs"]["aria-label"] = said % {"day": WEEKDAYS[number // 2]}
        days = [(WEEKDAYS[day], inputs[2 * day], inputs[2 * day + 1]) for day in DAYS]
        context["widget"]["days"] = days
        return context


class HoursField(forms.MultiValueField):
    """A week as comments.hours has it."""

    widget = HoursWidget

    def __init__(self, **options):
        fields = [forms.TimeField(required=False) for _number in range(14)]
        super().__init__(fields, required=False, require_all_fields=False, **options)

    def has_changed(self, initial, data):
        return super().has_changed(self.widget.decompress(initial), data)

    def compress(self, times):
        times = times or [None] * 14
        return [self._hours(day, *times[2 * day : 2 * day + 2]) for day in DAYS]

    def _hours(self, day, begins, ends):
        if begins is None and ends is None:
            return None
        if begins is None or ends is None:
            message = _("%(day)s: write both times, or none for a day without hours.")
            raise ValidationError(message, code="half", params={"day": WEEKDAYS[day]})
        return [begins.strftime("%H:%M"), ends.strftime("%H:%M")]


def _time(hours, n):
    return time.fromisoformat(hours[n]) if hours else None
