import time

from django.core.management import BaseCommand, CommandError

from newsportal.load.filling import NotOurs, fill


class Command(BaseCommand):
    help = "Fill an empty database with an invented paper of any size, to measure with."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=1_000)
        parser.add_argument("--comments", type=int, default=5_000)
        parser.add_argument("--seed", type=int, default=1, help="another number, another paper")

    def handle(self, *args, articles, comments, seed, **options):
        self.began = time.monotonic()
        try:
            added = fill(articles, comments, seed, made=self._show)
        except NotOurs:
            raise CommandError(
                "This database has sections of its own; measure with an empty one."
            ) from None
        seconds = time.monotonic() - self.began
        self.stdout.write(f"{added} articles were added in {seconds:.0f} s.")

    def _show(self, done, total):
        if self.stdout.isatty():
            width = 40 * done // total
            bar = "#" * width + "." * (40 - width)
            end = "\n" if done == total else ""
            self.stdout.write(f"\r{bar} {done} of {total} articles", ending=end)
            self.stdout.flush()
