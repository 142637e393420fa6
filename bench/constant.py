"""The bare server: a constant body, as long as CONSTANT_BYTES says, and nothing else.

`app` has the two headers that a body needs; `app_with_headers` those of a page of the portal, which
CONSTANT_HEADERS (JSON) lists.
"""

import json
import os

LENGTH = int(os.environ.get("CONSTANT_BYTES", 9000))
BODY = (b"<p>A paragraph of an article that is read often.</p>\n" * (LENGTH // 50 + 1))[:LENGTH]
NEEDED = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
HEADERS = [(name, text) for name, text in json.loads(os.environ.get("CONSTANT_HEADERS", "[]"))]


def app(environ, start_response):
    start_response("200 OK", NEEDED)
    return [BODY]


def app_with_headers(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
