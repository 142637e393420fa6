from django.db import transaction

from comments.models import Report

from . import mails

# Reporters told in one run.
MANY = 500


def tell_all():
    """Mail what was decided to those who wait for it; how many."""
    number = 0
    while number < MANY and _tell_one():
        number += 1
    return number


@transaction.atomic
def _tell_one():
    report = Report.objects.to_tell().select_for_update(skip_locked=True, of=("self",)).first()
    if report is None:
        return False
    mails.tell(report)
    report.mark_told()
    return True
