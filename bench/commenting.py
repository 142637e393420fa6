"""What a comment costs that is sent and accepted."""

import re
import time
from itertools import count
from urllib.parse import urlencode

from bench.asking import fetch, percentile
from bench.site import much_discussed
from bench.words import long_list

_number = count(1)


def comment_costs(portal, rounds, each=100):
    """Prints the cost of comments that are held for a moderator, and of those that appear."""
    print(f"\n{'comments':30}{'CPU us':>10}{'ms':>10}{'p99 ms':>10}  (median of {rounds} rounds)")
    pages = much_discussed(20)
    watched = long_list(10_000)
    for name, approved, lists in [
        ("accepted, waits", False, {}),
        ("accepted, appears at once", True, {}),
        ("the same, 20,000 words", True, {"watched": watched, "disallowed": watched.upper()}),
    ]:
        # What waits is also asked to confirm the address.
        trust = {"proof_for": "nothing" if approved else "approval", "hold_newcomers": not approved}
        set_policy(manual_approval=not approved, lists=lists, **trust)
        forms = [Form(portal, page) for page in pages]
        time.sleep(4)  # sooner than that nobody has filled a form
        # Each process makes its word lists once after a change, and each thread its connection.
        _round(portal, forms, each, approved)
        found = sorted(_round(portal, forms, each, approved) for _ in range(rounds))
        cpu, middle, p99 = found[len(found) // 2]
        print(f"{name:30}{cpu:10,.0f}{middle:10.1f}{p99:10.1f}", flush=True)


def _round(portal, forms, each, approved):
    """CPU microseconds for one comment, median and p99 of the milliseconds it took."""
    before, took = portal.cpu_seconds(), []
    for n in range(each):
        began = time.monotonic()
        forms[n % len(forms)].send(portal)
        took.append((time.monotonic() - began) * 1000)
    cpu = (portal.cpu_seconds() - before) / each * 1e6
    _check(approved)
    return cpu, percentile(took, 50), percentile(took, 99)


def _check(approved):
    from comments.models import Comment

    newest = Comment.objects.order_by("-id").first()
    if newest.is_approved != approved:
        raise SystemExit(f"The comment was not decided as it should: {newest.reasons}")


class Form:
    """The form under an article, as a browser has it after it got the page."""

    def __init__(self, portal, page):
        html = fetch(portal, page)[2].decode()
        form = html[html.index("<form") :]
        self.action = re.search(r'action="([^"]+)"', form)[1]
        self.token = re.search(r'name="token"[^>]*value="([^"]+)"', form)[1]

    def send(self, portal):
        """Each time another reader with another comment; the address of its receipt.

        SystemExit unless it is accepted.
        """
        n = next(_number)
        body = urlencode(
            {
                "text": f"Remark {n} of a reader who has more to say than fits one line. " * 3,
                "name": f"Reader {n}",
                "email": f"reader{n}.{time.time():.0f}@reader.example",
                "token": self.token,
                "website": "",
            }
        )
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": portal.base,
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": f"172.{16 + (n >> 16 & 15)}.{n >> 8 & 255}.{n & 255}",
        }
        status, answered, _body = fetch(portal, self.action, headers, "POST", body)
        if status != 303:
            raise SystemExit(f"A comment was answered with {status}")
        return answered["Location"]


def set_policy(**decided):
    """Decide about comments as the admin does, and say so."""
    from django.db import transaction

    from comments.models import Policy

    policy = Policy.current()
    for name, value in decided.items():
        setattr(policy, name, value)
    with transaction.atomic():
        policy.put()
        _purge_everything()
    time.sleep(1)  # until every process knows


def _purge_everything():
    import pagecache

    pagecache.purge(pagecache.EVERYTHING)
