"""Log-in: guessing is bounded, tells nothing, and does not lock out who belongs here."""

import logging
from datetime import timedelta
from multiprocessing.pool import ThreadPool

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.login import Try
from accounts.models import KnownAddress, TryCount

from .world import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "correct horse"


class CountingHasher(PBKDF2PasswordHasher):
    """As the real one, but quick, and it counts how often it had to work."""

    iterations = 1
    worked = 0

    def encode(self, password, salt, iterations=None):
        type(self).worked += 1
        return super().encode(password, salt, iterations)


@pytest.fixture(autouse=True)
def hasher(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    return CountingHasher


@pytest.fixture
def erika():
    return make_user("Editor", username="erika", password=PASSWORD)


def log_in(username, password, address="192.0.2.1", client=None):
    data = {"username": username, "password": password, "next": "/admin/"}
    return (client or Client()).post(LOGIN, data, REMOTE_ADDR=address)


def guess(times, username="erika", address="192.0.2.1"):
    return [log_in(username, f"guess {n}", address).status_code for n in range(times)]


def test_an_eleventh_try_within_the_window_is_refused(erika, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert guess(11) == [200] * 10 + [429]
    refused = log_in("erika", PASSWORD)
    assert refused.status_code == 429
    assert refused["Retry-After"] == str(15 * 60)


def test_other_spellings_of_a_name_are_the_same_name(erika):
    wide = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in "erika"})
    for place in range(10):
        start = place % 5
        log_in("erika"[:start] + "erika"[start:].translate(wide), "wrong")
    assert log_in("erika", PASSWORD).status_code == 429


def test_after_the_window_log_in_is_open_again(erika, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    guess(11)
    time_machine.move_to(now + timedelta(minutes=15), tick=False)
    assert log_in("erika", PASSWORD).status_code == 302


def test_a_refusal_is_one_log_line_that_names_nobody(erika, caplog):
    guess(10)
    with caplog.at_level(logging.WARNING, "accounts.login"):
        guess(1)
    (record,) = [record for record in caplog.records if record.name == "accounts.login"]
    said = record.getMessage()
    assert "192.0.2.0/24" in said
    assert "erika" not in said
    assert "192.0.2.1" not in said


def test_the_known_address_is_not_locked_out_by_others(erika):
    at_home = "2001:db8:1:2::10"
    assert log_in("erika", PASSWORD, at_home).status_code == 302
    assert guess(11, address="2001:db8:1:2::66")[-1] == 429  # the same network
    assert any(refusals([("erika", f"198.51.100.{n}") for n in range(101)]))
    assert log_in("erika", PASSWORD, at_home).status_code == 302


def test_guessing_from_the_known_address_is_bounded_too(erika):
    log_in("erika", PASSWORD)
    assert guess(11) == [200] * 10 + [429]


def refusals(tries):
    """Of tries as (username, address), made one after the other: which were refused."""
    requests = RequestFactory()
    return [
        Try(requests.post(LOGIN, REMOTE_ADDR=address), username).refused_until() is not None
        for username, address in tries
    ]


def test_many_networks_together_cannot_guess_one_password_for_ever():
    tries = [("erika", f"198.51.100.{n}") for n in range(101)]
    assert refusals(tries) == [False] * 100 + [True]


def test_one_network_cannot_try_all_names():
    tries = [(f"name{n}", "198.51.100.7") for n in range(101)]
    assert refusals([*tries, ("erika", "198.51.100.8")]) == [False] * 100 + [True, False]


def test_an_ipv6_network_counts_as_one(erika):
    codes = [guess(1, address=f"2001:db8:1:2::{n:x}")[0] for n in range(1, 12)]
    assert codes == [200] * 10 + [429]


def test_forged_forwarded_addresses_do_not_help(erika):
    codes = []
    for n in range(11):
        data = {"username": "erika", "password": "guess"}
        response = Client().post(LOGIN, data, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
        codes.append(response.status_code)
    assert codes == [200] * 10 + [429]


def test_unknown_names_get_the_same_answers_after_the_same_work(erika, hasher, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    seen = {}
    for username, address in {"erika": "192.0.2.8", "nobody": "192.0.2.9"}.items():
        hasher.worked = 0
        with CaptureQueriesContext(connection) as queries:
            answer = log_in(username, "guess", address)
        text = answer.content.decode().replace(username, "").replace(_token(answer), "")
        work = (hasher.worked, len(queries))
        guess(9, username, address)
        seen[username] = (
            answer.status_code,
            text,
            work,
            log_in(username, "guess", address).content,
        )
    assert seen["erika"] == seen["nobody"]


def _token(answer):
    return str(answer.context["csrf_token"])


def test_a_right_password_forgets_the_tries_before_it(erika):
    guess(9)
    assert log_in("erika", PASSWORD).status_code == 302
    assert guess(10) == [200] * 10


def test_the_count_holds_nobodys_name_or_address(erika):
    guess(1)
    log_in("erika", PASSWORD)
    stored = repr([*TryCount.objects.values(), *KnownAddress.objects.values()])
    assert "erika" not in stored
    assert "192.0.2" not in stored


def test_old_counts_and_places_are_forgotten(erika, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    log_in("erika", PASSWORD, "192.0.2.1")
    guess(1, address="192.0.2.2")
    time_machine.move_to(now + timedelta(days=181), tick=False)
    log_in("erika", PASSWORD, "192.0.2.3")
    assert KnownAddress.objects.count() == 1
    assert TryCount.objects.filter(ends_at__lte=timezone.now()).count() == 0


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted():
    def one_try(number):
        try:
            return guess(1)[0]
        finally:
            connection.close()

    with ThreadPool(8) as pool:
        codes = pool.map(one_try, range(16))
    assert sorted(codes) == [200] * 10 + [429] * 6


def test_log_in_gives_a_new_session_and_log_out_ends_it(erika, settings):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    log_in("erika", PASSWORD, client=client)
    key = client.session.session_key
    assert key != planted
    assert client.get("/admin/").status_code == 200

    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = key
    assert stolen.get("/admin/").status_code == 200
    client.post(reverse("admin:logout"))
    assert stolen.get("/admin/").status_code == 302
    planted_one = Client()
    planted_one.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert planted_one.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)"]
)
def test_log_in_never_leads_off_the_site(erika, target):
    data = {"username": "erika", "password": PASSWORD, "next": target}
    assert Client().post(LOGIN, data)["Location"] == "/admin/"


def test_log_in_from_another_site_is_refused():
    data = {"username": "erika", "password": "guess"}
    client = Client(enforce_csrf_checks=True)
    assert client.post(LOGIN, data, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert TryCount.objects.count() == 0


@pytest.mark.parametrize("name", ["", "x" * 5000, "a\x00b", "\ud800".encode("utf-8", "replace")])
def test_no_name_breaks_the_log_in(name):
    assert log_in(name, "guess").status_code == 200
