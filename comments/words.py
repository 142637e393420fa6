"""Watched and disallowed words: which lines of the two lists a comment matches, and where.

Words are compared whole and twice: by what they are, without case and accents; and by what they
look like, but only those that hide something: letters of two alphabets, or letters with digits,
in one word, or a word in another alphabet than the comment. So "fail" is not taken for "fall",
nor a Russian word for an English one, but "v1аgra" is found.
"""

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from .address_lines import AddressLines
from .folding import fold, looks_like, seen, word_pattern
from .patterns import Index, Line, fits, parse

WATCHED, DISALLOWED = "watched", "disallowed"
# What of a comment is looked at.
FIELDS = ("text", "name", "email", "ip_address", "user_agent")
# Of a field full of such words, so many are noted for each list.
MOST_MATCHES = 50
SIGNS = "@$|"  # stand for letters
ASCII_WORD = re.compile("[0-9A-Za-z\x00-\x08\x0e-\x1f\x7f]+")


class Match(NamedTuple):
    """comment.`field`[start:end] is what `line` of `list` describes."""

    list: str
    line: str
    field: str
    start: int
    end: int


def lines_of(text):
    """(number, line) of each that is neither empty nor a comment, which begins with #."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


def words_in(line):
    """The words of a line, in which `*` is a letter, as typed."""
    return word_pattern("*").findall(line.replace("_", " "))


class Words:
    """Two lists, made ready; use one for many comments. `lists`: text by name of the list."""

    def __init__(self, lists):
        self._addresses = AddressLines()
        self._typed = [
            (line, words_in(line), name)
            for name, text in lists.items()
            for _number, line in lines_of(text)
            if not self._addresses.add(line, name)
        ]

    def _lines(self, key):
        made = (Line(text, parse(words, key), name) for text, words, name in self._typed)
        return [line for line in made if line.words]

    @cached_property
    def _exact(self):
        return Index(self._lines(fold))

    @cached_property
    def _looks(self):
        return Index(self._lines(looks_like), all_words=True)

    def find(self, comment):
        """Matches, of each list so many as say enough, in the order of FIELDS and of the text."""
        if not (self._typed or self._addresses):
            return []
        found, is_latin = [], True
        for field in FIELDS:
            text = Text(getattr(comment, field) or "")
            if field == "text":
                is_latin = text.is_latin
            matches = {*self._by_key(text)} | {*self._by_look(text, is_latin)}
            if field == "ip_address":
                matches |= {*self._addresses.matches(comment.ip_address)}
            for start, end, line, name in sorted(matches):
                found.append(Match(name, line, field, start, end))
        return found

    def _by_key(self, text):
        hits = self._exact.hits(set(text.keys.values()))
        return _search(text, text.words, text.keys, hits, fold) if hits else ()

    def _by_look(self, text, is_latin):
        looks = text.disguises(is_latin)
        hits = self._looks.hits(set(looks.values())) if looks else None
        return _search(text, text.wide_words, looks, hits, looks_like) if hits else ()


class Text:
    """A text in words: `words` as they stand there, `keys` maps each to what it is compared by."""

    def __init__(self, text):
        self.text, pattern = text.replace("_", " "), word_pattern()
        if text.isascii():
            self.text, pattern = self.text.lower(), ASCII_WORD
        self.words = pattern.findall(self.text)
        self.keys = dict.fromkeys(self.words)
        self._odd, self._spans = {}, []
        for word in self.keys:
            if word.isascii() and word.isalpha():
                self.keys[word] = word.lower()
            else:
                self._odd[word] = known = seen(word)
                self.keys[word] = known[0]

    @property
    def is_latin(self):
        """Whether most of its words are; accents do not count."""
        if self.text.isascii():
            return True
        return 2 * sum(map(str.isascii, self.keys.values())) >= len(self.keys)

    @cached_property
    def wide_words(self):
        """Words in which signs stand for letters, too."""
        has_signs = any(sign in self.text for sign in SIGNS)
        return word_pattern(SIGNS).findall(self.text) if has_signs else self.words

    def disguises(self, is_latin):
        """{word: what it looks like} of those that may be something else than they say, next to
        those of a text.
        """
        words = self._odd if is_latin else {word: seen(word) for word in self.keys}
        if self.wide_words is not self.words:
            words = words | {word: seen(word) for word in self.wide_words}
        which = 1 if is_latin else 2
        return {word: known[which] for word, known in words.items() if known[which] is not None}

    def spans(self, words, number):
        """(start, end) of each of the first so many of `words`, which are those of this text."""
        spans = self._spans if words is self.words else []
        end = spans[-1][1] if spans else 0
        for word in words[len(spans) : number]:
            start = self.text.index(word, end)  # between two is nothing of a word
            end = start + len(word)
            spans.append((start, end))
        return spans


def _search(text, words, keys, hits, key):
    """(start, end, line, list) in `text` where a line of `hits` stands at a word of `keys`."""
    anchors = {word: _by_neighbour(hits[one]) for word, one in keys.items() if one in hits}
    found, runs = Counter(), []
    for at, word in [(at, word) for at, word in enumerate(words) if word in anchors]:
        for step, lines in anchors[word].items():
            beside = key(words[at + step]) if step and 0 <= at + step < len(words) else None
            for line, place in lines.get(beside, ()):
                if found[line.list] >= MOST_MATCHES:
                    continue
                first, after = at - place, at - place + len(line.words)
                around = words[max(0, first) : after]
                if len(around) == len(line.words) and all(map(fits, line.words, map(key, around))):
                    runs.append((line, first, after))
                    found[line.list] += 1
    spans = text.spans(words, max((after for *_line, after in runs), default=0))
    for line, first, after in runs:
        yield spans[first][0], spans[after - 1][1], line.text, line.list


def _by_neighbour(hits):
    """{step to a word beside: {that word: hits}}; step 0 and None where it may be any.

    A list may have hundreds of lines with one word in common, and a text repeat that word: so
    only those lines are compared that go on as the text does.
    """
    found = defaultdict(lambda: defaultdict(list))
    for line, place in hits:
        step = 1 if place + 1 < len(line.words) else -1 if place else 0
        beside = line.words[place + step] if step else None
        if not isinstance(beside, str):
            step, beside = 0, None
        found[step][beside].append((line, place))
    return found
