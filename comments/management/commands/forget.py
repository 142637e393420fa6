from django.core.management import BaseCommand

from comments.own.forgetting import forget


class Command(BaseCommand):
    help = (
        "Remove what the comment policy keeps only for a while: IP addresses and browsers, "
        "rejected comments, spam, who sent reports. The worker does it hourly; this does it now."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")

    def handle(self, *args, dry_run, **options):
        found = forget(dry_run=dry_run, told=self._show)
        if self.stdout.isatty() and not dry_run:
            self.stdout.write("")
        words = "would be" if dry_run else "were"
        self.stdout.write(
            f"IP address and browser of {found.traces} comments {words} removed. "
            f"{found.removed} comments that nobody will see {words} removed, "
            f"{found.emptied} {words} emptied because answers stand below them. "
            f"{found.reports} reports {words} separated from who sent them."
        )

    def _show(self, done):
        if self.stdout.isatty():
            number = done.traces + done.removed + done.emptied
            self.stdout.write(f"\r{number} comments", ending="")
            self.stdout.flush()
