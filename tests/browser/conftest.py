"""A real Chromium before a real server: `page` (scripts on), `plain_page` (off), `portal`."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM

# Playwright runs an event loop in the test's own thread; Django would refuse its queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def portal(live_server, settings):
    """The running site; `portal.url` is its address, and what its own links begin with."""
    settings.SITE_URL = live_server.url
    return live_server


@pytest.fixture
def open_context(browser, portal):
    """Function that makes a browser context (a visitor of its own) with the given options.

    A visitor can read relative addresses, and the test fails if any of their pages raised a
    script error or broke the content security policy.
    """
    contexts, complaints = [], []

    def _open(**options):
        context = browser.new_context(**{"base_url": portal.url, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: _note(message.text, complaints))
        contexts.append(context)
        return context

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []


def _note(text, complaints):
    if "Content Security Policy" in text:
        complaints.append(text)


@pytest.fixture
def page(open_context):
    return open_context().new_page()


@pytest.fixture
def plain_page(open_context):
    """A page of a visitor whose browser runs no scripts."""
    return open_context(java_script_enabled=False).new_page()
