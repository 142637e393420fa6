from django.core.management import BaseCommand

from newsportal.demo.load import load


class Command(BaseCommand):
    help = "Put in the demonstration edition, an invented town paper; safe to repeat."

    def handle(self, *args, **options):
        added = load(drawn=self._show)
        if added:
            self.stdout.write(f"The demonstration edition is in: {added} articles.")
        else:
            self.stdout.write("The demonstration edition is in already; nothing was changed.")

    def _show(self, done, total):
        if self.stdout.isatty():
            self.stdout.write(f"\rDrawing pictures: {done} of {total}", ending="")
            if done == total:
                self.stdout.write("")
