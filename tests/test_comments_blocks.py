"""Blocked senders: who is meant is met, nobody else is, and a block can end."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments import moderation, senders
from comments.models import Block, Comment, Policy

from .commenting import send
from .world import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

BLOCKS = "/admin/comments/block/"


def is_blocked(email="peeter@mail.example.org", address="192.0.2.77"):
    comment = Comment.objects.prepare(
        make_article(), name="P", email=email, text="Hello", ip_address=address
    )
    return bool(moderation.blocked(comment, Policy()))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", " Peeter@Mail.EXAMPLE.org "),
        ("domain", "example.org"),
        ("domain", "@MAIL.example.org."),
        ("domain", "*.example.org"),
        ("network", "192.0.2.77"),
        ("network", "192.0.2.1/24"),
        ("network", "192.0.0.0/8"),
        ("network", "::ffff:192.0.2.77"),
    ],
)
def test_sender_is_met_however_the_block_was_typed(kind, value):
    Block.objects.put(kind, value, "Insults", None, None)
    assert is_blocked()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "peeter@example.org"),
        ("email", "xpeeter@mail.example.org"),
        ("domain", "ample.org"),
        ("domain", "peeter.mail.example.org"),
        ("network", "192.0.2.7"),
        ("network", "192.0.3.0/24"),
        ("network", "2001:db8::/32"),
    ],
)
def test_nobody_else_is_met(kind, value):
    Block.objects.put(kind, value, "Insults", None, None)
    assert not is_blocked()


def test_an_address_of_ipv6_stands_for_its_household():
    Block.objects.put("network", "2001:db8:1:2::7", "", None, None)
    assert is_blocked(address="2001:db8:1:2:ffff::1")
    assert not is_blocked(address="2001:db8:1:3::7")
    Block.objects.put("network", "2001:db8::/32", "", None, None)
    assert is_blocked(address="2001:db8:1:3::7")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "peeter"), ("email", "a@b@c"), ("email", ""), ("email", "a@example.org\nx"),
        ("domain", "org"), ("domain", "exa mple.org"), ("domain", ""), ("domain", "a..b"),
        ("network", "0.0.0.0/0"), ("network", "10.0.0.0/7"), ("network", "::/0"),
        ("network", "2001:db8::/50"), ("network", "example.org"), ("network", "1.2.3"),
        ("network", "::ffff:0:0/96"),
    ],
)  # fmt: skip
def test_what_nobody_can_mean_is_refused(kind, value):
    with pytest.raises(ValidationError):
        Block.objects.put(kind, value, "", None, None)
    assert not Block.objects.exists()


@given(st.sampled_from([senders.EMAIL, senders.DOMAIN, senders.NETWORK]), st.text())
def test_any_text_is_normalised_once_and_for_all_or_refused(kind, text):
    try:
        value = senders.normalise(kind, text)
    except ValidationError:
        return
    assert senders.normalise(kind, value) == value


@given(st.ip_addresses(), st.integers(0, 128))
def test_an_address_is_in_every_network_around_it_that_can_be_blocked(address, prefix):
    try:
        value = senders.normalise("network", f"{address}/{prefix}")
    except ValidationError:
        return
    stored = _stored(address)
    if ip_network(value).version == ip_address(stored).version:  # ::/16 holds no address of IPv4
        assert (senders.NETWORK, value) in senders.values_of("a@example.org", stored)


def _stored(address):
    return str(getattr(address, "ipv4_mapped", None) or address)


def test_a_blocked_comment_is_spam_and_its_sender_learns_nothing(client):
    Block.objects.put("domain", "example.org", "Insults the mayor", None, make_user())
    response = send(client, make_article(), email="peeter@example.org")
    comment = Comment.objects.get()
    assert comment.status == "spam"
    reason = comment.reasons[0]
    assert (reason["code"], reason["status"]) == ("blocked", "spam")
    assert reason["text"] == "Blocked: example.org. Insults the mayor"
    assert reason["matches"] == [["email", 0, len("peeter@example.org")]]
    assert comment.decisions.get().reason == "blocked"
    receipt = client.get(response["Location"]).content.decode()
    assert "waits for a moderator" in receipt
    assert "Insults" not in receipt


def test_the_newsroom_is_not_blocked_from_its_own_office():
    Block.objects.put("network", "192.0.2.77", "", None, None)
    parts = {"name": "T", "email": "t@example.org", "text": "Hello", "ip_address": "192.0.2.77"}
    comment = Comment.objects.prepare(make_article(), user=make_user("Reporter"), **parts)
    assert not moderation.blocked(comment, Policy())


def test_a_block_ends_by_itself_or_when_lifted(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    Block.objects.put("domain", "example.org", "", now + timedelta(days=1), None)
    assert is_blocked()
    time_machine.move_to(now + timedelta(days=1), tick=False)
    assert not is_blocked()
    again = Block.objects.put("domain", "example.org", "", None, None)
    assert is_blocked()
    moderator = make_user("Moderator")
    assert again.lift(moderator)
    assert not is_blocked()
    assert not again.lift(make_user())
    again.refresh_from_db()
    assert again.lifted_by == moderator


def test_putting_it_again_decides_anew_and_after_lifting_history_stays():
    first = Block.objects.put("email", "a@example.org", "Insults", None, None)
    again = Block.objects.put("email", "A@example.org", "Threats", None, make_user())
    assert (again.pk, Block.objects.get().reason) == (first.pk, "Threats")
    again.lift(None)
    Block.objects.put("email", "a@example.org", "Once more", None, None)
    assert Block.objects.count() == 2
    assert Block.objects.in_force().count() == 1


def test_however_many_blocks_there_are_it_is_one_question():
    for number in range(20):
        Block.objects.put("network", f"10.0.{number}.0/24", "", None, None)
        Block.objects.put("email", f"reader{number}@example.org", "", None, None)
    comment = make_comment(ip_address="2001:db8::1")
    with CaptureQueriesContext(connection) as asked:
        moderation.blocked(comment, Policy())
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("role", "sees", "blocks"),
    [
        ("Reporter", False, False),
        ("Editor", True, False),
        ("Moderator", True, True),
    ],
)
def test_moderators_block_and_lift_at_the_desk(client, role, sees, blocks):
    user = make_user(role)
    client.force_login(user)
    typed = {"kind": "network", "value": "192.0.2.99/24", "reason": "<b>Flood</b>"}
    client.post(f"{BLOCKS}add/", typed)
    assert Block.objects.filter(value="192.0.2.0/24", by=user).exists() == blocks
    block = Block.objects.put("email", "a@example.org", "<b>Why</b>", None, user)
    page = client.get(BLOCKS)
    assert (page.status_code == 200) == sees
    assert "<b>Why" not in page.content.decode()
    assert (client.get(f"{BLOCKS}{block.pk}/change/").status_code == 200) == sees
    changed = {**typed, "value": "b@example.org", "kind": "email"}
    assert client.post(f"{BLOCKS}{block.pk}/change/", changed).status_code == 403
    client.post(BLOCKS, {"action": "lift", "_selected_action": block.pk})
    block.refresh_from_db()
    assert (block.lifted_by == user) == blocks
    assert client.post(f"{BLOCKS}{block.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_mistake_at_the_desk_is_told_at_its_field(client):
    client.force_login(make_user("Moderator"))
    typed = {"kind": "network", "value": "0.0.0.0/0", "until": "2020-01-01T10:00"}
    page = client.post(f"{BLOCKS}add/", typed).content.decode()
    assert "This network is too large" in page
    assert "This moment has passed" in page
    assert not Block.objects.exists()
