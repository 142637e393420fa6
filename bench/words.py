"""What the word lists cost: CPU of one comment against lists of 10,000 lines.

.venv/bin/python -m bench.words [--lines 10000] [--characters 5000]
"""

import argparse
import random
import time
from types import SimpleNamespace

from comments.words import Words

LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
WEIGHTS = [12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, 3, 3, 2, 2, 2, 2, 2, 1, 1, 2, 1, 0.2, 0.1, 0.2, 0.1]
KINDS = {
    "whole words": (1, 0, 0, 0, 0),
    "phrases": (0, 1, 0, 0, 0),
    "word*": (0, 0, 1, 0, 0),
    "*word": (0, 0, 0, 1, 0),
    "*word*": (0, 0, 0, 0, 1),
    "mixed": (70, 15, 9, 3, 3),
}


def main():
    options = _options()
    rng = random.Random(1)  # noqa: S311 (the same lines each time)
    texts = _texts(rng, options.characters)
    print(f"{options.lines:,} lines, comments of {options.characters:,} characters; CPU us, median")
    print(f"{'':14}{'ready, ms':>10}" + "".join(f"{name:>14}" for name in texts))
    for name, weights in KINDS.items():
        lines = "\n".join(_line(rng, weights) for _ in range(options.lines))
        words, ready = _ready(lines)
        row = [_cost(words, options.rounds, *some) for some in texts.values()]
        print(f"{name:14}{ready:10,.0f}" + "".join(f"{us:14,.0f}" for us in row), flush=True)


def long_list(lines):
    """Of all kinds; of words that nobody writes, as in most lists for most comments."""
    rng = random.Random(2)  # noqa: S311
    return "\n".join(_line(rng, KINDS["mixed"]).replace("e", "q") for _ in range(lines))


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--characters", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=200)
    return parser.parse_args()


def _word(rng):
    return "".join(rng.choices(LETTERS, WEIGHTS, k=rng.randint(2, 9)))


def _line(rng, weights):
    word = _word(rng) + _word(rng)[:4]
    kind = rng.choices(["{}", "{} {}", "{}*", "*{}", "*{}*"], weights)[0]
    return kind.format(word, _word(rng))


def _texts(rng, characters):
    """Kinds of comments; of each several, so that no memory of words is measured."""
    vocabulary = [_word(rng) for _ in range(3_000)]  # a reader's, some words more often

    def english():
        count = characters // 5
        picked = [vocabulary[int(len(vocabulary) * rng.random() ** 3)] for _ in range(count)]
        return " ".join(picked)[:characters]

    def accents():
        return english().replace("e", "é").replace("o", "ö")

    def hostile():
        return " ".join(_word(rng).replace("a", "а").replace("e", "3") for _ in range(characters))

    kinds = {"English": english, "accents": accents, "hostile": hostile}
    return {name: [make()[:characters] for _ in range(20)] for name, make in kinds.items()}


def _ready(lines):
    began = time.process_time()
    words = Words({"watched": lines, "disallowed": ""})
    words.find(_comment("it has v1sited"))
    return words, (time.process_time() - began) * 1e3


def _cost(words, rounds, *texts):
    comments = [_comment(text) for text in texts]
    took = []
    for number in range(rounds):
        began = time.process_time_ns()
        words.find(comments[number % len(comments)])
        took.append((time.process_time_ns() - began) / 1e3)
    return sorted(took)[rounds // 2]


def _comment(text):
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
    sender = {"name": "Peeter", "email": "peeter@example.org", "ip_address": "192.0.2.7"}
    return SimpleNamespace(text=text, user_agent=agent, **sender)


if __name__ == "__main__":
    main()
