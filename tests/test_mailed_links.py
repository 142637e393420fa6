"""A mailed link acts once, for one address and one purpose, and strangers fill no mailbox."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from comments.models import MailedEnough, MailedLink

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def make(purpose="confirm", email="Ann@Example.org", **parts):
    return MailedLink.objects.make(purpose, email, **{"valid_for": HOUR, **parts})


def test_a_link_is_good_once_for_its_address_and_purpose():
    token = make(browser="b" * 64)
    assert MailedLink.objects.look_at("confirm", token) is not None
    link = MailedLink.objects.use("confirm", token)
    assert (link.email, link.email_key) == ("Ann@Example.org", "ann@example.org")
    assert link.browser == "b" * 64
    assert MailedLink.objects.use("confirm", token) is None
    assert MailedLink.objects.look_at("confirm", token) is None


def test_looking_uses_nothing_up():
    token = make()
    before = MailedLink.objects.values().get()
    MailedLink.objects.look_at("confirm", token)
    assert MailedLink.objects.values().get() == before


@pytest.mark.parametrize("bad", ["", "A" * 43, "\ud800", "x" * 5000, "é"])
def test_wrong_used_expired_and_foreign_tokens_look_the_same(bad):
    used, foreign = make(email="used@example.org"), make("mine")
    MailedLink.objects.use("confirm", used)
    with time_machine.travel(datetime.now(UTC) - 2 * HOUR, tick=False):
        expired = make(email="late@example.org")
    for token in (bad, used, foreign, expired):
        assert MailedLink.objects.look_at("confirm", token) is None
        assert MailedLink.objects.use("confirm", token) is None


def test_a_token_is_too_long_to_guess_and_stored_nowhere():
    tokens = {make(email=f"reader{n}@example.org") for n in range(20)}
    assert len(tokens) == 20
    assert all(len(token) * 6 >= 128 for token in tokens)
    stored = repr(list(MailedLink.objects.values()))
    assert not any(token in stored for token in tokens)


def test_an_address_in_any_spelling_gets_few_mails_of_a_purpose_a_day():
    for spelling in ("ann@example.org", "ANN@example.org", " Ann@EXAMPLE.org"):
        make(email=spelling)
    with pytest.raises(MailedEnough):
        make()
    make("mine")
    make(email="other@example.org")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, seconds=1)):
        make()


def test_a_network_causes_few_mails_a_day():
    for number in range(20):
        make(email=f"reader{number}@example.org", network="192.0.2.7/32")
    with pytest.raises(MailedEnough):
        make(network="192.0.2.7/32")
    make(network="192.0.2.8/32")


def test_a_network_uses_up_no_more_than_its_own_share_of_an_address():
    for number in range(3):
        make(network=f"2001:db8:7:{number}::/64")
    with pytest.raises(MailedEnough):
        make(network="2001:db8:7:ffff::/64")  # one customer's, as the others
    for number in range(7):
        make(network=f"2001:db8:{number + 8}:1::/64")
    with pytest.raises(MailedEnough):
        make(network="2001:db8:99:1::/64")


def test_strangers_use_up_nothing_of_a_browser_that_has_proven_the_address():
    for number in range(10):
        make(network=f"192.0.2.{number}/32", browser="a" * 64)
    owner = {"network": "192.0.2.1/32", "browser": "b" * 64, "is_owner": True}
    for _ in range(3):
        make(**owner)
    with pytest.raises(MailedEnough):
        make(**owner)


def test_an_erased_address_leaves_no_link():
    token = make()
    other = make(email="other@example.org")
    MailedLink.objects.forget("ann@example.org")
    assert MailedLink.objects.look_at("confirm", token) is None
    assert MailedLink.objects.look_at("confirm", other) is not None


def test_old_links_are_removed_once_no_limit_counts_them():
    with time_machine.travel(datetime.now(UTC) - timedelta(days=4), tick=False):
        make()
    make()
    assert MailedLink.objects.trim() == 1
    assert MailedLink.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_use_a_link_at_the_same_moment_one_does():
    token = make()

    def use(_number):
        try:
            return MailedLink.objects.use("confirm", token)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(use, range(4)))
    assert sum(1 for link in found if link) == 1
