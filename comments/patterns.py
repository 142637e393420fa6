"""Lines of a word list, and finding those that may match a word among ten thousand.

A line is one word or several in a row; `*` in a word stands for any letters, also none. Nothing
here is a regular expression, so no line can take long.
"""

from collections import defaultdict
from typing import NamedTuple

from .parts import Parts

# Letters that a word with `*` has at least: with fewer it would match half of all words.
FEWEST_LETTERS = 2
MOST_STARS = 3
# Scripts that put no spaces between words: a word of theirs is looked for inside others.
_UNSPACED = [(0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
             (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]  # fmt: skip
_HEAD = 4


class Line(NamedTuple):
    """`words` holds a key for each word, those with `*` as tuple of the parts around it."""

    text: str
    words: tuple
    list: str = ""


def parse(text, key):
    """The words of a line that is no comment, each made comparable by `key`; () if it has none."""
    words = [_word(word, key) for word in text]
    while words and words[0] == ("", ""):
        del words[0]
    while words and words[-1] == ("", ""):
        del words[-1]
    return tuple(word for word in words if word)


def _word(word, key):
    parts = tuple(key(part) for part in word.split("*"))
    if len(parts) > 1:
        return parts
    return ("", parts[0], "") if len(parts[0]) > 1 and _is_unspaced(parts[0][0]) else parts[0]


def _is_unspaced(char):
    return any(first <= ord(char) <= last for first, last in _UNSPACED)


def letters(pattern):
    """How many letters of a word this one says for certain, in a row."""
    return len(pattern) if isinstance(pattern, str) else max(map(len, pattern))


def fits(pattern, word):
    """Whether `word`, a key, is what `pattern`, a word of a Line, describes."""
    if isinstance(pattern, str):
        return pattern == word
    first, *middle, last = pattern
    if not (word.startswith(first) and word.endswith(last)):
        return False
    at, end = len(first), len(word) - len(last)
    for part in middle:
        found = word.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


class Index:
    """Lines by their longest word, or by `all_words`: which of them may match some keys."""

    def __init__(self, lines, all_words=False):
        self._plain = defaultdict(list)  # word -> (line, its place in it)
        self._starred = defaultdict(list)  # longest part of a word with * -> the same
        # By how many letters such a part is looked up first -> these letters -> sizes of the
        # parts. Most words of a text fail at these letters.
        self._starts = defaultdict(lambda: defaultdict(set))
        self._ends = defaultdict(lambda: defaultdict(set))
        self._inside = Parts()
        for line in lines:
            longest = max(range(len(line.words)), key=lambda n: letters(line.words[n]))
            for place in range(len(line.words)) if all_words else [longest]:
                self._add(line, place)

    def _add(self, line, place):
        pattern = line.words[place]
        if isinstance(pattern, str):
            self._plain[pattern].append((line, place))
            return
        part = max(pattern, key=len)
        if len(part) < FEWEST_LETTERS:
            return
        self._starred[part].append((line, place))
        size = min(len(part), _HEAD)
        if pattern[0] == part:
            self._starts[size][part[:size]].add(len(part))
        elif pattern[-1] == part:
            self._ends[size][part[-size:]].add(len(part))
        else:
            self._inside.add(part)

    def hits(self, keys):
        """{key: [(line, place of the word in it)]} for those of the set `keys` that may match."""
        hits = {key: [*self._plain[key]] for key in self._plain.keys() & keys}
        if self._starred:
            inside = self._inside.found_in(keys)
            for key, part in {*self._starting(keys), *self._ending(keys), *inside}:
                fitting = [one for one in self._starred[part] if fits(_word_of(one), key)]
                hits.setdefault(key, []).extend(fitting)
        return hits

    # Each yields (key, part) for the parts that stand at that place of a key. The list in each
    # loop is what makes it fast: most keys are passed over there.

    def _starting(self, keys):
        for size, heads in self._starts.items():
            for key in [key for key in keys if key[:size] in heads]:
                for n in heads[key[:size]]:
                    if key[:n] in self._starred:
                        yield key, key[:n]

    def _ending(self, keys):
        for size, heads in self._ends.items():
            for key in [key for key in keys if key[-size:] in heads]:
                for n in heads[key[-size:]]:
                    if key[-n:] in self._starred:
                        yield key, key[-n:]


def _word_of(hit):
    line, place = hit
    return line.words[place]
