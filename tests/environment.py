"""The environment in which the tests run; loaded before the settings are (see addopts)."""

import os
import shutil
import tempfile

_own = "NEWSPORTAL_TEST_DATA" not in os.environ
if _own:  # a worker of a parallel run uses the folder of the process that started it
    os.environ["NEWSPORTAL_TEST_DATA"] = tempfile.mkdtemp(prefix="newsportal-test-")

os.environ["NEWSPORTAL_DATA"] = os.environ["NEWSPORTAL_TEST_DATA"]
os.makedirs(os.path.join(os.environ["NEWSPORTAL_DATA"], "static"), exist_ok=True)
# Tests that run side by side would share one Redis; those about Redis ask for it.
if os.environ.get("REDIS_URL"):
    os.environ["TEST_REDIS_URL"] = os.environ.pop("REDIS_URL")
os.environ.update(
    DEBUG="0",
    SECRET_KEY="only-for-tests-" + "k" * 50,
    SITE_URL="http://testserver",
    SITE_NAME="The Test Gazette",
    SITE_TAGLINE="All the news that tests",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DEFAULT_FROM_EMAIL="gazette@example.org",
    EMAIL_URL="smtp://localhost:1",
    LANGUAGE_CODE="en",
    TIME_ZONE="Europe/Tallinn",
    TRUSTED_PROXIES="0",
    LOG_LEVEL="WARNING",
)


def pytest_unconfigure(config):
    if _own:
        shutil.rmtree(os.environ["NEWSPORTAL_TEST_DATA"], ignore_errors=True)
