"""What a request brings with it, bounded before Django looks at it.

Django reads a body while one of the few threads of the server waits, a file into the temporary
folder, both before it asks who sends it; and it believes any charset that a request names.
"""

import re
from io import BytesIO
from tempfile import TemporaryFile
from threading import BoundedSemaphore

from django.conf import settings

# Bytes of a body: of somebody who may be logged in a picture fits, of others a form.
LARGEST_UPLOAD = 25_000_000
LARGEST_FORM = 1_000_000
IN_MEMORY = 1_000_000
PIECE = 65_536
# So long a body waits for its turn: many readers who write at once pass, and a thread is not lost.
PATIENCE = 0.25  # seconds

_BOUNDARY = re.compile(r";\s*boundary=(\"[^\"]*\"|[^\s;\"]+)", re.IGNORECASE)


class Guard:
    """WSGI application around another one. At most half of the threads read bodies.

    Without that limit as many connections as there are threads, each sending its body byte by
    byte, would keep everybody from the pages.
    """

    def __init__(self, app, threads=None):
        self.app = app
        self.room = BoundedSemaphore(max(1, (threads or settings.WEB_THREADS) // 2))

    def __call__(self, environ, start_response):
        if kind := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = plain_type(kind)
        size = _size(environ)
        if not size:
            return self.app(environ, start_response)
        if size > _largest(environ):
            return _refuse(start_response, "413 Content Too Large")
        if not self.room.acquire(timeout=PATIENCE):
            return _refuse(start_response, "503 Service Unavailable", ("Retry-After", "2"))
        with BytesIO() if size <= IN_MEMORY else TemporaryFile() as body:
            try:
                is_whole = _copy(environ["wsgi.input"], body, size)
            finally:
                self.room.release()
            if not is_whole:
                return _refuse(start_response, "400 Bad Request")
            body.seek(0)
            return self.app({**environ, "wsgi.input": body}, start_response)


def plain_type(text):
    """A Content-Type without charset and the like: forms are UTF-8, whatever they call themselves.

    Python knows charsets that decode no text (rot13), and Django stumbles over parameters in the
    spelling of RFC 2231 before it can answer.
    """
    kind = text.partition(";")[0].strip()
    boundary = _BOUNDARY.search(text)
    return f"{kind}; boundary={boundary[1]}" if boundary else kind


def _size(environ):
    try:
        return max(0, int(environ.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def _largest(environ):
    has_session = f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")
    return LARGEST_UPLOAD if has_session else LARGEST_FORM


def _copy(source, target, size):
    """Whether `size` bytes came."""
    while size > 0:
        piece = source.read(min(size, PIECE))
        if not piece:
            return False
        target.write(piece)
        size -= len(piece)
    return True


def _refuse(start_response, status, *headers):
    text = status.encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
            *headers,
        ],
    )
    return [text]
