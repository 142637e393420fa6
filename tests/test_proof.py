"""What a browser has proven is known to us alone, can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from comments.keys import email_key
from comments.models import Proof
from comments.proof import Browser, cookie_name, proven_keys

pytestmark = pytest.mark.django_db
ANN, BOB = email_key("Ann@example.org"), email_key("bob@example.org")


def request_with(cookie=None):
    request = RequestFactory().get("/")
    if cookie is not None:
        request.COOKIES[cookie_name()] = cookie
    return request


def prove(*keys):
    """The cookie (a Morsel) of a browser that has proven these."""
    browser, response = Browser(request_with()), HttpResponse()
    for key in keys:
        browser.prove(key)
    browser.keep_on(response)
    return response.cookies[cookie_name()]


def test_a_browser_proves_several_addresses():
    cookie = prove(ANN, BOB).value
    assert proven_keys(request_with(cookie)) == {ANN, BOB}
    assert proven_keys(request_with()) == frozenset()


def test_a_browser_without_a_cookie_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert proven_keys(request_with()) == frozenset()
        assert proven_keys(request_with("forged:cookie")) == frozenset()


@pytest.mark.parametrize("change", [str.upper, lambda c: c[:-1], lambda c: "x" + c, lambda c: ""])
def test_a_cookie_that_we_did_not_sign_proves_nothing(change):
    cookie = prove(ANN).value
    assert proven_keys(request_with(change(cookie))) == frozenset()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = prove(ANN)
    assert cookie.key.startswith("__Host-")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert cookie["max-age"] >= timedelta(days=365).total_seconds()


def test_neither_cookie_nor_database_opens_the_other():
    cookie = prove(ANN).value
    assert "ann" not in cookie.lower()
    stored = repr(list(Proof.objects.values()))
    assert cookie.rpartition(":")[0] not in stored


def test_a_proof_is_taken_back_everywhere_and_others_stay():
    first, second = prove(ANN, BOB).value, prove(ANN).value
    Proof.objects.forget(ANN)
    assert proven_keys(request_with(first)) == {BOB}
    assert proven_keys(request_with(second)) == frozenset()


def test_a_proof_ends_and_is_removed():
    cookie = prove(ANN).value
    with time_machine.travel(datetime.now(UTC) + timedelta(days=401)):
        assert proven_keys(request_with(cookie)) == frozenset()
        assert Proof.objects.trim() == 1
