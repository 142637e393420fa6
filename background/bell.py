"""A bell that all workers hear, through Redis; missing a stroke costs a moment, never a job."""

import logging
import time
from urllib.parse import urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeout
from redis.retry import Retry

logger = logging.getLogger(__name__)

# A reader waits for the bell to be rung, so it has little time (seconds, for connecting and for
# answering), and after a failure it is left alone for a while.
PATIENCE = 0.02
QUIET_AFTER_FAILURE = 5


class Bell:
    def __init__(self, url):
        self.url = url
        # Channels do not know the numbered databases of Redis; two sites keep apart by name.
        self.channel = f"background:work:{urlsplit(url).path.strip('/') or 0}"
        self._quiet_until = 0.0
        self._redis = self._connect(PATIENCE)

    def _connect(self, patience):
        return Redis.from_url(
            self.url,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            retry=Retry(NoBackoff(), 0),
        )

    def ring(self):
        """Wake the workers; whether it succeeds matters to nobody but the log."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._redis.publish(self.channel, "")
        except RedisError as error:
            self._quiet_until = time.monotonic() + QUIET_AFTER_FAILURE
            logger.warning("Redis cannot wake the workers: %s", type(error).__name__)

    def listen(self, heard):
        """Call `heard()` for each stroke, until RedisError says that the line is dead."""
        with self._connect(5) as redis, redis.pubsub(ignore_subscribe_messages=True) as line:
            line.subscribe(self.channel)
            answered = True
            while True:
                message = line.get_message(timeout=5)
                if message is None and not answered:
                    raise RedisTimeout("Redis is stuck")
                if message is None:
                    line.ping()
                elif message["type"] == "message":
                    heard()
                answered = message is not None
