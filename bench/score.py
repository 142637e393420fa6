"""How well the spam score tells spam, and what it costs: python -m bench.score LABELLED.csv

The file has the columns video, text and label ("spam" or "ham"). Learnt on all videos but one and
judged on that one, each in turn. Nothing of it is kept.
"""

import csv
import sys
import time
from itertools import product

from comments import scoring

SIZES = (60, 300, 1000, 5000)


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = [(row["video"], row["text"], row["label"] == "spam") for row in csv.DictReader(file)]
    print(f"{'judged on':12}{'comments':>10}{'AUC':>8}{'from %':>8}{'precision':>11}{'recall':>8}")
    for video in sorted({video for video, _text, _is_spam in rows}):
        weights = scoring.learn([(t, s) for v, t, s in rows if v != video])
        judged = [(scoring.probability(weights, t), s) for v, t, s in rows if v == video]
        for limit in (0.5, 0.9):
            precision, recall = _at(judged, limit)
            figures = f"{_auc(judged):8.3f}{limit * 100:8.0f}{precision:11.3f}{recall:8.3f}"
            print(f"{video:12}{len(judged):10}{figures}")
    _print_costs(weights, " ".join(text for _video, text, _is_spam in rows))


def _auc(judged):
    """How often a spam comment scores above another one; a tie counts half."""
    spam = [score for score, is_spam in judged if is_spam]
    ham = [score for score, is_spam in judged if not is_spam]
    above = sum((s > h) + (s == h) / 2 for s, h in product(spam, ham))
    return above / (len(spam) * len(ham))


def _at(judged, limit):
    """Precision and recall of what scores `limit` or more."""
    marked = [is_spam for score, is_spam in judged if score >= limit]
    return sum(marked) / max(1, len(marked)), sum(marked) / sum(is_spam for _s, is_spam in judged)


def _print_costs(weights, words, each=200):
    print(f"\n{'characters':12}{'CPU us for one score':>22}{'with pieces':>14}")
    for size in SIZES:
        text = words[:size]
        costs = [
            _cost(each, lambda text=text: scoring.probability(weights, text)),
            _cost(each, lambda text=text: scoring.heaviest(weights, text)),
        ]
        print(f"{size:12,}{costs[0]:22,.0f}{sum(costs):14,.0f}")


def _cost(each, work):
    began = time.process_time()
    for _ in range(each):
        work()
    return (time.process_time() - began) / each * 1e6


if __name__ == "__main__":
    main()
