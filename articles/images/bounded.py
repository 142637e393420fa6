"""Decoding in a process of its own, so that a file that goes wild harms nobody else.

It has bounds of memory and time, an empty environment (no secrets of the site to find), and reads
and writes files that are open already and have no name. What it answers is not trusted to be more
than bytes and a few short texts.
"""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryFile

from .accepting import Accepted
from .refusals import MOST_BYTES, refusal

_HOUSE = Path(__file__).resolve().parent.parent.parent
# Beside the bound of the processor's time (see worker), for a machine that is busy.
LONGEST_WAIT = 25  # seconds
# So many at once for each process of the server; others wait for their turn.
_places = threading.BoundedSemaphore(2)


def accept_upload(upload):
    """accept() for an open file, bounded; of one that is too large only so much is read."""
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if not data or len(data) > MOST_BYTES:
        raise refusal("too_large" if data else "empty")
    with _places:
        return _understood(*_answer(data))


def _answer(data):
    """What the worker wrote, and how it ended."""
    command = [sys.executable, "-m", "articles.images.worker"]
    # Not pipes: a large file would go through them in thousands of small pieces.
    with TemporaryFile() as asked, TemporaryFile() as answer:
        asked.write(data)
        asked.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 (a fixed command, no shell)
                command,
                stdin=asked,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_WAIT,
                cwd=_HOUSE,
                env={"PYTHONPATH": str(_HOUSE)},
            )
        except subprocess.TimeoutExpired as error:
            raise refusal("too_slow") from error
        answer.seek(0)
        return answer.read(), done.returncode


def _understood(answer, code):
    if code:  # ended by a signal: out of time, or a decoder that fell over
        raise refusal("too_slow" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "damaged")
    head, _, data = answer.partition(b"\n")
    head = json.loads(head)
    if "refused" in head:
        raise refusal(head["refused"])
    return Accepted(data=data, **head)
