"""More addresses than the page cache has room for, asked for in random order."""

import time

from bench.asking import ask_any

ADDRESSES = 100_000
REPORTS_SECONDS = 8  # each process reports its counts every five


def many_addresses(portal, seconds):
    """Prints hit rate and rate when so many articles are asked for evenly.

    The harshest mix there is: real readers mostly want the same few.
    """
    paths = _paths()
    before = _counted(portal)
    run = ask_any(portal, paths, seconds)
    asked, hits = (after - was for after, was in zip(_counted(portal), before, strict=True))
    print(
        f"\n{len(paths):,} addresses at random: {run.rate:,.0f} requests/s, p99 {run.p99:.0f} ms, "
        f"{run.cpu:,.0f} us CPU, hit rate {hits / max(1, asked):.1%} ({run.requests:,} requests)"
    )
    print("memory of the workers, MB: " + ", ".join(f"{one:.0f}" for one in portal.memory()))


def _paths():
    from articles.models import Article

    newest = Article.objects.published().newest_first().values_list("slug", flat=True)
    return [f"/{slug}/" for slug in newest[:ADDRESSES]]


def _counted(portal):
    """(asked, hits) of the portal's processes; those of an earlier run may still be listed."""
    from pagecache.models import Process

    time.sleep(REPORTS_SECONDS)
    pids = set(map(str, portal.processes()))
    listed = Process.objects.alive()
    counts = [one.counters for one in listed if one.name.rpartition(":")[2] in pids]
    return (
        sum(one["hits"] + one["misses"] + one["stood_in"] for one in counts),
        sum(one["hits"] for one in counts),
    )
