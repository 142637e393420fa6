"""Reading edition/*.txt: header lines "key: value", an empty line, the body as HTML.

    published, modified    see moments; `published` of a draft is left out
    picture                key of the lead image in pictures.catalogue
    picture caption        instead of the picture's own
    correction, update     "when | text", as often as needed
    front                  place on the front page, 1 is the lead
    reason                 why a withdrawn article was withdrawn

A figure of the body is `<figure data-image="KEY"></figure>`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "edition"
FIGURE = re.compile(r'<figure data-image="([\w-]+)"></figure>')
_LISTS = ("authors", "tags")
_NOTES = ("correction", "update")


@dataclass
class Page:
    """One article as it stands in its file; `key` is the file's name without ending."""

    key: str
    headline: str
    slug: str
    section: str
    body: str
    kicker: str = ""
    standfirst: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    picture: str = ""
    picture_caption: str = ""
    published: str = ""
    modified: str = ""
    status: str = "published"
    reason: str = ""
    comments: str = "site"
    front: str = ""
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # kind, when, text


def read_edition():
    return [_read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _read(path):
    header, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    parts, notes = {}, []
    for line in header.splitlines():
        key, value = line.split(": ", 1)
        if key in _NOTES:
            notes.append((key, *value.split(" | ", 1)))
        else:
            parts[key.replace(" ", "_")] = value.split(", ") if key in _LISTS else value
    return Page(key=path.stem, body=body.strip(), notes=notes, **parts)
