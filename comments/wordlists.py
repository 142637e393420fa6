"""The site's word lists: where they are kept, and how each process has them ready.

A process makes them ready once for each version, which takes some tenths of a second for ten
thousand lines; the version is a hash of the lists, so no change of them goes unseen.
"""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from .words import DISALLOWED, WATCHED, Words

_ready = {}
_KEPT = 3  # versions: the one in force, the one before, one that is being rehearsed


class WordList(models.Model):
    """Words that hold a comment, or make it spam. Policy.put() writes them, Policy.words reads.

    A table of its own, because the policy is read for each page and these may be long.
    """

    class List(models.TextChoices):
        WATCHED = WATCHED, _("watched words")
        DISALLOWED = DISALLOWED, _("disallowed words")

    list = models.CharField(max_length=10, primary_key=True, choices=List.choices)
    text = models.TextField(blank=True)

    class Meta:
        app_label = "comments"

    def __str__(self):
        return self.get_list_display()


def version_of(lists):
    """Of {name: text}; "" when there are no words."""
    if not any(lists.values()):
        return ""
    return hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()


def stored_lists():
    """{name: text} of those that are not empty."""
    return {name: text for name, text in WordList.objects.values_list("list", "text") if text}


def store_lists(lists):
    for name in WordList.List.values:
        WordList.objects.update_or_create(list=name, defaults={"text": lists.get(name, "")})


def ready_words(version, load):
    """Words of that version; `load` answers {name: text} if this process has not seen it."""
    words = _ready.get(version)
    if words is None:
        lists = load()
        words = Words(lists)
        for old in [*_ready][: 1 - _KEPT]:
            _ready.pop(old, None)
        # Not `version`: the lists may have changed since it was read.
        _ready[version_of(lists)] = words
    return words
