"""Where HTML is taken as it is, and why that is safe there; everywhere else Django escapes."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["newsportal", "comments", "articles", "accounts", "pagecache", "background"]

TRUSTED = {
    ("articles/templatetags/richtext.py", "_piece", "mark_safe"): (
        "a part of a body, cleaned by articles.html as the last step before it was stored"
    ),
    ("articles/jsonld.py", "json_script", "mark_safe"): (
        "JSON in which each <, > and & is written as \\u003C and the like"
    ),
    ("comments/drawing.py", "_as_it_is", "mark_safe"): (
        "comments, drawn by hand: names are escaped there, the text as in _words.html below"
    ),
    ("templates/comments/_words.html", "", "{{ comment.html|safe }}"): (
        "a comment, escaped and then cleaned by articles.html before it was stored"
    ),
    ("comments/blank_form.py", "blank_form", "mark_safe"): (
        "a template's output, in which marks were replaced by escaped values"
    ),
    ("articles/templatetags/teasers.py", "byline", "format_html of a variable"): (
        "a sentence of the translation"
    ),
    ("articles/templatetags/teasers.py", "_join", "format_html of a variable"): (
        "how the language joins names, of the translation"
    ),
}

# Each gives text the mark that makes templates write it as it is.
MARKS = {"mark_safe", "SafeString", "SafeText", "SafeData", "html_safe", "__html__"}
FORMATS = {"format_html", "format_html_join"}
IN_TEMPLATE = re.compile(
    r"{%\s*(?:autoescape\s+off|filter\s[^%]*safe\b)[^%]*%}|{[{%][^}]*\|\s*(?:safe|safeseq)\b[^}]*}}?"
)


def trusted_in_python(source):
    """(function, what) of each place of a module that marks text as safe."""
    tree = ast.parse(source)
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for node in ast.walk(tree):
        what = _what_it_trusts(node)
        if what:
            around = [one for one in functions if one.lineno <= node.lineno <= one.end_lineno]
            innermost = max(around, key=lambda one: one.lineno, default=None)
            yield (innermost.name if innermost else "", what)


def _what_it_trusts(node):
    if isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        return name if name in MARKS else None
    if isinstance(node, ast.FunctionDef) and node.name in MARKS:
        return node.name
    if isinstance(node, ast.keyword) and node.arg == "is_safe":
        return "is_safe"
    if isinstance(node, ast.alias) and node.asname and node.name in MARKS | FORMATS:
        return f"{node.name} under another name"
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = {"format_html": 0, "format_html_join": 1}.get(name)
        if place is not None and not _is_literal(node.args[place : place + 1]):
            return f"{name} of a variable"
    return None


def _is_literal(arguments):
    return len(arguments) == 1 and isinstance(arguments[0], ast.Constant)


def found_in_the_project():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for function, what in trusted_in_python(path.read_text(encoding="utf-8")):
                yield (path.relative_to(ROOT).as_posix(), function, what)
    for folder in [ROOT / "templates", *(ROOT / app for app in APPS)]:
        for path in folder.rglob("*"):
            if path.suffix in (".html", ".txt", ".xml"):
                for what in IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
                    yield (path.relative_to(ROOT).as_posix(), "", what)


def test_html_is_taken_as_it_is_in_the_listed_places_alone():
    assert set(found_in_the_project()) - TRUSTED.keys() == set()


def test_each_listed_place_is_still_there():
    assert TRUSTED.keys() - set(found_in_the_project()) == set()


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n return mark_safe(x)",
        "from django.utils import safestring\ndef f(x):\n return safestring.mark_safe(x)",
        "def f(x):\n return SafeString(x)",
        "def f(x):\n return format_html(x)",
        "def f(x):\n return format_html(f'<p>{x}</p>')",
        "def f(x):\n return format_html('<p>' + x + '</p>')",
        "def f(x):\n return format_html('<p>{}</p>' % x)",
        "def f(x):\n return format_html_join('', x, [])",
        "from django.utils.safestring import mark_safe as trust",
        "class A:\n def __html__(self):\n  return self.x",
        "@register.filter(is_safe=True)\ndef f(x):\n return x",
    ],
)
def test_new_place_in_python_is_found(code):
    assert list(trusted_in_python(code))


@pytest.mark.parametrize(
    "code",
    ["{{ x|safe }}", "{{ x | safe }}", "{{ x|lower|safe|upper }}", "{% autoescape off %}"]
    + ["{{ x|safeseq }}", "{% firstof x|safe y %}", "{% if a %}{% autoescape  off %}"]
    + ["{% filter safe %}", "{% filter lower|safe %}"],
)
def test_new_place_in_a_template_is_found(code):
    assert IN_TEMPLATE.search(code)


def test_what_is_escaped_is_not_found():
    assert not list(trusted_in_python("def f(x):\n return format_html('<p>{}</p>', x)"))
    assert not IN_TEMPLATE.search("{{ x }}{{ safe }}{% load unsafe %}{{ x|safety }}")
