"""Where a request comes from, as far as it can be believed."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

# What one household or office gets: an address of IPv4, a /64 of IPv6.
NETWORK_PREFIX = {4: 32, 6: 64}
# What one customer can get without asking twice: of IPv6 a whole /48, which holds 65,536 /64.
SITE_PREFIX = {4: 32, 6: 48}
# What may stand in a log: near enough to see a pattern, too far for a person.
LOGGED_PREFIX = {4: 24, 6: 48}


def client_address(request):
    """Address of the browser as an IPv4Address or IPv6Address; None when nobody can tell.

    X-Forwarded-For is believed for as many entries, counted from its end, as settings.
    TRUSTED_PROXIES says: each of our proxies appends the address that it saw, and what stands
    before these is what the stranger wrote.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        ours = [entry.strip() for entry in entries if entry.strip()][-settings.TRUSTED_PROXIES :]
        seen = ours[0] if ours else seen
    return _parse(seen)


def network_of(address):
    """The network that counts as one visitor, as str such as "192.0.2.7/32"; "" for None."""
    return _shorten(address, NETWORK_PREFIX)


def end_site_of(network):
    """All that may be one customer's of which `network`, from network_of(), is a part; as str.

    For what counts people: who has one /64 of a /48 has the others too.
    """
    return _shorten(ip_network(network).network_address, SITE_PREFIX) if network else ""


def logged_network(address):
    """What of an address may be written into a log, as str such as "192.0.2.0/24"."""
    return _shorten(address, LOGGED_PREFIX) or "unknown"


def _shorten(address, prefixes):
    if address is None:
        return ""
    prefix = prefixes[address.version]
    if prefix == address.max_prefixlen:  # of each comment: ip_network takes ten times as long
        return f"{address}/{prefix}"
    return str(ip_network(f"{address}/{prefix}", strict=False))


def _parse(text):
    """`text` may carry a port, as some load balancers write it."""
    text = text.removeprefix("[").split("]")[0]
    if text.count(":") == 1:
        text = text.split(":")[0]
    try:
        address = ip_address(text.split("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
