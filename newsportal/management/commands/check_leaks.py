import logging
from contextlib import contextmanager

from django.core.management import BaseCommand, CommandError

from articles.models import Article
from newsportal.leaks import look_round, secrets, through_the_door


class Command(BaseCommand):
    help = "Look round the site as a stranger; fails if anything is seen that is not public."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=20_000, help="Pages to look at, at most.")

    def handle(self, *args, most, **options):
        from newsportal.wsgi import application  # it begins to follow purges

        found = secrets()
        pages = [0]

        def seen(done):
            pages[0] = done
            if self.stdout.isatty():
                self.stdout.write(f"\rPages: {done}", ending="")

        with _refusals_unlogged():
            leaks = list(look_round(through_the_door(application), found, most, seen))
        # What became public meanwhile was seen rightly.
        public = set(Article.objects.published().values_list("pk", flat=True)) if leaks else set()
        leaks = [(address, each) for address, each in leaks if each.article not in public]
        for address, each in leaks:
            self.stderr.write(f"{address} shows {each.name}")
        if leaks:
            raise CommandError(f"{len(leaks)} leaks on {pages[0]} pages.")
        said = f"{pages[0]} pages show nothing of {len(found)} things that are not public."
        self.stdout.write(said)


@contextmanager
def _refusals_unlogged():
    """That what is hidden is not found is what is wanted here, and no news."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
