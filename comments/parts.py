"""Finding ten thousand parts of words anywhere in the words of a text, quickly."""

from collections import defaultdict

_HEAD = 4  # bytes, as many as a number of memoryview.cast("I") has


class Parts:
    """Parts of words; the first four bytes of each, read as a number, are looked up everywhere.

    Nearly all of a text fails there, at the speed of a set of numbers.
    """

    def __init__(self):
        self._parts = set()
        self._sizes = defaultdict(set)  # head -> bytes of the parts that begin so
        self._short = set()  # too short to have a head

    def add(self, part):
        data = _bytes(part)
        if len(data) < _HEAD:
            self._short.add(part)
            return
        self._parts.add(data)
        self._sizes[next(_heads(data[:_HEAD]))[1][0]].add(len(data))

    def found_in(self, keys):
        """(key, part) wherever a part stands in one of `keys`."""
        if self._short:
            joined = " ".join(keys)
            short = [part for part in self._short if part in joined]
            yield from ((key, part) for part in short for key in keys if part in key)
        if self._parts:
            yield from self._long_ones(_bytes(" ".join(keys)))

    def _long_ones(self, data):
        for first, heads in _heads(data):
            if self._sizes.keys().isdisjoint(heads):
                continue
            for at in [at for at, head in enumerate(heads) if head in self._sizes]:
                start = first + at * _HEAD
                for size in self._sizes[heads[at]]:
                    part = data[start : start + size]
                    if part in self._parts:
                        yield _around(data, start), part.decode(errors="surrogatepass")


def _heads(data):
    """(offset, numbers that every four bytes from there on are), for each offset."""
    for first in range(_HEAD):
        end = len(data) - (len(data) - first) % _HEAD
        if first < end:
            yield first, memoryview(data[first:end]).cast("I")


def _around(data, at):
    """The word at that offset among words with spaces between."""
    word = data[data.rfind(b" ", 0, at) + 1 :].split(b" ", 1)[0]
    return word.decode(errors="surrogatepass")


def _bytes(text):
    return text.encode(errors="surrogatepass")
