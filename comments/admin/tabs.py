"""The tabs of the queue: what each shows, in which order, and how many there are.

Numbers are counted up to MOST and no further: exact where it matters, never wrong, and nothing
has to be kept up to date by everything that changes a comment. A kept number would be one row that
every comment that comes in, and every decision, waits for.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.numbers import counted
from comments.models import Comment

MOST = 200


@dataclass(frozen=True)
class Tab:
    """`choose` makes of all comments those of the tab; who waits longest comes first in a queue.

    `status` is the one that all of them have, "" for any, None where something else decides.
    """

    name: str
    label: str
    choose: object
    status: str | None = None
    is_queue: bool = False

    def count(self):
        return counted(self.choose(Comment.objects), MOST)


def _with_status(status, label):
    return Tab(status, label, lambda comments: comments.filter(status=status), status)


PENDING = Tab(
    "pending", _("Pending"), lambda comments: comments.waiting(), "pending", is_queue=True
)
TABS = [
    PENDING,
    Tab("reported", _("Reported"), lambda comments: comments.reported(), is_queue=True),
    _with_status("approved", _("Approved")),
    _with_status("rejected", _("Rejected")),
    _with_status("spam", _("Spam")),
    Tab("all", _("All"), lambda comments: comments.all(), ""),
]


def tab_named(name):
    return next((tab for tab in TABS if tab.name == name), PENDING)
