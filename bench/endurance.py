"""A busy hour in short: readers, comments and corrections at once, for some minutes."""

import json
import subprocess
import sys
import time
from urllib.parse import urlsplit

from bench.commenting import Form, set_policy
from bench.servers import ROOT
from bench.site import much_discussed

ARTICLES = 20
COMMENTS_A_SECOND = 5


def endure(portal, minutes):
    """Prints what a crowd found while comments and corrections came in all the time.

    The newsroom is this process: it approves and corrects by the models' verbs, as the admin
    does, so every change must reach the processes that serve.
    """
    set_policy(manual_approval=True)
    paths = much_discussed(ARTICLES)
    seconds = round(minutes * 60)
    crowd = _start_crowd(portal, seconds, paths)
    memory = [portal.memory()]
    forms = [Form(portal, path) for path in paths]
    began, second = time.monotonic(), 0
    # By the clock: a machine that is too busy makes fewer changes, and the report says so.
    while time.monotonic() < began + seconds - 5:
        _one_second(portal, forms, crowd, second, paths[second % len(paths)])
        second += 1
        if second % 10 == 0:
            memory.append(portal.memory())
        time.sleep(max(0, began + second - time.monotonic()))
    told, _ = crowd.communicate(timeout=120)
    _report(json.loads(told), minutes, second / (seconds - 5), memory)


def _start_crowd(portal, seconds, paths):
    port = str(urlsplit(portal.base).port)
    command = [sys.executable, "-m", "bench.crowd", port, str(seconds)]
    crowd = subprocess.Popen(  # noqa: S603 our own words
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    _tell(crowd, json.dumps(paths))
    return crowd


def _tell(crowd, line):
    crowd.stdin.write(line + "\n")
    crowd.stdin.flush()


def _one_second(portal, forms, crowd, second, path):
    from articles.models import Article
    from comments.models import Comment

    for n in range(COMMENTS_A_SECOND):
        forms[(second * COMMENTS_A_SECOND + n) % len(forms)].send(portal)
    for comment in Comment.objects.order_by("-id")[:COMMENTS_A_SECOND]:
        comment.approve(by=None)
    article = Article.objects.get(slug=path.strip("/"))
    article.headline = f"Version {second} of this headline"
    article.store()
    _tell(crowd, f"{path} {second} {time.monotonic()}")


def _report(found, minutes, pace, memory):
    print(
        f"\n{minutes:g} minutes with 1,000 readers: {found['requests']:,} requests, "
        f"{found['failed']} errors, {found['stale']} pages older than a second, "
        f"median {found['median']:.1f} ms, p99 {found['p99']:.0f} ms; a second "
        f"{pace * COMMENTS_A_SECOND:.1f} comments posted and approved, {pace:.1f} corrections"
    )
    for error in found["errors"]:
        print(f"  {error}")
    for name, each in (("begin", memory[0]), ("middle", memory[len(memory) // 2])):
        print(f"  memory at the {name}, MB: " + ", ".join(f"{one:.0f}" for one in each))
    print("  memory at the end, MB: " + ", ".join(f"{one:.0f}" for one in memory[-1]))
