"""Kill everything with -9 while readers comment, again and again: is anything lost?

    python -m bench.killing [--rounds 20]

Acknowledged is a comment whose sender was led to its receipt. After each kill the server is started
anew, and every one of them must be there; SQLite must call its file intact.
"""

import argparse
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from random import uniform

from bench.commenting import Form
from bench.servers import PORT, Server
from bench.site import site

WRITERS = 4


def main():
    parser = argparse.ArgumentParser(prog="bench.killing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=3, help="of writing before each kill")
    parser.add_argument("--articles", type=int, default=50)
    options = parser.parse_args()
    with site(options.articles, 0):
        sys.exit(kill_and_look(options.rounds, options.seconds))


def kill_and_look(rounds, seconds):
    """0 if nothing was lost."""
    from comments.models import Comment

    sent, starts = [], []
    for number in range(1, rounds + 1):
        began = time.monotonic()
        portal = Server("newsportal.wsgi:application", PORT, "/")
        starts.append(time.monotonic() - began)
        lost = _lost(sent)
        before = len(sent)
        _write_until_killed(portal, sent, seconds)
        print(
            f"round {number}: {len(sent) - before} acknowledged, {Comment.objects.count()} stored, "
            f"{lost} lost before; up in {starts[-1]:.1f} s",
            flush=True,
        )
    lost, intact = _lost(sent), _is_intact()
    print(
        f"{rounds} kills, {len(sent)} comments acknowledged, {lost} lost, database "
        f"{'intact' if intact else 'BROKEN'}, slowest start {max(starts):.1f} s"
    )
    return 0 if sent and not lost and intact else 1


def _write_until_killed(portal, sent, seconds):
    forms = _forms(portal)
    time.sleep(3.2)  # sooner than that nobody has filled a form
    writers = [threading.Thread(target=_write, args=(portal, forms, sent)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(uniform(seconds / 2, seconds))  # noqa: S311
    for pid in portal.processes():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    portal.process.wait(10)
    for writer in writers:
        writer.join(60)


def _forms(portal):
    from articles.models import Article

    slugs = Article.objects.published().newest_first().values_list("slug", flat=True)
    return [Form(portal, f"/{slug}/") for slug in slugs[:5]]


def _write(portal, forms, sent):
    number = 0
    while True:
        try:
            sent.append(forms[number % len(forms)].send(portal))
        except (OSError, HTTPException):
            return  # it was killed
        number += 1


def _lost(sent):
    from comments.models import Comment

    lost = 0
    for start in range(0, len(sent), 500):
        tokens = [address.rstrip("/").rpartition("/")[2] for address in sent[start : start + 500]]
        lost += len(tokens) - Comment.objects.filter(token__in=tokens).count()
    return lost


def _is_intact():
    from django.db import connection

    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)


if __name__ == "__main__":
    main()
