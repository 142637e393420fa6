from django.core.management import BaseCommand

from background.models import DeadLetter
from background.status import status


class Command(BaseCommand):
    help = "Show how background work is doing, and the last tasks that failed for good."

    def handle(self, *args, **options):
        for name, number in status().items():
            self.stdout.write(f"{name.replace('_', ' '):<24}{number:>10.0f}")
        for letter in DeadLetter.objects.dead().order_by("-finished_at")[:10]:
            self.stdout.write(
                f"dead since {letter.finished_at:%Y-%m-%d %H:%M}  {letter.task_path}  "
                f"{letter.exception_class_path}  tries: {letter.attempts}"
            )
