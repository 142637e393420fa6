"""Two versions of an article side by side, with the words marked that differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from .models import Article, Author, Image, Section, Tag

PLAIN = ["kicker", "headline", "standfirst", "body", "lead_caption"]
FILED = ["slug", "status", "published_at", "expires_at", "modified_at"]
TOLD = ["withdrawn_reason", "comments_policy"]
# Where a line of a text ends, so that a long text is compared line by line first.
_LINE_END = re.compile(r"(?<=</p>)|(?<=</h[234]>)|(?<=</li>)|(?<=</tr>)|(?<=<hr>)|(?<=\n)")
_WORD = re.compile(r"<[^>]*>|[^\s<]+\s*|\s+|<")
# Beyond so many words a passage is marked as a whole: comparing costs their product.
MOST_WORDS = 3000


@dataclass(frozen=True)
class Row:
    """One field of both: HTML, escaped, with <del> and <ins> around what differs."""

    label: str
    before: str
    after: str


def compare(older, newer):
    """A Row for each field in which two versions differ, in the order of the form."""
    before, after = _said(older, newer), _said(newer, older)
    return [
        Row(label, *mark(before[label], after[label]))
        for label in before
        if before[label] != after[label]
    ]


def mark(before, after):
    """Both texts as HTML, with what was taken out in <del> and what came in in <ins>."""
    left, right = [], []
    for same, old, new in _runs(_LINE_END.split(before), _LINE_END.split(after)):
        if same:
            left.append((True, "".join(old)))
            right.append((True, "".join(new)))
            continue
        words = _WORD.findall("".join(old)), _WORD.findall("".join(new))
        if max(map(len, words)) > MOST_WORDS:
            words = ["".join(old)], ["".join(new)]
        for equal, one, other in _runs(*words):
            left.append((equal, "".join(one)))
            right.append((equal, "".join(other)))
    return (
        _html(left, lambda text: format_html("<del>{}</del>", text)),
        _html(right, lambda text: format_html("<ins>{}</ins>", text)),
    )


def _runs(before, after):
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", before[a:b], after[c:d]


def _html(pieces, mark_up):
    """Each (whether it is the same, text) escaped, and marked up if it is not."""
    marked = ((text if same else mark_up(text),) for same, text in pieces if text)
    return format_html_join("", "{}", marked)


def _said(version, other):
    """{label: text} of a version; names of rows are asked for both at once."""
    field = Article._meta.get_field
    said = {field(name).verbose_name: getattr(version, name) for name in PLAIN}
    said[field("section").verbose_name] = _names(Section, [version.section_id])
    said[field("lead_image").verbose_name] = _names(Image, [version.lead_image_id])
    rows = version.rows or {}
    if version.rows and other.rows:
        said[field("authors").verbose_name] = _names(Author, rows["authors"])
        said[field("tags").verbose_name] = _names(Tag, rows["tags"])
        said[field("images").verbose_name] = _names(Image, [n for n, _c in rows["images"]])
    for name in FILED + TOLD:
        said[field(name).verbose_name] = _shown(version, name)
    return {str(label): text for label, text in said.items()}


def _shown(version, name):
    value = getattr(version, name)
    if hasattr(value, "tzinfo"):
        return date_format(localtime(value), "DATETIME_FORMAT")
    show = getattr(version, f"get_{name}_display", None)
    return str(show() if show else value or "")


def _names(model, numbers):
    found = model.objects.in_bulk([number for number in numbers if number])
    return ", ".join(str(found.get(number, f"#{number}")) for number in numbers if number)
