"""Arrows run down only: newsportal -> comments -> articles -> accounts; ground floor for all."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ["newsportal", "comments", "articles", "accounts", "pagecache", "background"]
MAY_IMPORT = {
    "newsportal": {"comments", "articles", "accounts", "pagecache", "background"},
    "comments": {"articles", "accounts", "pagecache", "background"},
    "articles": {"accounts", "pagecache", "background"},
    "accounts": {"background"},
    "pagecache": set(),
    "background": set(),
}


def imported_apps(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("app", HOUSE)
def test_arrows_run_down_only(app):
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in (ROOT / app).rglob("*.py")
        for other in imported_apps(path)
        if other in HOUSE and other != app and other not in MAY_IMPORT[app]
    ]
    assert wrong == []


def test_no_drawer_for_everything():
    names = {"core", "common", "utils", "helpers", "services", "misc"}
    found = [p for app in HOUSE for p in (ROOT / app).rglob("*") if p.stem in names]
    assert found == []
