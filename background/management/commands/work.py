import signal

from django.core.management import BaseCommand

from background.worker import Worker, run_waiting


class Command(BaseCommand):
    help = (
        "Run background tasks until SIGTERM or Ctrl+C; then the running ones are finished first. "
        "Start as many as you like, on as many machines as share the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        parser.add_argument("--threads", type=int, default=2, help="tasks at the same time (2)")
        parser.add_argument(
            "--lease",
            type=float,
            default=30,
            help="seconds after which the tasks of a worker that died run again elsewhere (30)",
        )
        parser.add_argument(
            "--poll", type=float, default=0.5, help="seconds between two looks for tasks (0.5)"
        )
        parser.add_argument(
            "--grace", type=float, default=20, help="seconds for running tasks when stopping (20)"
        )

    def handle(self, *args, once, threads, lease, poll, grace, **options):
        if once:
            ran = run_waiting()
            if options["verbosity"]:
                self.stdout.write(f"{ran} tasks run.")
            return
        worker = Worker(threads=threads, lease=lease, poll=poll, grace=grace)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stopper(worker))
        worker.run()

    def _stopper(self, worker):
        def stop(number, frame):
            if worker.stopping:  # asked twice: now
                raise SystemExit(1)
            worker.stop()

        return stop
