"""What was read is what is decided about: words that change meanwhile are not published unread."""

import pytest
from django.test import Client

from comments.models import Comment, Report

from .commenting import BROWSER
from .dom import parse
from .test_queue import JSON, LIST, fresh, moderator  # noqa: F401 (a fixture)
from .world import make_comment, make_report, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moderator")]


def seen_on(client, address):
    """What a page sends back of what it showed."""
    [field] = parse(client.get(address)).findall(".//input[@name='seen']")
    return field.get("value")


def mend(comment, text="Buy this."):
    """Its author puts other words in its place."""
    Client().post(f"{comment.receipt_url}edit/", {"text": text}, headers=BROWSER)
    assert fresh(comment).text == text


@pytest.mark.parametrize("verb", ["approve", "reject", "mark_spam"])
def test_words_that_nobody_has_read_are_not_decided_about(client, verb):
    comment = make_comment(status="pending")
    seen = seen_on(client, LIST)
    mend(comment)
    data = {"decide": f"{verb}:{comment.pk}", "seen": seen}
    [outcome] = client.post(LIST, data, headers=JSON).json()["outcomes"]
    assert (outcome["kind"], outcome["status"]) == ("overtaken", "pending")
    assert "changed meanwhile" in outcome["words"]
    assert fresh(comment).status == "pending"
    client.post(LIST, {**data, "seen": seen_on(client, LIST)})
    assert fresh(comment).status != "pending"


def test_the_page_of_one_comment_asks_the_same(client):
    comment = make_comment(status="pending")
    seen = seen_on(client, f"{LIST}{comment.pk}/change/")
    mend(comment)
    client.post(LIST, {"action": "approve", "_selected_action": comment.pk, "seen": seen})
    assert fresh(comment).status == "pending"


def test_reports_are_not_settled_by_who_has_read_other_words(client):
    comment = make_comment()
    report = make_report(comment)
    seen = seen_on(client, f"/admin/comments/report/{report.pk}/change/")
    Comment.objects.get(pk=comment.pk).edit(make_user(), "Worse.")
    data = {"decision": "keep", "seen": seen}
    client.post(f"/admin/comments/report/{report.pk}/settle/", data)
    assert Report.objects.get().is_open


@pytest.mark.parametrize(
    ("status", "meanwhile"),
    [(s, m) for s in ("pending", "approved") for m in ("reject", "delete")] + [("pending", "mend")],
)
def test_an_answer_brings_nothing_back_and_publishes_nothing_unread(client, status, meanwhile):
    comment = make_comment(status=status)
    address = f"{LIST}{comment.pk}/reply/"
    form = {"text": "True.", "seen": seen_on(client, address)}
    if meanwhile == "reject":
        comment.reject(make_user())
    elif meanwhile == "delete":
        comment.delete_by_author()
    else:
        mend(comment)
    before = fresh(comment).status
    page = client.post(address, form)
    assert page.status_code == 200
    assert "Somebody has changed this comment" in page.content.decode()
    assert fresh(comment).status == before
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "-1", "x"])
def test_odd_numbers_decide_nothing_and_break_nothing(client, odd):
    comment = make_comment(status="pending")
    seen = [f"{comment.pk}:rejected", f"{odd}:pending"]
    for data in ({"seen": seen}, {"rejection": odd}, {f"rejection-{comment.pk}": odd}):
        verb = "hold" if "seen" in data else "reject"
        answer = client.post(LIST, {"decide": f"{verb}:{comment.pk}", **data})
        assert answer.status_code == 303
