"""The door: stands before Django's WSGI application and answers what it has kept.

The first half of `__call__` is all that a warm page costs: one look into a dict and a few
comparisons. Whatever is not an ordinary hit goes to `_ask`, step by step.
"""

from time import monotonic, time

from pagecache.answer import Answer
from pagecache.asked import Asking
from pagecache.conf import conf
from pagecache.declare import READS, Notes
from pagecache.encodings import accepted, chosen
from pagecache.flights import AGAIN, ALONE, Flight
from pagecache.page import Page
from pagecache.process import committed, flights, follower, pages

NOT_MODIFIED = "304 Not Modified"
# So long readers wait for a page that another request makes.
PATIENCE_SECONDS = 5
CATCH_UP_SECONDS = 0.4


class Door:
    """WSGI application around another one."""

    def __init__(self, app):
        self.app = app
        self.asking = Asking()
        pages.limit = int(conf("MB") * 1_000_000)
        self.scheme_header, self.noticed = self.asking.scheme_header, self.asking.noticed

    def __call__(self, environ, start_response):
        key = (
            # Without the proxy's word the connection's own holds, as in Asking.key.
            environ.get(self.scheme_header, environ["wsgi.url_scheme"]),
            environ.get("HTTP_HOST"),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING"),
        )
        page = pages.find(key)
        if (
            page is not None
            and time() < page.steady_to
            and environ["REQUEST_METHOD"] == "GET"
            and "HTTP_AUTHORIZATION" not in environ
            and ("HTTP_COOKIE" not in environ or self.noticed(environ["HTTP_COOKIE"]) is None)
        ):
            encoding = chosen.get(environ.get("HTTP_ACCEPT_ENCODING"))
            variant = None if encoding is None else page.variants[encoding]
            if variant is not None:
                page.hits += 1
                if (
                    "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
                ) and _is_unchanged(page, variant, environ):
                    start_response(NOT_MODIFIED, variant.unchanged.copy())
                    return []
                start_response(page.status, variant.headers.copy())
                return [variant.body]
        return self._ask(environ, start_response)

    def _ask(self, environ, start_response):
        """Everything but an ordinary hit."""
        asking = self.asking
        if environ["PATH_INFO"].startswith(asking.untouched):
            return self.app(environ, start_response)
        environ["QUERY_STRING"] = asking.without_tracking(environ.get("QUERY_STRING", ""))
        key = None if asking.goes_round(environ) or not pages.limit else asking.key(environ)
        if key is None:
            return self._pass(environ, start_response)
        follower.start()
        is_urgent = self._catch_up(environ.get("HTTP_COOKIE", ""))
        page = _alive(key)
        if page is not None:
            return _answer(page, environ, start_response)
        if pages.find(key) is None and not asking.admits(key, environ):
            environ[READS] = follower.mark() is not None
            return self._pass(environ, start_response)
        page = _stand_in(key, "STALE_IF_ERROR_SECONDS") if follower.is_behind() else None
        if page is not None:
            return _answer(page, environ, start_response)
        return self._wait_or_make(key, is_urgent, environ, start_response)

    def _pass(self, environ, start_response):
        """Let Django answer; whoever changed something there will be known by a cookie."""
        pages.counts["passed"] += 1
        committed.number = None

        def start(status, headers, *exc_info):
            pages.counts["failed"] += status >= "500"
            if committed.number is not None:
                headers = [*headers, self.asking.fresh_cookie(committed.number)]
            return start_response(status, headers, *exc_info)

        return self.app(environ, start)

    def _wait_or_make(self, key, is_urgent, environ, start_response):
        """Make the page, or get it from the request that makes it already."""
        patience = monotonic() + PATIENCE_SECONDS
        outcome = AGAIN
        while outcome is AGAIN and monotonic() < patience:
            flight, is_mine = flights.join(key)
            if is_mine and (page := _alive(key)) is not None:  # made since it was looked for
                flights.land(key, flight, page)
                return _answer(page, environ, start_response)
            if is_mine:
                return self._make(key, flight, environ, start_response)
            outcome = None if is_urgent else _stand_in(key, "GRACE_SECONDS")
            outcome = outcome or flight.wait(patience - monotonic())
        if outcome is None:  # it takes too long
            outcome = _stand_in(key, "STALE_IF_ERROR_SECONDS")
        if isinstance(outcome, Page):
            return _answer(outcome, environ, start_response)
        return self._make(key, Flight(), environ, start_response)

    def _make(self, key, flight, environ, start_response):
        """Let Django make the page, keep it if it may be kept, and hand it to who waits."""
        pages.counts["misses"] += 1
        outcome = ALONE
        try:
            mark = follower.mark()
            notes = Notes(mark)
            answer = Answer(self.app, self.asking.bare(key, environ, notes), notes)
            pages.counts["failed"] += answer.code >= 500
            page = _stand_in(key, "STALE_IF_ERROR_SECONDS") if answer.code >= 500 else None
            if page is not None:
                answer.close()
                outcome = page
            else:
                page = answer.page(key)
                if page is None:
                    return answer.pass_on(start_response)
                page.group = self.asking.group(key, answer.code, environ)
                outcome = _keep(page, mark, environ)
        finally:
            flights.land(key, flight, outcome)
        return _answer(page, environ, start_response)

    def _catch_up(self, cookies):
        """Whether the reader has just changed something; then it is known here from now on."""
        number = self.asking.fresh(cookies)
        if number is None:
            return False
        if not follower.has_applied(int(number[1])):
            follower.catch_up(CATCH_UP_SECONDS)
        return True


def _keep(page, mark, environ):
    """Keep a page that was begun at this mark; answer what those who wait for it get."""
    page.variant(accepted(environ.get("HTTP_ACCEPT_ENCODING")))
    if mark is not None and pages.keep(page, mark):
        return page
    page.purge()  # good for those who asked, not for caches in front
    return AGAIN if mark is not None and pages.overtaken(page, mark) else page


def _alive(key):
    """The kept page of this key, or None."""
    page = pages.find(key)
    if page is None or not page.lives(time()):
        return None
    page.hits += 1
    return page


def _stand_in(key, seconds):
    """The purged page of this key if it may be shown for this time after its purge, or None."""
    page = pages.find(key)
    if page is None or not page.stands_in(time(), conf(seconds)):
        return None
    pages.counts["stood_in"] += 1
    return page


def _answer(page, environ, start_response):
    """Answer with this page as HEAD, If-None-Match and the moment ask for it."""
    now = time()
    page.refine(now)
    variant = page.variant(accepted(environ.get("HTTP_ACCEPT_ENCODING")))
    pages.look_after(page, now)
    if _is_unchanged(page, variant, environ):
        start_response(NOT_MODIFIED, page.adapted(variant.unchanged, now))
        return []
    start_response(page.status, page.adapted(variant.headers, now))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def _is_unchanged(page, variant, environ):
    """Whether the reader has these bytes. A page is only dated once the date tells it apart."""
    if page.code != 200:
        return False
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return variant.etag in tags or tags.strip() == "*"
    return environ.get("HTTP_IF_MODIFIED_SINCE") == page.last_modified
