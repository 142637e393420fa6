from django import forms
from django.db import models
from django.utils.timezone import is_aware, localtime


class MinuteInput(forms.DateTimeInput):
    """One control with a label of its own, in the site's time zone."""

    input_type = "datetime-local"
    supports_microseconds = True  # they are not shown, but what is left alone keeps them

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MinuteField(forms.DateTimeField):
    """A time to the minute. What is stored more exactly stays as it is when it is left alone,
    also in the hour that happens twice when the clocks go back."""

    widget = MinuteInput
    stored = None

    def get_bound_field(self, form, field_name):
        self.stored = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def clean(self, value):
        if self.stored and value == self._shown(self.stored):
            return self.stored
        return super().clean(value)

    def has_changed(self, initial, data):
        if initial and data == self._shown(initial):
            return False
        return super().has_changed(initial, data)

    def _shown(self, time):
        local = localtime(time) if is_aware(time) else time
        return self.widget.format_value(local)


MINUTES = {models.DateTimeField: {"form_class": MinuteField, "widget": MinuteInput}}
