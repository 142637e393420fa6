from math import exp, log

from django.db import models
from django.utils.translation import gettext_lazy as _

# Times are counted in classes each 5 % longer than the one before, so that days can be added up.
STEP = log(1.05)


class DayFigures(models.Model):
    """What became of comments on one day in the site's zone: the public page adds days up.

    `removed` maps a reason's name to a number. `times` maps classes of the time that moderators
    took (see class_of) to how many decisions took so long; its keys are str, as in all JSON.
    """

    day = models.DateField(primary_key=True)
    received = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(default=0)
    removed = models.JSONField(default=dict)
    times = models.JSONField(default=dict)
    appeals = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("figures of a day")
        verbose_name_plural = _("figures of days")

    def __str__(self):
        return str(self.day)


def class_of(seconds):
    """Number of the class to which a time belongs."""
    return round(log(max(1, seconds)) / STEP)


def seconds_of(number):
    """Middle of the class with that number, in seconds."""
    return exp(number * STEP)
