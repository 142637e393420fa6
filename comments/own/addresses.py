"""Addresses of this package's pages as they stand in mails: complete."""

from django.conf import settings
from django.urls import reverse


def absolute(path):
    return settings.SITE_URL + path


def page(name, *args):
    return absolute(reverse(f"comments:{name}", args=args))
