"""One complete answer, in every encoding that was asked for.

Times are seconds since 1970, except `purged_at`, which must not jump when the clock is set.
"""

import hashlib
from email.utils import formatdate
from time import monotonic, time

from pagecache.conf import conf
from pagecache.encodings import BR, IDENTITY, NAMES, compresses, decode, encode

# The tag that every page has.
EVERYTHING = "*"
# Made here, or of this connection only, so not taken over from the view's answer.
REPLACED = {
    "age", "cache-control", "connection", "content-length", "date", "etag", "expires",
    "last-modified", "transfer-encoding", "vary",
}  # fmt: skip
# A purge can follow within the second in which a page was made; only after that does the date of
# making tell two versions apart, and is sent.
SETTLED_SECONDS = 2
# What is missing or has moved may appear without a purge that names it: it is kept for a herd only.
MISSING_SECONDS = 30
# What Python takes for a kept page and for each of its encodings: measured, a test watches.
BYTES_FOR_PAGE = 2_700
BYTES_FOR_VARIANT = 900


class Variant:
    """The page in one encoding: bytes, tag of these bytes, complete headers of the usual answer."""

    def __init__(self, page, body, encoding, well=True):
        self.body = encode(body, encoding, well)
        self.is_rough = encoding == BR and not well
        self.etag = '"' + hashlib.blake2b(self.body, digest_size=12).hexdigest() + '"'
        self.encoding = [("Content-Encoding", NAMES[encoding])] if encoding else []
        self.tell(page)

    def tell(self, page):
        length = ("Content-Length", str(len(self.body)))
        self.unchanged = [("ETag", self.etag), *page.told]
        self.headers = [*page.headers, length, *self.encoding, *self.unchanged]


class Page:
    def __init__(self, key, status, headers, body, notes):
        self.key, self.status = key, status
        self.code = int(status[:3])
        self.hits = self.hits_before = 0
        self.group, self.counted = None, 0  # for Pages
        self.headers = [(name, text) for name, text in headers if name.lower() not in REPLACED]
        self.tags = frozenset(notes.tags)
        self.until, self.gone_at, self.max_age = notes.until, notes.gone_at, notes.max_age
        self.made = time()
        life = conf("LIFE_SECONDS") if self.code == 200 else MISSING_SECONDS
        self.ends = min(self.made + life, self.until or float("inf"))
        self.last_modified, self.settled = formatdate(self.made, usegmt=True), False
        # Until this moment the usual headers are right; the door compares nothing else.
        self.steady_to = min(self.made + SETTLED_SECONDS, self._last_usual_moment())
        self.purged_at = None
        self.compresses = compresses(headers, body)
        self.variants = [None, None, None]
        self.told = self._told()
        self._add(IDENTITY, body)

    def variant(self, encoding):
        """The page in this encoding, made when it is first asked for."""
        return self.variants[encoding] or self._add(encoding, self._body())

    def _add(self, encoding, body):
        # Most pages have one reader before they change: the first one does not wait for the best.
        well = time() >= self.made + SETTLED_SECONDS
        variant = Variant(self, body, encoding if self.compresses else IDENTITY, well)
        if self.compresses:
            self.variants[encoding] = variant
        else:
            self.variants = [variant] * 3
        if self.compresses and encoding == BR:
            # It holds the others, in a sixth of the bytes; nearly all readers take it.
            self.variants[IDENTITY] = None
        self.size = self._measured()
        return variant

    def refine(self, now):
        """Compress it well, once it is read again; its ETag is another one from then on."""
        rough = self.variants[BR]
        if rough is None or not rough.is_rough or now < self.made + SETTLED_SECONDS:
            return
        self.variants[BR] = Variant(self, decode(rough.body), BR)
        self.variants[BR].tell(self)  # meanwhile another reader may have settled it
        self.size = self._measured()

    def _body(self):
        whole = self.variants[IDENTITY]
        return decode(self.variants[BR].body) if whole is None else whole.body

    def _told(self):
        """Headers for caches on the way, of an answer that will not change soon."""
        control = "public, max-age=%d, s-maxage=%d, stale-while-revalidate=%d"
        shared = conf("SHARED_SECONDS"), conf("SHARED_STALE_SECONDS")
        tags = self.tags | ({EVERYTHING} if conf("FRONT") else set())
        return [
            ("Vary", "Accept-Encoding"),
            ("Cache-Control", control % (self.max_age, *shared)),
            *([("Last-Modified", self.last_modified)] if self.settled else []),
            *((name, _joined(name, tags)) for name in conf("TAG_HEADERS") if tags),
        ]

    def settle(self, now):
        """Date the page, once its date tells it apart. Under the lock of Pages, as purges are."""
        if self.settled or self.purged_at is not None or now < self.made + SETTLED_SECONDS:
            return
        self.settled = True
        self.told = self._told()
        for variant in filter(None, self.variants):
            variant.tell(self)
        self.steady_to = self._last_usual_moment()

    def lives(self, now):
        return self.purged_at is None and now < self.ends

    def stands_in(self, now, seconds):
        """Whether a copy that is purged or past its time may be shown, `seconds` after that."""
        if self.gone_at is not None and now >= self.gone_at:
            return False
        if self.purged_at is not None:
            return monotonic() - self.purged_at < seconds
        return now - self.ends < seconds

    def purge(self):
        self.steady_to = 0.0
        if self.purged_at is None:
            self.purged_at = monotonic()

    def adapted(self, headers, now):
        """The usual headers as they must be now, after the moment until which they are right."""
        if not self.lives(now):
            control = "private, no-cache"
        elif now >= self._last_usual_moment():
            control = f"public, max-age={int(min(self.max_age, self.ends - now))}, s-maxage=0"
        else:
            return headers.copy()
        return [(n, control if n == "Cache-Control" else text) for n, text in headers]

    def _measured(self):
        """Bytes that the page takes, with Python's share."""
        variants = {variant for variant in self.variants if variant is not None}
        texts = sum(len(text) for _, text in self.headers + self.told)
        bodies = sum(len(variant.body) + BYTES_FOR_VARIANT for variant in variants)
        return BYTES_FOR_PAGE + texts + bodies

    def _last_usual_moment(self):
        """Caches on the way must not hold a page longer than it is true."""
        if self.until is None:
            return self.ends
        return self.ends - max(self.max_age, conf("SHARED_SECONDS") + conf("SHARED_STALE_SECONDS"))


def _joined(name, tags):
    return (" " if name.lower() == "surrogate-key" else ",").join(sorted(tags))
