"""What a public site must choose has no default; .env.example tells of every variable."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {
    "SECRET_KEY": "a-long-random-value-" * 3,
    "SITE_URL": "https://news.example",
    "ALLOWED_HOSTS": "news.example",
    "DEFAULT_FROM_EMAIL": "newsroom@news.example",
}


def manage(*arguments, **environment):
    """Run manage.py in an environment of its own: (exit code, all that it printed)."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "NEWSPORTAL_DATA")}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", PUBLIC)
def test_public_site_does_not_start_without_its_choices(name):
    code, said = manage("check", **{k: v for k, v in PUBLIC.items() if k != name})
    assert code == 1
    assert name in said
    assert len(said.strip().splitlines()) == 1


def test_trial_with_debug_needs_no_choices():
    assert manage("check", DEBUG="1")[0] == 0


def test_production_example_passes_the_deployment_checks():
    code, said = manage("check", "--deploy", "--fail-level", "WARNING", **PUBLIC)
    assert (code, "no issues" in said) == (0, True), said


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://localhost/x"), ("SITE_URL", "news.example")]
)
def test_wrong_choice_is_one_clear_sentence(name, value):
    code, said = manage("check", **PUBLIC | {name: value})
    assert code == 1
    assert name in said
    assert len(said.strip().splitlines()) == 1


def test_every_variable_is_in_the_example():
    settings = (ROOT / "newsportal" / "settings.py").read_text()
    used = set(re.findall(r'(?:env\.\w+|must_choose)\(\s*"([A-Z_]+)"', settings))
    told = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert used - told == set()


@pytest.mark.django_db
def test_sqlite_is_set_up_for_a_web_server():
    if connection.vendor != "sqlite":
        assert connection.settings_dict["OPTIONS"]["pool"]
        return
    with connection.cursor() as cursor:
        found = {}
        for pragma in ("synchronous", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {pragma}")
            found[pragma] = cursor.fetchone()[0]
    assert found == {"synchronous": 1, "foreign_keys": 1, "busy_timeout": 5000}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_tags_of_pages_are_sent_only_where_a_cache_in_front_reads_them():
    ask = (
        "shell",
        "-v0",
        "-c",
        "from django.conf import settings as s; print(s.PAGECACHE_TAG_HEADERS)",
    )
    assert manage(*ask, **PUBLIC)[1].strip() == "()"
    assert "Surrogate-Key" in manage(*ask, **PUBLIC, FRONT_URL="varnish://127.0.0.1:1")[1]
