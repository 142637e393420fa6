"""Everything is escaped but for what stands in this list, each with the reason why it may."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_ESCAPED = re.compile(r"\|\s*safe(seq)?\b|mark_safe\(|SafeString\(|autoescape\s+off|html_safe\b")
MAY = {
    "articles/jsonld.py": "JSON in which nothing can end the element around it",
    "articles/templatetags/richtext.py": "parts of a body that was cleaned when it was stored",
    "templates/comments/_words.html": "a comment's HTML, cleaned when it was stored",
}


def test_only_these_places_show_html_that_is_not_escaped_there():
    places = {}
    for folder in ("accounts", "articles", "background", "comments", "newsportal", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt", ".xml"):
                found = NOT_ESCAPED.findall(path.read_text(encoding="utf-8"))
                if found:
                    places[str(path.relative_to(ROOT))] = len(found)
    assert places == dict.fromkeys(MAY, 1)
