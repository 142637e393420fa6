"""How often a failed task is tried again, and when; declared with the task.

@task(retry=Retry(tries=8, first_pause=30))
def purge_varnish(tags): ...
"""

from dataclasses import dataclass
from datetime import timedelta

from django_tasks.base import Task


class GiveUp(Exception):  # noqa: N818 (it is said, not suffered: `raise GiveUp("gone")`)
    """Raised by a task that knows that trying again cannot help: it is dead at once."""


class WorkerLost(Exception):  # noqa: N818
    """Written down for a job whose worker vanished in the middle of it, too often."""


# A job that takes its worker down with it (out of memory) must end too, but a machine that is
# switched off a few times is not the task's fault: even `tries=1` is begun this often.
MOST_LOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Pauses are in seconds and double each time: 10, 20, 40 … up to `longest_pause`."""

    tries: int = 6
    first_pause: float = 10
    longest_pause: float = 3600

    def pause_after(self, attempts, spread=0.0):
        """Time to wait after that many failed attempts; `spread` (0 to 1) adds up to a tenth.

        The tenth keeps thousands that failed together from coming back together.
        """
        # The exponent is bounded because 2 ** 2000 is no float any more.
        pause = min(self.first_pause * 2 ** min(attempts - 1, 40), self.longest_pause)
        return timedelta(seconds=pause * (1 + spread / 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryingTask(Task):
    """What `@task(retry=…, private=…)` makes with the backends of this app."""

    retry: Retry = Retry()
    # Arguments that hold personal data: never shown, and erased as soon as the task succeeded.
    private: bool = False
