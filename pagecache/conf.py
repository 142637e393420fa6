"""What a site may set as PAGECACHE_…, with the values that hold when it does not."""

from django.conf import settings

DEFAULTS = {
    # Megabytes of kept answers in each process; 0 keeps nothing.
    "MB": 32,
    # A page that nobody purged is made again after this time, should a purge have been forgotten.
    "LIFE_SECONDS": 6 * 3600,
    # While one reader waits for the new page, the others get the purged one for so long. With the
    # 0.25 s that a purge may travel this stays under half a second.
    "GRACE_SECONDS": 0.25,
    # How long a purged copy may stand in when making a new one fails.
    "STALE_IF_ERROR_SECONDS": 12 * 3600,
    # How long caches in front may keep an answer, and go on using it while they ask for a new one.
    # Raise both only where they are told of purges (FRONT).
    "SHARED_SECONDS": 1,
    "SHARED_STALE_SECONDS": 2,
    # Under which names the tags are sent to what stands in front; () sends none.
    "TAG_HEADERS": ("Surrogate-Key", "Cache-Tag"),
    # Cookies beside the session's with which a request goes round the cache.
    "PRIVATE_COOKIES": ("messages",),
    # Query parameters beside the known ones that only measure advertising.
    "TRACKING": (),
    # Paths beside STATIC_URL and MEDIA_URL that are none of the cache's business.
    "UNTOUCHED": (),
    # Host headers with a port ("news.example:8443") under which the site is really known, where
    # that is not the port at which it listens.
    "HOSTS": (),
    # Dotted path of a callable(tags) that enqueues a purge of what stands in front, see `front`.
    "FRONT": None,
    # The Redis that tells processes at once that there is a purge to read; None: they look.
    "REDIS_URL": None,
}


def conf(name):
    return getattr(settings, f"PAGECACHE_{name}", DEFAULTS[name])
