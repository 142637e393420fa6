"""bench/run: the figures of docs/performance.md, measured here and now."""

import argparse

from bench.servers import PORT, Server
from bench.site import site

PARTS = ["warm", "cold", "comments", "threads", "addresses", "purge", "endurance", "growth"]


def main():
    options = _options()
    with (
        site(options.articles, options.comments),
        Server("newsportal.wsgi:application", PORT, "/") as portal,
    ):
        for part in options.only:
            _measure(part, portal, options)


def _measure(part, portal, options):
    # Imported when it is their turn: they need Django, which site() sets up.
    from bench import addresses, commenting, endurance, growth, pages, purging, threads

    match part:
        case "warm":
            pages.warm(portal, options.rounds, options.seconds)
        case "cold":
            pages.cold(portal, options.rounds)
        case "comments":
            commenting.comment_costs(portal, options.rounds)
        case "threads":
            threads.threads()
        case "addresses":
            addresses.many_addresses(portal, options.seconds * 10)
        case "purge":
            purging.purge_to_visible(portal)
        case "endurance":
            endurance.endure(portal, options.minutes)
        case "growth":
            growth.growth(portal, options.rounds)


def _options():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="of each round of a warm page")
    parser.add_argument("--minutes", type=float, default=10, help="of the endurance run")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS)
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
