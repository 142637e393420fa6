"""How soon a change is seen on the processes that did not make it."""

import random
import time

from bench.asking import fetch, percentile
from bench.site import much_discussed


def purge_to_visible(portal, changes=100):
    """Prints how long after the commit the last old page was answered, by any process."""
    from articles.models import Article

    slug = much_discussed(1)[0].strip("/")
    article = Article.objects.get(slug=slug)
    took = []
    for n in range(changes):
        article.headline = f"Version {n} of this headline"
        fetch_all(portal, f"/{slug}/")
        time.sleep(random.random() / 4)  # noqa: S311 at any point of the processes' rhythm
        article.store()
        took.append(_until_seen(portal, f"/{slug}/", article.headline))
    print(
        f"\npurge to visible on another process ({changes} changes): median "
        f"{percentile(took, 50):.0f} ms, p99 {percentile(took, 99):.0f} ms, "
        f"longest {max(took):.0f} ms"
    )


def fetch_all(portal, path):
    """Ask often enough that every worker has the page."""
    for _ in range(8):
        fetch(portal, path)


def _until_seen(portal, path, text):
    """Milliseconds until the last answer that lacked `text`; new connections go to any worker."""
    began, last, fresh = time.monotonic(), 0.0, 0
    while fresh < 12:
        asked = time.monotonic()
        if text in fetch(portal, path)[2].decode():
            fresh += 1
        else:
            last, fresh = (asked - began) * 1000, 0
        if asked - began > 10:
            raise SystemExit("A change was not seen within ten seconds")
    return last
