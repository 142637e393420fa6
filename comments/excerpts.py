"""The words that a rule found in a comment, with a little of what stands around them."""

from dataclasses import dataclass

from .marking import marked

AROUND = 40  # characters before and after
MOST = 8  # of one comment


@dataclass(frozen=True)
class Excerpt:
    before: str
    words: str
    after: str


def excerpts_of(comment):
    """An Excerpt for each stretch of the text that held the comment."""
    pieces = [("", False), *marked(comment), ("", False)]
    found = [
        Excerpt(_tail(pieces[place - 1][0]), words, _head(pieces[place + 1][0]))
        for place, (words, is_marked) in enumerate(pieces)
        if is_marked
    ]
    return found[:MOST]


def _tail(words):
    return words if len(words) <= AROUND else f"…{words[-AROUND:]}"


def _head(words):
    return words if len(words) <= AROUND else f"{words[:AROUND]}…"
