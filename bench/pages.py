"""What pages cost: cold, made anew by Django each time; warm, as the page cache keeps them."""

import json
from itertools import count
from statistics import median

from bench.asking import BROWSER, Run, ask, ask_each, fetch
from bench.servers import PORT, Server
from bench.site import much_discussed, page_types, queries_of

COLD = 30  # answers a round; each page type
WARMING = 40  # articles, before the first reader of others is measured
_number = count(1)


def cold(portal, rounds):
    """Prints the cost of each page type when nothing is kept of it.

    A parameter that no page knows goes round the cache. The article is asked for as its first
    reader does: each one another article, which is kept then.
    """
    pages = page_types()
    columns = ("queries", "bytes", "bytes br", "ms", "p99 ms", "CPU us")
    print(f"\ncold{'':26}" + "".join(f"{title:>10}" for title in columns))
    for name, path in pages.items():
        separator = "&" if "?" in path else "?"
        asks = [
            ask_each(portal, [f"{path}{separator}n={next(_number)}" for _ in range(COLD)])
            for _ in range(rounds)
        ]
        _cold_line(portal, name, path, asks)
    discussed = much_discussed(COLD * rounds + WARMING + 1)[1:]
    # Templates, queries and shared pieces are made once in a process; each connection may go to
    # another worker.
    for path in discussed[:WARMING]:
        fetch(portal, path, BROWSER)
    discussed = discussed[WARMING:]
    share = max(1, len(discussed) // rounds)
    asks = [
        ask_each(portal, discussed[start : start + share])
        for start in range(0, len(discussed), share)
    ]
    _cold_line(portal, "article, first reader", discussed[0], asks)


def _cold_line(portal, name, path, asks):
    queries, _ = queries_of(path)
    plain = len(fetch(portal, path)[2])
    small = len(fetch(portal, path, {"Accept-Encoding": "br"})[2])
    run = middle(asks)
    print(
        f"{name:30}{queries:10}{plain:10,}{small:10,}{1000 / run.rate:10.1f}{run.p99:10.1f}"
        f"{run.cpu:10,.0f}",
        flush=True,
    )


def warm(portal, rounds, seconds):
    """Prints the cost of kept pages, and of the article's beside a constant as ceiling."""
    article = much_discussed(1)[0]
    _, headers, body = fetch(portal, article, BROWSER)
    length = len(body)
    like_it = {"CONSTANT_BYTES": str(length), "CONSTANT_HEADERS": json.dumps(_told_by_us(headers))}
    with (
        Server("bench.constant:app", PORT + 1, "/", like_it) as bare,
        Server("bench.constant:app_with_headers", PORT + 2, "/", like_it) as dressed,
    ):
        servers = {"a constant": bare, "with the page's headers": dressed, "article": portal}
        runs = {name: [] for name in servers}
        for _ in range(rounds):
            for name, server in servers.items():
                runs[name].append(ask(server, article if server is portal else "/", seconds))
    results = {name: middle(each) for name, each in runs.items()}
    for name, path in page_types().items():
        if name != "article":
            results[name] = middle([ask(portal, path, seconds) for _ in range(min(rounds, 2))])
    _warm_table(results, length)
    print("memory of the workers, MB: " + ", ".join(f"{one:.0f}" for one in portal.memory()))


def _told_by_us(headers):
    """Pairs of the headers that the portal sends, less those that the server adds to each."""
    return [(name, text) for name, text in headers.items() if name not in ("server", "date")]


def _warm_table(results, length):
    ceiling = results["a constant"]
    print(f"\nwarm ({length:,} bytes: the article and the constants)")
    print(f"{'':30}{'requests/s':>12}{'p99 ms':>9}{'CPU us':>9}  to the constant: rate, p99, CPU")
    for name, run in results.items():
        ratios = f"{run.rate / ceiling.rate:.2f}  {run.p99 / ceiling.p99:.2f}"
        print(
            f"{name:30}{run.rate:12,.0f}{run.p99:9.2f}{run.cpu:9.1f}  "
            f"{ratios}  {run.cpu / ceiling.cpu:.2f}"
        )


def middle(runs):
    """A Run of the medians."""
    return Run(
        sum(run.requests for run in runs),
        *(median(getattr(run, part) for run in runs) for part in ("rate", "p99", "cpu")),
    )
