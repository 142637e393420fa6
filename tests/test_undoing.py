"""Taking back what a rule held when it was sent, of which the log has no row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.admin import undo_form, undoing
from comments.models import Comment, Decision, Hold, Overtaken

from .dom import by_class, parse, text_of
from .test_queue import UNDO, fresh, page, undo
from .world import make_article, make_policy, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = make_user("Moderator", username="mari")
    client.force_login(user)
    return user


@pytest.fixture
def held(time_machine):
    """Comments that links held: at 10:05 alone and with manual approval, at 11:05 alone."""
    linked = {"name": "Ann", "text": "See http://a.example", "article": make_article()}
    sent = {}
    for hour, minute, manual in ((10, 5, False), (10, 6, True), (11, 5, False)):
        time_machine.move_to(f"2026-11-26T{hour:02}:{minute:02}+02:00", tick=False)
        policy = make_policy(max_links=1, manual_approval=manual)
        email = f"ann{len(sent)}@example.org"
        sent[hour, manual] = Comment.objects.submit(policy=policy, email=email, **linked)
    assert {comment.status for comment in sent.values()} == {"pending"}
    return sent


LINKS = {"by": "rule:links", "begin": "2026-11-26T10:00", "end": "2026-11-26T10:20"}


def test_what_a_rule_held_is_judged_as_if_it_had_not_spoken(client, moderator, held):
    before = list(Comment.objects.values_list("status", "reasons"))
    told = text_of(parse(client.get(UNDO, LINKS)))
    assert "1 comment is held by nothing else and will be approved." in told
    assert "1 comment is held by something else, too: it waits on" in told
    assert list(Comment.objects.values_list("status", "reasons")) == before
    answer = client.post(UNDO, LINKS, follow=True).content.decode()
    assert "1 comment approved that only this rule had held." in answer
    assert "1 comment waits on, without this reason" in answer
    alone, with_others, later = (fresh(comment) for comment in held.values())
    assert [each.status for each in (alone, with_others, later)] == [
        "approved", "pending", "pending",
    ]  # fmt: skip
    assert [reason["code"] for reason in with_others.reasons] == ["manual"]
    assert [hold.code for hold in with_others.holds.all()] == ["manual"]
    assert [reason["code"] for reason in later.reasons] == ["links"]
    assert not client.get(UNDO, LINKS).context["preview"].held


def test_what_comes_in_while_somebody_reads_what_would_happen_is_left(
    client, moderator, held, time_machine
):
    asked = LINKS | {"end": "2026-11-26T13:00"}
    time_machine.move_to("2026-11-26T11:00+02:00", tick=False)
    [button] = by_class(parse(client.get(UNDO, asked)), "approve")
    assert text_of(button) == "Undo all of these"
    fields = parse(client.get(UNDO, asked)).findall(".//input[@type='hidden']")
    agreed = {each.get("name"): each.get("value") for each in fields}
    time_machine.move_to("2026-11-26T12:00+02:00", tick=False)
    client.post(UNDO, agreed)
    assert fresh(held[10, False]).is_approved
    assert fresh(held[11, False]).status == "pending"


def test_a_rule_taken_back_is_a_row_of_the_log_and_can_be_undone(client, moderator, held):
    client.post(UNDO, LINKS)
    comment = held[10, False]
    decision = Decision.objects.get(comment=comment)
    assert (decision.by, decision.reason) == (moderator, "lifted:links")
    assert "approved, the rule “links” taken back" in page(client, status="approved")
    undo(client, decision)
    assert fresh(comment).status == "pending"
    assert [reason["code"] for reason in fresh(comment).reasons] == ["links"]
    assert "undone, pending again" in page(client)
    # Now a moderator has looked at it, and it is the moderators'.
    client.post(UNDO, LINKS)
    assert fresh(comment).status == "pending"


def test_what_a_moderator_decided_or_put_back_is_no_matter_of_the_rule(client, moderator, held):
    rejected, put_back = held[10, False], held[11, False]
    rejected.reject(moderator)
    put_back.reject(moderator)
    put_back.hold(moderator)
    client.post(UNDO, LINKS | {"end": "2026-11-26T12:00"})
    assert (fresh(rejected).status, fresh(put_back).status) == ("rejected", "pending")
    for comment in (rejected, put_back):
        with pytest.raises(Overtaken):
            fresh(comment).lift("links", moderator)
        assert [reason["code"] for reason in fresh(comment).reasons] == ["links"]


def test_what_waits_for_a_proof_is_not_let_in_by_taking_back_a_rule(client, moderator, held):
    comment = held[10, False]
    until = timezone.now() + timedelta(days=3)
    Comment.objects.filter(pk=comment.pk).update(awaits_proof_until=until)
    Hold.objects.filter(comment=comment).update(status="")
    client.post(UNDO, LINKS)
    assert fresh(comment).status == "pending"
    with pytest.raises(Overtaken):
        fresh(comment).lift("links", moderator)


def test_only_so_much_is_taken_back_at_once_and_the_rest_is_told(
    client, moderator, held, monkeypatch
):
    for module in (undo_form, undoing):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(undo_form, "LISTED", 1)
    assert "Come back for the rest" in client.get(UNDO, LINKS).content.decode()
    for times in (1, 2):
        client.post(UNDO, LINKS)
        left = Hold.objects.by_rule("links").undecided().count()
        assert left == 3 - times
    assert "Come back for the rest" not in client.get(UNDO, LINKS).content.decode()


def test_looking_at_what_would_be_taken_back_asks_few_questions(
    client, moderator, held, django_assert_max_num_queries
):
    client.get(UNDO, LINKS)
    with django_assert_max_num_queries(10):
        client.get(UNDO, LINKS)
