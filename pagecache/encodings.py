"""In which encoding an answer goes out: br, gzip or as it is."""

import gzip
import re

import brotli

IDENTITY, GZIP, BR = range(3)
NAMES = (None, "gzip", "br")
# Browsers send a handful of Accept-Encoding headers; what strangers invent must not pile up.
REMEMBERED = 500
# A longer header is no browser's: it is neither read nor remembered.
LONGEST = 300
# header -> encoding, for the door to look into; filled by `accepted`.
chosen = {}

REFUSED = re.compile(r"q=0(\.0*)?")

# Content types worth compressing.
TEXT = ("text/", "application/json", "application/ld+json", "application/feed+json")
TEXT_ENDS = ("xml", "javascript", "manifest+json")


def accepted(header):
    """The best encoding that this Accept-Encoding header (or None) admits."""
    if header is not None and len(header) > LONGEST:
        return IDENTITY
    encoding = chosen.get(header)
    if encoding is None:
        encoding = _parsed(header or "")
        if len(chosen) > REMEMBERED:
            chosen.clear()
        chosen[header] = encoding
    return encoding


def encode(body, encoding, well=True):
    """`body` in this encoding; if not `well`, a seventh larger in a third of the time."""
    if encoding == BR:
        return brotli.compress(body, quality=5 if well else 2)
    if encoding == GZIP:
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body


def decode(body):
    """What became `body` by encode(…, BR)."""
    return brotli.decompress(body)


def compresses(headers, body):
    """Whether it is worth the time to make smaller copies of this answer."""
    kind = next((text for name, text in headers if name.lower() == "content-type"), "")
    kind = kind.partition(";")[0].strip().lower()
    return len(body) > 200 and (kind.startswith(TEXT) or kind.endswith(TEXT_ENDS))


def _parsed(header):
    weights = {}
    for part in header.lower().replace(" ", "").split(","):
        name, _, parameter = part.partition(";")
        weights[name] = not REFUSED.fullmatch(parameter)
    for encoding in (BR, GZIP):
        if weights.get(NAMES[encoding], weights.get("*", False)):
            return encoding
    return IDENTITY
