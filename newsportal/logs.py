import logging
import re

# What in these addresses opens something: a receipt, a mailed link.
_KEYS = re.compile(r"(/comment/(?:receipt|report|confirm|mails|mine/open)/)[\w-]{20,}")


class OneLine(logging.Formatter):
    """A log record as one line: what came from outside cannot begin a line of its own.

    Django logs the address of what it refuses; who reads the log shall not open receipts.
    """

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        text = _KEYS.sub(r"\1…", super().format(record))
        if not record.exc_info:
            return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
        # A traceback keeps its lines; other control characters go.
        return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
