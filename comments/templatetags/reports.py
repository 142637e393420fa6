from django import template

from comments.reports.words import outcome

register = template.Library()
register.filter(outcome)
