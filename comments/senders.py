"""By which values a sender can be blocked, each in the one form in which it is stored and found.

An IPv6 address stands for its /64, as everywhere here: who has one address has them all.
"""

from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email
from django.utils.translation import gettext as _

from accounts.network import NETWORK_PREFIX

from .keys import email_key

KINDS = EMAIL, DOMAIN, NETWORK = "email", "domain", "network"
# Nothing wider is blocked: it would be a country, or a slip of the finger.
WIDEST = {4: 8, 6: 16}
# Bits from one size of network to the next; every size is a value to look up for each comment.
STEP = {4: 1, 6: 4}


def normalise(kind, value):
    """The form in which it is compared; raises ValidationError for what is no such thing."""
    return {EMAIL: _email, DOMAIN: _domain, NETWORK: _network}[kind](value.strip())


def values_of(email, address):
    """All (kind, value) by which this sender may be blocked.

    `email` is an email_key, `address` a str or None.
    """
    found = [(EMAIL, email)]
    labels = email.rpartition("@")[2].split(".")
    found += [(DOMAIN, ".".join(labels[start:])) for start in range(len(labels))]
    if address:
        found += [(NETWORK, network) for network in _networks_around(ip_address(address))]
    return found


def _email(value):
    validate_email(value)
    return email_key(value)


def _domain(value):
    """Of "@example.org", "*.example.org" or "example.org."; subdomains are meant with it."""
    bare = value.rpartition("@")[2].removeprefix("*.").strip(".")
    with suppress(UnicodeError):
        bare = bare.encode("idna").decode("ascii")
    validate_domain_name(bare)
    if "." not in bare:
        raise ValidationError(_("Write a domain like example.org."), code="invalid")
    return bare.casefold()


def _network(value):
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        message = _("Write an address like 192.0.2.7 or a network like 192.0.2.0/24.")
        raise ValidationError(message, code="invalid") from None
    inner = getattr(network.network_address, "ipv4_mapped", None)
    if inner:
        network = ip_network(f"{inner}/{max(0, network.prefixlen - 96)}", strict=False)
    version, prefix = network.version, network.prefixlen
    if prefix < WIDEST[version]:
        message = _("This network is too large: at most /%(widest)d.")
        raise ValidationError(message, code="wide", params={"widest": WIDEST[version]})
    if prefix <= NETWORK_PREFIX[version] and prefix % STEP[version]:
        message = _("Networks of IPv6 go in steps of four: /64, /60, /56 and so on.")
        raise ValidationError(message, code="step")
    return str(network.supernet(new_prefix=min(prefix, NETWORK_PREFIX[version])))


def _networks_around(address):
    version, bits, number = address.version, address.max_prefixlen, int(address)
    for prefix in range(WIDEST[version], NETWORK_PREFIX[version] + 1, STEP[version]):
        first = number >> (bits - prefix) << (bits - prefix)
        if version == 4:  # ipaddress takes five times as long, which each comment pays
            yield f"{first >> 24}.{first >> 16 & 255}.{first >> 8 & 255}.{first & 255}/{prefix}"
        else:
            yield f"{IPv6Address(first)}/{prefix}"
