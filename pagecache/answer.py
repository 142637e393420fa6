"""What Django answered, and whether it may become everybody's page."""

import logging

from django.utils import timezone, translation

from pagecache.page import Page

logger = logging.getLogger(__name__)

# Other answers than 200 are kept only if a tag can purge them, see Pages.keep.
KEPT = {200, 301, 308, 404, 410}
ENCODING = "accept-encoding"


class Answer:
    warned = set()

    def __init__(self, app, environ, notes):
        self.notes = notes
        # What an earlier request may have left in this thread is not in the key either.
        translation.deactivate()
        timezone.deactivate()
        self.body = app(environ, self._start)
        self.code = int(self.status[:3])

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def pass_on(self, start_response):
        start_response(self.status, self.headers)
        return self.body

    def close(self):
        if hasattr(self.body, "close"):
            self.body.close()

    def page(self, key):
        """The Page for this key; None, with one line in the log, if it may not be shared."""
        if not self.notes.declared or self.code not in KEPT:
            return None
        refusal = self._refusal()
        if refusal:
            self._warn(refusal)
            return None
        if self._header("cache-control") & {"private", "no-store", "no-cache"}:
            return None
        try:
            body = b"".join(self.body)
        finally:
            self.close()
        return Page(key, self.status, self.headers, body, self.notes)

    def _refusal(self):
        """What a view that opted in did although its page is for everybody."""
        if getattr(self.body, "streaming", False):
            return "is streamed"
        if self._header("set-cookie"):
            return "sets a cookie"
        if self._header("content-encoding"):
            return "is compressed already"
        varies = self._header("vary") - {ENCODING}
        return f"varies by {', '.join(sorted(varies))}" if varies else None

    def _header(self, name):
        """The comma-separated parts of all headers of this name, in lower case."""
        texts = [text for header, text in self.headers if header.lower() == name]
        return {part.strip().lower() for text in texts for part in text.split(",")} - {""}

    def _warn(self, refusal):
        said = (self.notes.declared, refusal)
        if said not in self.warned:
            self.warned.add(said)
            logger.warning("The page of %s is declared as kept and is not: it %s", *said)
