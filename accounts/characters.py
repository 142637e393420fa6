"""Characters that a reader cannot see, or that change what stands around them.

Used for what is shown: a name or a text looks like what it says, wherever it stands.
"""

import re
import unicodedata

# Marks above and below one letter; no language needs more, "zalgo" text has dozens.
MAX_MARKS = 4

# Controls (tab and line feed stay), fillers that look like nothing, every format character but
# joiners, direction marks and the visible Arabic number signs; noncharacters, which feeds refuse.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")

# Scripts whose letters a joiner shapes (Arabic to Mongolian and Khmer), and emoji.
_JOINED = "\u0600-\u18ff\u2190-\u2bff\ufb50-\ufdfc\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff"
_STRAY_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d](?![{_JOINED}])")
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_STRAY_SELECTORS = re.compile(f"(?<=[{_SELECTORS}])[{_SELECTORS}]+|^[{_SELECTORS}]+")


def neutralise(text):
    """`text` as it may be shown: NFC, lines ended by \\n, nothing invisible, no towers of marks.

    Direction marks stay, since Hebrew and Arabic texts need them; overrides and isolates go.
    Doing it twice changes nothing.
    """
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return _INVISIBLE.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    for stray in (_INVISIBLE, _STRAY_SELECTORS, _STRAY_JOINERS):
        text = stray.sub("", text)
    return unicodedata.normalize("NFC", _limit_marks(text))


def neutralise_line(text):
    """The same for a name: one line, single spaces, no direction marks."""
    return " ".join(neutralise(_DIRECTION_MARKS.sub("", text)).replace("\u2800", " ").split())


def can_be_seen(text):
    """Whether anything of `text` puts ink on the page."""
    return any(not c.isspace() and c != "\u2800" and not _is_mark(c) for c in neutralise(text))


def _is_mark(char):
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _limit_marks(text):
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if char > "\u02ff" and _is_mark(char) else 0
        if marks <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)
