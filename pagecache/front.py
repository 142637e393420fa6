"""Purging what stands in front: Varnish, or a CDN that keeps pages by the tags in their headers.

Made to run in a background task that is tried again when it fails. PAGECACHE_FRONT names what
puts the tags of a purge into the queue, for example::

    @task()
    def purge_front(tags):
        Front.at(settings.FRONT_URL).purge(tags)

    def enqueue(tags):
        purge_front.enqueue(list(tags))
        purge_front.using(run_after=timezone.now() + LATE_PAGES).enqueue(list(tags))

Twice, because another process may have been making the page from what it read before the change,
and its answer may reach the front after the first purge.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

LATE_PAGES = timedelta(seconds=3)
TIMEOUT_SECONDS = 5


@dataclass(frozen=True)
class Front:
    """One cache in front: where it takes purges, in which form, and how many tags at once."""

    address: str
    method: str = "POST"
    headers: dict = field(default_factory=dict)
    is_json: bool = False
    most: int = 100

    @classmethod
    def at(cls, url):
        """The front that a setting describes.

        varnish://host:port (PURGE with Surrogate-Key, for vmod_xkey), fastly://TOKEN@SERVICE,
        cloudflare://TOKEN@ZONE, or the https:// address of anything that takes a POST with
        Surrogate-Key, with its bearer token before the host if it has one.
        """
        parts = urlsplit(url)
        token, _, place = parts.netloc.rpartition("@")
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        if parts.scheme == "varnish":
            return cls(f"http://{place}/", "PURGE")
        if parts.scheme == "fastly":
            address = f"https://api.fastly.com/service/{place}/purge"
            return cls(address, headers={"Fastly-Key": token})
        if parts.scheme == "cloudflare":
            address = f"https://api.cloudflare.com/client/v4/zones/{place}/purge_cache"
            return cls(address, headers=bearer, is_json=True)
        if parts.scheme in ("http", "https"):
            return cls(parts._replace(netloc=place).geturl(), headers=bearer)
        raise ValueError(f"Not the address of a front cache: {parts.scheme}://")

    def purge(self, tags):
        """Purge what has any of these tags; OSError when the front does not take it."""
        for start in range(0, len(tags), self.most):
            self._send(tags[start : start + self.most])

    def _send(self, tags):
        if self.is_json:
            body, form = json.dumps({"tags": tags}).encode(), {"Content-Type": "application/json"}
        else:
            body, form = None, {"Surrogate-Key": " ".join(tags)}
        headers = self.headers | form
        request = Request(self.address, body, headers, method=self.method)  # noqa: S310 see `at`
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            pass
