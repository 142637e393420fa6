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
    before = _counted()
    run = ask_any(portal, paths, seconds)
    time.sleep(REPORTS_SECONDS)
    asked, hits = (after - was for after, was in zip(_counted(), before, strict=True))
    print(
        f"\n{len(paths):,} addresses at random: {run.rate:,.0f} requests/s, p99 {run.p99:.0f} ms, "
        f"{run.cpu:,.0f} us CPU, hit rate {hits / max(1, asked):.1%} ({run.requests:,} requests)"
    )
    print("memory of the workers, MB: " + ", ".join(f"{one:.0f}" for one in portal.memory()))


def _paths():
    from articles.models import Article

    newest = Article.objects.published().newest_first().values_list("slug", flat=True)
    return [f"/{slug}/" for slug in newest[:ADDRESSES]]


def _counted():
    """(asked, hits) of all processes, as far as they have reported."""
    from pagecache.models import Process

    counts = [process.counters for process in Process.objects.alive()]
    return (
        sum(one["hits"] + one["misses"] + one["stood_in"] for one in counts),
        sum(one["hits"] for one in counts),
    )
