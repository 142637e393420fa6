"""What of a request the cache looks at: who may be answered from it, and by which key.

A key is (scheme, host, path, query), spelled as the view will see it. Requests that are spelled
in any unusual way are not normalised, they go round the cache: what two parsers could read
differently is nobody's kept page.
"""

import re
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import get_path_info
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from pagecache.conf import conf
from pagecache.declare import NOTES

# For so long a person who changed something gets nothing older than the change.
FRESH_SECONDS = 10
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?")
ODD_PATH = re.compile(r"//|/\.{1,2}(/|$)|[\x00-\x20\x7f\\;?#]")
PLAIN_QUERY = re.compile(r"[\w.~-]+=[\w.~:,@!*-]*(&[\w.~-]+=[\w.~:,@!*-]*)*", re.ASCII)
TRACKING = (
    r"(utm|mtm|matomo|hsa|oly)_\w+|pk_(campaign|kwd|keyword|source|medium|content|cid)|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|"
    r"igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|mkt_tok|srsltid|epik|vero_id|_openstat"
)


class Asking:
    """How this site is asked; read from the settings once."""

    def __init__(self):
        if settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT:
            raise ImproperlyConfigured(
                "The page cache knows a site by its Host header: let the proxy pass it on and "
                "leave USE_X_FORWARDED_HOST and USE_X_FORWARDED_PORT off."
            )
        header, secure = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
        self.scheme_header, self.secure = header, secure
        private = (settings.SESSION_COOKIE_NAME, *conf("PRIVATE_COOKIES"))
        self.private = re.compile(_cookies(private)).search
        # The prefix makes the browser refuse a cookie set by a neighbouring subdomain.
        self.fresh_name = "__Host-fresh" if settings.SESSION_COOKIE_SECURE else "fresh"
        self.noticed = re.compile(_cookies((*private, "fresh"))).search
        self.fresh = re.compile(rf"(?:^|;\s*){self.fresh_name}=(\d{{1,18}})(?:;|$)").search
        self.tracks = re.compile("|".join([TRACKING, *conf("TRACKING")]), re.IGNORECASE).fullmatch
        self.untouched = tuple(
            prefix
            for prefix in (settings.STATIC_URL, settings.MEDIA_URL, *conf("UNTOUCHED"))
            if prefix and prefix.startswith("/") and prefix != "/"
        )

    def without_tracking(self, query):
        """The query as it came, less the parameters that only measure advertising."""
        pairs = filter(None, query.split("&"))
        return "&".join(p for p in pairs if not self.tracks(unquote_plus(p.partition("=")[0])))

    def goes_round(self, environ):
        """Whether the answer could be this reader's alone, or the request is an unusual one."""
        return (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_AUTHORIZATION" in environ
            or environ.get("CONTENT_LENGTH", "") not in ("", "0")
            or "HTTP_TRANSFER_ENCODING" in environ
            or self.private(environ.get("HTTP_COOKIE", "")) is not None
        )

    def key(self, environ):
        """The key, or None for a query that cannot be part of one."""
        query = environ["QUERY_STRING"]
        if query:
            names = [pair.partition("=")[0] for pair in query.split("&")]
            if len(query) > 200 or not PLAIN_QUERY.fullmatch(query) or len(set(names)) < len(names):
                return None
            query = "&".join(sorted(query.split("&")))
        return (self._scheme(environ), environ.get("HTTP_HOST"), environ["PATH_INFO"], query)

    def admits(self, key, environ):
        """Whether a page may be kept by this key: host, path, and a view that opted in."""
        _, host, path, query = key
        if not host or not HOST.fullmatch(host) or ODD_PATH.search(path):
            return False
        if not validate_host(split_domain_port(host)[0], _allowed_hosts()):
            return False
        try:
            view = resolve(get_path_info(environ), settings.ROOT_URLCONF).func
        except Resolver404:
            return False
        listed = getattr(view, "pagecache_query", None)
        names = {pair.partition("=")[0] for pair in query.split("&") if pair}
        return listed is not None and names <= listed

    def fresh_cookie(self, number):
        """Set-Cookie by which every process knows who has just changed something."""
        secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
        parts = f"Max-Age={FRESH_SECONDS}; Path=/; HttpOnly; SameSite=Lax{secure}"
        return ("Set-Cookie", f"{self.fresh_name}={number}; {parts}")

    def group(self, key, code, environ):
        """To which number of addresses that a stranger can invent the page belongs, or None."""
        _, host, path, query = key
        port = host.rpartition("]")[2].partition(":")[2]
        if port not in ("", environ.get("SERVER_PORT")) and host not in conf("HOSTS"):
            return "port"
        if code != 200:
            return "code"
        return (host, path) if query else None

    def bare(self, key, environ, notes):
        """The request without anything that is not in the key, for Django to answer."""
        scheme, host, path, query = key
        same = ("SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT")
        bare = {name: environ[name] for name in same if name in environ}
        bare |= {name: thing for name, thing in environ.items() if name.startswith("wsgi.")}
        return bare | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "0.0.0.0",  # noqa: S104 nobody's address, not one to listen on
            "HTTP_HOST": host,
            self.scheme_header: scheme,
            NOTES: notes,
        }

    def _scheme(self, environ):
        """As request.scheme decides; the secure one spelled as the proxy spells it."""
        told = environ.get(self.scheme_header)
        if told is None:
            return self.secure if environ["wsgi.url_scheme"] == "https" else "http"
        return self.secure if told.split(",", 1)[0].strip() == self.secure else "http"


def _cookies(names):
    return "|".join(f"{re.escape(name)}=" for name in names)


def _allowed_hosts():
    if settings.DEBUG and not settings.ALLOWED_HOSTS:
        return [".localhost", "127.0.0.1", "[::1]"]  # as Django does
    return settings.ALLOWED_HOSTS
