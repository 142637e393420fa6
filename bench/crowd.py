"""A thousand readers at once, in a process of their own: python -m bench.crowd PORT SECONDS.

The paths come as JSON in the first line of the input; each line after it is "path version moment":
from that moment (of the monotonic clock) on the page at `path` has that version. What was found
goes to the output as JSON. Keeps its connections; stops by itself.
"""

import asyncio
import json
import random
import re
import sys
import time

from bench.asking import percentile

READERS = 1_000
LONGEST_PAUSE = 4  # seconds; two on average, so 500 requests a second
STALE = 1.0  # seconds after which a change must be seen
_VERSION = re.compile(rb'<h1 id="headline">Version (\d+) ')


class Crowd:
    def __init__(self, port, seconds, paths):
        self.port, self.end, self.paths = port, time.monotonic() + seconds, paths
        self.versions = {path: [] for path in paths}
        self.took, self.errors, self.stale = [], [], []

    async def run(self):
        listening = asyncio.create_task(self._listen())
        await asyncio.gather(*(self._read() for _ in range(READERS)))
        listening.cancel()

    async def _listen(self):
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            path, version, moment = line.decode().split()
            self.versions[path].append((float(moment), int(version)))

    async def _read(self):
        await asyncio.sleep(random.random() * LONGEST_PAUSE)  # noqa: S311
        connection = None
        while time.monotonic() < self.end:
            path, asked = random.choice(self.paths), time.monotonic()  # noqa: S311
            try:
                connection = connection or await asyncio.open_connection("127.0.0.1", self.port)
                body = await asyncio.wait_for(_get(*connection, path), 20)
                self._look_at(path, asked, body)
            except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError) as error:
                self.errors.append(f"{path}: {error!r}")
                connection = None
            await asyncio.sleep(random.random() * LONGEST_PAUSE)  # noqa: S311
        if connection:
            connection[1].close()

    def _look_at(self, path, asked, body):
        self.took.append((time.monotonic() - asked) * 1000)
        due = [version for moment, version in self.versions[path] if moment < asked - STALE]
        if due and int(_VERSION.search(body)[1]) < due[-1]:
            self.stale.append(path)


async def _get(reader, writer, path):
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    body = await reader.readexactly(length)
    if status != 200:
        raise ValueError(status)
    return body


def main(port, seconds):
    crowd = Crowd(port, seconds, json.loads(sys.stdin.buffer.raw.readline()))
    asyncio.run(crowd.run())
    found = {
        "requests": len(crowd.took),
        "errors": crowd.errors[:5],
        "failed": len(crowd.errors),
        "stale": len(crowd.stale),
        "median": percentile(crowd.took, 50),
        "p99": percentile(crowd.took, 99),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
