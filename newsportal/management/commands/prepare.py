import hashlib
import secrets
import socket
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from accounts.models import User


class Command(BaseCommand):
    help = "Bring database and static files up to date; does only what is needed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo",
            action="store_true",
            help="put the demonstration edition and an administrator into an empty database",
        )
        parser.add_argument("--port", type=int, help="fail unless this port is free")

    def handle(self, *args, demo, port, **options):
        if port:
            self._check_port(port)
        self._migrate()
        self._collect_static()
        if demo and not User.objects.exists():
            self._say("Putting in the demonstration edition")
            call_command("load_demo", stdout=self.stdout)
            self._make_administrator()

    def _say(self, text):
        self.stdout.write(f"==> {text}")

    def _check_port(self, port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error.strerror}); set PORT to another one."
                ) from error

    def _migrate(self):
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(f"The database cannot be reached: {error}") from error
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Bringing the database up to date")
            call_command("migrate", verbosity=0, interactive=False)

    def _collect_static(self):
        stamp = Path(settings.STATIC_ROOT) / ".made-from"
        state = _static_state()
        if not stamp.exists() or stamp.read_text() != state:
            self._say("Collecting and compressing static files")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(state)

    def _make_administrator(self):
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser("admin", password=password)
        self._say(f"Administrator for {settings.SITE_URL}/admin/ (shown this once):")
        self.stdout.write(f"      name: admin   password: {password}")


def _static_state():
    """A hash that changes when a static file or an installed package does."""
    digest = hashlib.sha256()
    folder = Path(settings.STATICFILES_DIRS[0])
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    digest.update((settings.BASE_DIR / "requirements.txt").read_bytes())
    return digest.hexdigest()
