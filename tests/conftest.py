import os
import shutil

import pytest
from django.conf import settings

from tests.mail_server import mail_server, smtp  # noqa: F401 (fixtures for every test)

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
POSTGRES_URL = os.environ.get("DATABASE_URL") or os.environ.get("POSTGRES_URL", "")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
# Of tests that reach a database, though they ask for no fixture of it.
DATA_MARKS = {"django_db", "postgres", "redis"}
NEEDED = {"browser": CHROMIUM, "postgres": POSTGRES_URL, "redis": REDIS_URL}


def pytest_configure(config):
    # Tests read static files where they are written; collecting them is tested by itself.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.WHITENOISE_USE_FINDERS = True
    # A good hash is slow on purpose; test_login.py counts how often one is made.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config, items):
    """What touches no data runs once, on SQLite: pytest-django keeps it from every database."""
    if not os.environ.get("DATABASE_URL"):
        return
    here = [item for item in items if _touches_data(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_data(item)])
    items[:] = here


def _touches_data(item):
    marks = {mark.name for mark in item.iter_markers()}
    return bool({"db", "transactional_db"} & set(item.fixturenames) or marks & DATA_MARKS)


def pytest_runtest_setup(item):
    for marker, address in NEEDED.items():
        if item.get_closest_marker(marker) and not address:
            if os.environ.get("REQUIRE_ALL") == "1":
                pytest.fail(f"{marker} is required here and missing", pytrace=False)
            pytest.skip(f"needs {marker}")


@pytest.fixture
def postgres_url():
    """Address of a real PostgreSQL server; for tests marked postgres."""
    return POSTGRES_URL


@pytest.fixture
def redis_url():
    """Address of a real Redis database that may be emptied; for tests marked redis."""
    return REDIS_URL
