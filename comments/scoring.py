"""How much a comment is like what this site has marked as spam, learnt from its own decisions.

A logistic regression over the pieces of a text: runs of 3, 4 and 5 characters, words, host names.
Pieces are hashed into a fixed number of weights, so that a model stays small however many there
are. Nothing here knows the database; see models.spam_model.
"""

import re
from array import array
from heapq import nlargest
from math import exp
from random import Random
from zlib import crc32

SIZE = 2**16
MASK = SIZE - 1
# Of longer texts the beginning and the end are looked at, so that the cost is bounded.
HEAD, TAIL = 400, 200
MOST_WORDS = 120
# So many of the heaviest pieces are looked at for some that do not repeat each other.
CANDIDATES = 40
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"(?:https?://|www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})\b")


def pieces_of(text):
    """The different pieces of `text`, as a set of bytes."""
    text = " ".join(text.casefold().split())
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]} {text[-TAIL:]}"
    hosts = {b"//" + host.encode() for host in _HOST.findall(text)}
    words = {b" " + word.encode() + b" " for word in _WORD.findall(text)[:MOST_WORDS]}
    line = f" {text} ".encode("utf-8", "replace")
    end = len(line)
    runs = {line[i : i + n] for n in (3, 4, 5) for i in range(end - n + 1)}
    return runs | words | hosts


def judge(weights, text):
    """Its probability, and its heaviest pieces if it is more likely spam than not, in one go."""
    pieces = pieces_of(text)
    likely = _probability(weights, pieces)
    return likely, _heaviest(weights, pieces) if likely >= 0.5 else []


def probability(weights, text):
    """How likely `text` is spam, from 0 to 1."""
    return _probability(weights, pieces_of(text))


def heaviest(weights, text):
    """The pieces that speak most for spam, as [(str, weight)]; none within another one."""
    return _heaviest(weights, pieces_of(text))


def _probability(weights, pieces):
    total = sum([weights[number & MASK] for number in map(crc32, pieces)])
    return _logistic(weights[SIZE] + total / _norm(len(pieces)))


def _heaviest(weights, pieces, at_most=5):
    found = []
    weighed = [(weights[crc32(piece) & MASK], piece) for piece in pieces]
    for weight, piece in nlargest(CANDIDATES, weighed):
        if weight <= 0 or len(found) == at_most:
            break
        words = piece.decode("utf-8", "replace").strip("/ \ufffd")
        if words and not any(words in other or other in words for other, _weight in found):
            found.append((words, weight))
    return found


def learn(examples, rounds=8, rate=5.0):
    """Weights (list of float, the last one stands for all texts alike) from (text, is_spam)."""
    known = [(_places(text), is_spam) for text, is_spam in examples]
    weights, order = [0.0] * (SIZE + 1), Random(0)  # noqa: S311 the same each time
    for number in range(rounds):
        order.shuffle(known)
        step = rate / (1 + number)
        for places, is_spam in known:
            norm = _norm(len(places))
            guess = _logistic(weights[SIZE] + sum([weights[p] for p in places]) / norm)
            error = step * (is_spam - guess)
            weights[SIZE] += error
            for place in places:
                weights[place] += error / norm
    return weights


def _places(text):
    """Small enough to keep those of thousands of texts while learning."""
    return array("H", [number & MASK for number in map(crc32, pieces_of(text))])


def _norm(count):
    return max(1, count) ** 0.5


def _logistic(x):
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))
