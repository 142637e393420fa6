"""The kept pages of this process: bounded in bytes, the longest unread go first.

Readers call `find` without a lock: it is one call into C on a dict whose keys are tuples of
strings, so under the GIL no other thread comes between. That a page was read they only note in the
page (`hits`); who needs room looks at it, and lets what was read go to the end of the line once
more. Everything else locks.
"""

from collections import OrderedDict, defaultdict
from threading import Lock

from pagecache.page import EVERYTHING

# Of addresses that a stranger can invent, so many are kept: queries of one path, other answers
# than 200, spellings of the host.
INVENTED = 100
# A purge is remembered for renderings that began before it.
REMEMBERED_PURGES = 10_000
COUNTED = ("hits", "misses", "passed", "stood_in", "evicted", "purged", "failed")


class Pages:
    def __init__(self):
        self.kept = OrderedDict()
        self.find = self.kept.get
        self.limit = 0  # bytes; the door sets it
        self.by_tag = defaultdict(dict)  # tag -> keys; of dicts only the order and keys matter
        self.invented = defaultdict(dict)  # group -> keys, the oldest first
        self.counts = dict.fromkeys(COUNTED, 0)
        self.after_fork()

    def after_fork(self):
        """A child of this process starts with nothing: it has not heard of any purge."""
        self.lock = Lock()
        self.bytes = 0
        self.number = self.forgotten = 0  # of the last purge, and of the last not remembered
        self.recent = OrderedDict()  # tag -> number of its last purge
        for part in (self.kept, self.by_tag, self.invented):
            part.clear()
        self.counts.update(dict.fromkeys(self.counts, 0))

    def counters(self):
        """What this process has counted: numbers, "bytes" and "limit" in bytes."""
        with self.lock:
            hits = self.counts["hits"] + sum(page.hits for page in self.kept.values())
            now = {"pages": len(self.kept), "bytes": self.bytes, "limit": self.limit}
        return {**self.counts, "hits": hits, **now}

    def keep(self, page, mark):
        """Keep a page whose making began at purge number `mark`; answer whether it was kept.

        Not kept: what was purged while it was made, what is too large, and other answers than
        200 that no tag could purge.
        """
        with self.lock:
            if self._overtaken(page.tags, mark) or page.size > self.limit // 8:
                return False
            if not page.tags and page.code != 200:
                return False
            self._drop(page.key)
            self.kept[page.key] = page
            self.bytes += page.size
            page.counted = page.size
            for tag in page.tags:
                self.by_tag[tag][page.key] = None
            if page.group is not None:
                self._admit(page)
            self._make_room()
            return page.key in self.kept

    def overtaken(self, page, mark):
        """Whether something that the page (or anything with tags) shows was purged since `mark`."""
        with self.lock:
            return self._overtaken(page.tags, mark)

    def look_after(self, page, now):
        """A page was answered that may have grown by an encoding, or come of age."""
        with self.lock:
            if self.kept.get(page.key) is page:
                page.settle(now)
                self.bytes += page.size - page.counted
                page.counted = page.size
                self._make_room()

    def purge(self, tags, gone=False):
        """Purged pages stand in while new ones are made; those that are gone never do."""
        with self.lock:
            for tag in tags:
                self.number += 1
                self.recent[tag] = self.number
                self.recent.move_to_end(tag)
                keys = self.kept if tag == EVERYTHING else self.by_tag.get(tag, ())
                for key in list(keys):
                    self.kept[key].purge()
                    self.counts["purged"] += 1
                    if gone:
                        self._drop(key)
            while len(self.recent) > REMEMBERED_PURGES:
                self.forgotten = self.recent.popitem(last=False)[1]

    def _overtaken(self, tags, mark):
        if mark < max(self.forgotten, self.recent.get(EVERYTHING, 0)):
            return True
        return any(self.recent.get(tag, 0) > mark for tag in tags)

    def _admit(self, page):
        group = self.invented[page.group]
        group[page.key] = None
        if len(group) > INVENTED:
            self._evict(next(iter(group)))

    def _make_room(self):
        while self.bytes > self.limit:
            key, page = next(iter(self.kept.items()))
            if page.hits > page.hits_before:
                page.hits_before = page.hits
                self.kept.move_to_end(key)
            else:
                self._evict(key)

    def _evict(self, key):
        self._drop(key)
        self.counts["evicted"] += 1

    def _drop(self, key):
        page = self.kept.pop(key, None)
        if page is None:
            return
        self.bytes -= page.counted
        self.counts["hits"] += page.hits
        for tag in page.tags:
            self._remove(self.by_tag, tag, key)
        if page.group is not None:
            self._remove(self.invented, page.group, key)

    @staticmethod
    def _remove(index, name, key):
        del index[name][key]
        if not index[name]:
            del index[name]
