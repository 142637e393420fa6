"""Telling other processes by Redis that there is something to read in the table of purges.

Only a knock on the door: without Redis, or with a stuck one, they find it 250 ms later.
"""

from threading import Thread
from time import monotonic, sleep

from pagecache.conf import conf

CHANNEL = "pagecache"
# Added to a change at most once in the time that a Redis which failed is left alone.
TIMEOUT_SECONDS = 0.02
LEFT_ALONE_SECONDS = 5


class _Bell:
    """The connection by which this process knocks; left alone for a while after a failure."""

    client = None
    rests_until = 0.0


def announce():
    if not conf("REDIS_URL") or monotonic() < _Bell.rests_until:
        return
    import redis  # only a site that uses it needs it

    try:
        if _Bell.client is None:
            _Bell.client = _connect(TIMEOUT_SECONDS, TIMEOUT_SECONDS)
        _Bell.client.publish(CHANNEL, "")
    except redis.RedisError:
        _Bell.rests_until = monotonic() + LEFT_ALONE_SECONDS


def listen(follower):
    """Wake the follower at every knock, in a thread of its own; nothing without a Redis."""
    if conf("REDIS_URL"):
        Thread(target=_listen, args=[follower], name="pagecache-push", daemon=True).start()


def _listen(follower):
    import redis

    while not follower.stopped:
        try:
            with _connect(2, 5).pubsub() as heard:
                heard.subscribe(CHANNEL)
                while not follower.stopped:
                    if heard.get_message(timeout=1) is not None:
                        follower.wake()
        except redis.RedisError:
            sleep(1)


def _connect(to_connect, to_answer):
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return redis.Redis.from_url(
        conf("REDIS_URL"),
        socket_connect_timeout=to_connect,
        socket_timeout=to_answer,
        health_check_interval=5,
        retry=Retry(NoBackoff(), 0),
    )
