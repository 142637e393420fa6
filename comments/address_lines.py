"""Lines of a word list that are the beginning of an IP address: `192.0.2.*`, `2001:db8:*`.

They mean the address that a comment was sent from and nothing else: no number in a text.
Beginnings end at a dot or a colon. Of IPv6 they are compared with the address written out,
2001:0db8:0000:…, so it does not matter how either is abbreviated.
"""

import re
from collections import defaultdict
from ipaddress import ip_address

_IPV4 = re.compile(r"((?:[0-9]{1,3}\.){1,3})\*")
# A digit among them: "dead:*" is a word. The colon may stand there twice, as in a network.
_IPV6 = re.compile(r"(?=[^*]*[0-9])((?:[0-9a-f]{1,4}:){1,7}):?\*", re.IGNORECASE)


def beginning_in(line):
    """What addresses begin with that `line` means, written out; None where it is of words."""
    found = _IPV4.fullmatch(line)
    if found:
        numbers = [int(number) for number in found[1].split(".")[:-1]]
        return "".join(f"{number}." for number in numbers) if max(numbers) < 256 else None
    found = _IPV6.fullmatch(line)
    groups = found[1].lower().split(":")[:-1] if found else []
    return "".join(f"{group:0>4}:" for group in groups) or None


class AddressLines:
    """Such lines, of which those that fit an address are found at once, however many there are."""

    def __init__(self):
        self._lines = defaultdict(set)

    def __bool__(self):
        return bool(self._lines)

    def add(self, line, name):
        """Whether it is one."""
        beginning = beginning_in(line)
        if beginning:
            self._lines[beginning].add((line, name))
        return bool(beginning)

    def matches(self, text):
        """(start, end, line, list) of what `text`, an address as it is stored, begins with.

        Of IPv6 the whole address: abbreviated, it has no such place.
        """
        address = _address(text) if self._lines and text else None
        if address is None:
            return
        whole = address.exploded
        stands_there = address.version == 4 and whole == text
        for end in [at for at, sign in enumerate(whole) if sign in ".:"]:
            for line, name in self._lines.get(whole[: end + 1], ()):
                yield 0, end if stands_there else len(text), line, name


def _address(text):
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
