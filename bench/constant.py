"""The bare server: a constant body, as long as CONSTANT_BYTES says, and nothing else.

`app` has the two headers that a body needs; `app_with_headers` as many as a page of the portal.
"""

import os

LENGTH = int(os.environ.get("CONSTANT_BYTES", 9000))
BODY = (b"<p>A paragraph of an article that is read often.</p>\n" * (LENGTH // 50 + 1))[:LENGTH]
NEEDED = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
HEADERS = NEEDED + [(f"X-Header-{n}", "as long as a header of a page is") for n in range(13)]


def app(environ, start_response):
    start_response("200 OK", NEEDED)
    return [BODY]


def app_with_headers(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
