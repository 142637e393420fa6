"""Where a request comes from: only our own proxies are believed."""

import pytest
from django.test import RequestFactory

from accounts.network import client_address, logged_network, network_of


def address_of(remote, forwarded=None):
    meta = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    address = client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **meta))
    return str(address) if address else None


def test_without_a_proxy_of_ours_the_header_is_a_strangers_word(settings):
    settings.TRUSTED_PROXIES = 0
    assert address_of("192.0.2.7", forwarded="198.51.100.1") == "192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),  # the first was made up
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),  # came past the outer proxy
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "", "10.0.0.1"),
        (1, "rubbish", None),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_behind_proxies_the_address_that_they_saw_counts(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert address_of("10.0.0.1", forwarded) == expected


def test_a_server_on_a_socket_knows_no_address():
    assert address_of("") is None
    assert network_of(None) == ""
    assert logged_network(None) == "unknown"


def test_an_ipv6_64_is_one_visitor():
    request = RequestFactory()
    one, two, other = (
        client_address(request.get("/", REMOTE_ADDR=remote))
        for remote in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert network_of(one) == network_of(two) == "2001:db8:1:2::/64"
    assert network_of(other) != network_of(one)


def test_a_log_never_holds_a_whole_address():
    request = RequestFactory()
    v4 = client_address(request.get("/", REMOTE_ADDR="192.0.2.77"))
    v6 = client_address(request.get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6"))
    assert logged_network(v4) == "192.0.2.0/24"
    assert logged_network(v6) == "2001:db8:1::/48"
