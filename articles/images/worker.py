"""The process that decodes one upload; see bounded. Reads it from stdin, writes to stdout."""

import json
import resource
import sys

from django.core.exceptions import ValidationError

from .accepting import accept
from .refusals import MOST_BYTES

MEMORY = 300_000_000  # bytes
DECODING, ENCODING = 3, 10  # seconds of the processor


def main():
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow(DECODING)
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        head = accept(data, decoded=lambda: _allow(ENCODING))._asdict()
    except ValidationError as error:
        head = {"refused": error.code, "data": b""}
    except MemoryError:
        head = {"refused": "too_much", "data": b""}
    body = head.pop("data")
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.write(body)


def _allow(seconds):
    """End the process when it has computed for so long from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
