"""Reading comments/*.txt, one file for each article that has comments.

A comment begins with "# name | sent after | status": as many # as it is deep in its thread, the
time since the article appeared (14m, 3h, 2d), and a status unless it is approved, or "reported".
Its text follows, up to the next comment.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from newsportal.demo.moments import after

FOLDER = Path(__file__).parent / "comments"
_HEAD = re.compile(r"^(#+) (.+)$", re.MULTILINE)


@dataclass
class Voice:
    """One comment; `parent` is the Voice it answers, or None."""

    name: str
    after: timedelta  # since the article appeared
    status: str
    text: str
    parent: "Voice | None" = None

    @property
    def email(self):
        """An address of nobody: the same for the same name, in a domain that cannot exist."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        word = re.sub(r"\W+", ".", plain.lower()).strip(".")
        return f"{word or self.name.encode().hex()[:24]}@reader.example"


def read_comments(key):
    """Comments under the article `key`, parents before their replies."""
    path = FOLDER / f"{key}.txt"
    if not path.exists():
        return []
    _, *pieces = _HEAD.split(path.read_text(encoding="utf-8"))
    voices, above = [], []
    for marks, head, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        name, later, *status = head.split(" | ")
        depth = len(marks) - 1
        voice = Voice(name, after(later), *(status or ["approved"]), text.strip(), None)
        voice.parent = above[depth - 1] if depth else None
        above[depth:] = [voice]
        voices.append(voice)
    return voices
