"""The queue with a thousand comments and with a million, and what a decision costs.

    python -m bench.queue [--comments 1000000] [--rounds 30]

Of the comments every twentieth waits. Everything is measured in this process, in one database that
grows in between: SQLite in a folder that is removed at the end, or the one that DATABASE_URL names.
"""

import argparse
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from bench.servers import cpu_seconds_of
from bench.site import site

SMALL, ARTICLES, BATCH, WAITING = 1_000, 300, 20_000, 0.05
QUEUE = "/admin/comments/comment/"
PAGES = {
    "pending": QUEUE,
    "pending, deep": f"{QUEUE}?after=",
    "approved": f"{QUEUE}?status=approved",
    "all": f"{QUEUE}?status=all",
    "pending, one section": f"{QUEUE}?section=1",
    "pending, words": f"{QUEUE}?q=bridge",
    "held by a rule": f"{QUEUE}?rule=manual",
    "held by a rare rule": f"{QUEUE}?rule=links",
    "moderation": "/moderation/",
}


def main():
    parser = argparse.ArgumentParser(prog="bench.queue", description=__doc__)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with site(ARTICLES, 0):
        from django.db import connection

        print(f"{connection.vendor}")
        client = _moderator()
        fill(SMALL)
        small = measure(client, options.rounds)
        began = time.monotonic()
        fill(options.comments)
        print(f"filled to {options.comments:,} comments in {time.monotonic() - began:.0f} s")
        large = measure(client, options.rounds)
        _print(small, large, options.comments)
        _decision(client)


def fill(comments):
    """Comments on the newest articles until there are so many in all."""
    from django.db import connection, transaction

    from articles.models import Article
    from comments.models import Comment
    from newsportal.load.filling import let_the_database_look
    from newsportal.load.holds import note_holds
    from newsportal.load.readers import Readers
    from newsportal.load.tables import count_on

    now = time_now()
    articles = list(Article.objects.published().values("id", "published_at", "status"))
    there, seed = Comment.objects.count(), Comment.objects.count() + 1
    random = Random(seed)  # noqa: S311
    while there < comments:
        wanted = min(BATCH, comments - there)
        answered = articles[: max(1, wanted)]
        readers = Readers(per_article=wanted / len(answered), now=now, seed=seed)
        rows = []
        for article in answered:
            rows += readers.comments_on({**article}, 8)  # a number with an average share
        _let_some_wait(rows, random)
        with transaction.atomic(), connection.cursor() as cursor:
            readers.table.put(cursor, rows)
            count_on(Comment)
        there, seed = there + len(rows), seed + 1
        if not rows:
            raise SystemExit("No comments were made.")
    note_holds()
    let_the_database_look()


def _let_some_wait(rows, random):
    for row in rows:
        row["created_at"] -= timedelta(microseconds=random.randrange(10**9))
        if row["status"] == "pending":
            row["status"], row["decided_at"] = "approved", row["created_at"]
        if not row["reply_count"] and random.random() < WAITING / 0.7:
            row["status"], row["decided_at"] = "pending", None
            row["reasons"] = [{"code": "manual", "text": "Every comment waits for a moderator."}]


def time_now():
    from django.utils import timezone

    return timezone.now()


def measure(client, rounds):
    """{page: (median seconds, least seconds, CPU seconds, queries, cards)}"""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from comments.models import Comment

    waiting = Comment.objects.waiting()
    print(f"{Comment.objects.count():,} comments, of which {waiting.count():,} wait")
    middle = waiting.oldest_first()[waiting.count() // 2]
    found = {}
    for name, path in PAGES.items():
        if path.endswith("after="):
            from comments.admin.pages import place_of

            path += place_of(middle)
        client.get(path)
        took, busy = [], cpu_seconds()
        for _ in range(rounds):
            began = time.perf_counter()
            answer = client.get(path)
            took.append(time.perf_counter() - began)
        cpu = (cpu_seconds() - busy) / rounds
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        cards = answer.content.count(b"<article class=")
        found[name] = (median(took), min(took), cpu, len(asked), cards)
    return found


def cpu_seconds():
    """Of this process and of the one that serves it the database, where that is on this machine."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    backend = connection.connection.info.backend_pid
    return own + (cpu_seconds_of(backend) if Path(f"/proc/{backend}").exists() else 0)


def _print(small, large, comments):
    """Where others work on the machine, CPU time says more than the clock."""
    print(f"{'':22}{SMALL:>12,}{comments:>14,}   ratio of medians, of the fastest, of CPU; queries")
    for name, (middle, least, cpu, queries, cards) in small.items():
        their_middle, their_least, their_cpu, their_queries, their_cards = large[name]
        print(
            f"{name:24}{middle * 1000:7.1f} ms{their_middle * 1000:11.1f} ms   "
            f"{their_middle / middle:.2f}  {their_least / least:.2f}  "
            f"{their_cpu / cpu:.2f} ({cpu * 1000:.0f} and {their_cpu * 1000:.0f} ms)  "
            f"{queries} {their_queries}  cards {cards} {their_cards}"
        )


def _decision(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from comments.models import Comment

    took, queries = [], set()
    for comment in Comment.objects.waiting().oldest_first()[:100]:
        data = {"decide": f"approve:{comment.pk}", "seen": f"{comment.pk}:pending"}
        began = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(QUEUE, data, headers={"accept": "application/json"})
        took.append(time.process_time() - began)
        queries.add(len(asked))
        if answer.json()["outcomes"][0]["kind"] != "done":
            raise SystemExit(f"The decision was answered with {answer.content}")
    print(
        f"a decision: {median(took) * 1000:.1f} ms CPU, {min(queries)} to {max(queries)} queries "
        "with session, user and rights"
    )


def _moderator():
    from django.contrib.auth.models import Group
    from django.test import Client

    from accounts.models import User

    user, _is_new = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name="Moderator"))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
