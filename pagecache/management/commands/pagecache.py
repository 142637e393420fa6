from django.core.management.base import BaseCommand

from pagecache.models import Process

NUMBERS = ("hits", "misses", "passed", "stood_in", "pages", "evicted", "purged", "failed")
TITLES = ("process", *NUMBERS, "hit rate", "MB", "of MB", "seen")


class Command(BaseCommand):
    help = "Show what each process that serves pages has kept and counted since it started."

    def handle(self, *args, **options):
        rows = [_row(process) for process in Process.objects.alive()]
        if not rows:
            self.stdout.write("No process has reported in the last two minutes.")
            return
        widths = [max(map(len, column)) for column in zip(TITLES, *rows, strict=True)]
        for row in (TITLES, *rows):
            first, *rest = (text.rjust(width) for text, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join([row[0].ljust(len(first)), *rest]))


def _row(process):
    counted = process.counters
    asked = counted["hits"] + counted["misses"] + counted["stood_in"]
    return (
        process.name,
        *(f"{counted.get(name, 0):,}" for name in NUMBERS),
        f"{counted['hits'] / asked:.1%}" if asked else "-",
        f"{counted['bytes'] / 1e6:.1f}",
        f"{counted['limit'] / 1e6:.1f}",
        f"{process.seen_at:%Y-%m-%d %H:%M:%S}",
    )
