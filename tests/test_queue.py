"""The queue: what a moderator is shown of a comment, and what becomes of each wish."""

from datetime import timedelta

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.admin import pages, tabs
from comments.models import Comment, Decision, EditRecord, RejectionReason, Report

from .test_comments_text import HOSTILE
from .world import ago, make_article, make_comment, make_policy, make_report, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"
JSON = {"accept": "application/json"}


@pytest.fixture
def moderator(client):
    user = make_user("Moderator", username="mari")
    client.force_login(user)
    return user


def post(client, verb, comment, seen=None, **fields):
    """One decision as the script sends it; its outcome."""
    data = {"decide": f"{verb}:{comment.pk}", **fields}
    data["seen"] = f"{comment.pk}:{seen or comment.status}"
    [outcome] = client.post(LIST, data, headers=JSON).json()["outcomes"]
    return outcome


def undo(client, *decisions):
    numbers = ",".join(str(getattr(each, "pk", each)) for each in decisions)
    return client.post(LIST, {"undo": numbers}, headers=JSON).json()["outcomes"]


def page(client, **query):
    return client.get(LIST, query).content.decode()


def shown(client, **query):
    """Numbers of the comments on the page, in its order."""
    tree = html5lib.parse(page(client, **query), namespaceHTMLElements=False)
    return [int(each.get("data-card")) for each in tree.iter("article") if each.get("data-card")]


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


# Decisions


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("mark_spam", "spam")],
)
def test_a_decision_is_carried_out_logged_and_can_be_undone(client, moderator, verb, status):
    comment = make_comment(status="pending")
    outcome = post(client, verb, comment)
    assert (outcome["kind"], outcome["status"]) == ("done", status)
    decision = Decision.objects.get()
    assert (decision.by, decision.to_status, decision.pk) == (
        moderator,
        status,
        outcome["decision"],
    )
    [undone] = undo(client, decision)
    assert (undone["kind"], undone["status"]) == ("done", "pending")
    assert fresh(comment).status == "pending"
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0
    assert Decision.objects.newest_first().first().undoes == decision


def test_the_second_moderator_is_told_what_the_first_did_and_overwrites_nothing(client, moderator):
    comment = make_comment(status="pending")
    fresh(comment).reject(make_user(username="jaan"))
    outcome = post(client, "approve", comment)
    assert (outcome["kind"], outcome["status"]) == ("overtaken", "rejected")
    assert "jaan" in outcome["words"]
    assert "not carried out" in outcome["words"]
    assert fresh(comment).status == "rejected"
    assert Decision.objects.count() == 1


def test_the_form_without_scripts_tells_the_second_moderator_too(client, moderator):
    comment = make_comment(status="pending")
    fresh(comment).reject(make_user(username="jaan"))
    data = {"decide": f"approve:{comment.pk}", "seen": f"{comment.pk}:pending"}
    answer = client.post(LIST, data, follow=True).content.decode()
    assert "jaan" in answer.casefold()
    assert "Your decision was not carried out." in answer
    assert fresh(comment).status == "rejected"


def test_an_answer_that_was_lost_can_be_asked_for_again(client, moderator):
    comment = make_comment(status="pending")
    first, second = (post(client, "approve", comment, seen="pending") for _ in range(2))
    assert first["kind"] == "done"
    assert (second["kind"], second["status"]) == ("same", "approved")
    assert second["decision"] == first["decision"]
    assert [one["kind"] for one in undo(client, first["decision"])] == ["done"]
    assert [one["kind"] for one in undo(client, first["decision"])] == ["same"]
    assert Decision.objects.count() == 2


def test_a_decision_on_which_another_followed_is_not_undone(client, moderator):
    comment = make_comment(status="pending")
    first = comment.approve(moderator)
    comment.reject(make_user(username="jaan"))
    [outcome] = undo(client, first)
    assert outcome["kind"] == "overtaken"
    assert "jaan" in outcome["words"]
    assert fresh(comment).status == "rejected"


def test_the_form_without_scripts_says_what_an_undone_comment_is_now(client, moderator):
    comment = make_comment(status="pending", name="Ann")
    decision = comment.reject(moderator)
    answer = client.post(LIST, {"undo": decision.pk}, follow=True).content.decode()
    assert "Ann: pending." in answer
    assert "decided." not in answer


def test_who_has_marked_nothing_is_warned_instead_of_praised(client, moderator):
    comment = make_comment(status="pending")
    answer = client.post(LIST, {"action": "approve", "seen": f"{comment.pk}:pending"}, follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == ["warning"]
    assert "comments decided" not in answer.content.decode()
    assert fresh(comment).status == "pending"


def test_the_card_undoes_the_decision_that_stands(client, moderator):
    comment = make_comment(status="pending")
    first = comment.approve(moderator)
    fresh(comment).reject(moderator).undo(moderator)
    assert f'value="{first.pk}" data-undo>' in page(client, status="approved")
    assert undo(client, first)[0]["status"] == "pending"


def test_two_decisions_are_taken_back_one_after_the_other(client, moderator):
    comment = make_comment(status="pending")
    first, second = comment.approve(moderator), comment.mark_spam(moderator)
    outcomes = undo(client, second, first)
    assert [one["status"] for one in outcomes] == ["approved", "pending"]


def test_what_is_marked_is_decided_at_once_with_the_reason_of_all_or_of_each(client, moderator):
    rude, off = RejectionReason.objects.all()[:2]
    one, other = make_comment(status="pending"), make_comment(status="pending")
    data = {
        "action": "reject",
        "_selected_action": [one.pk, other.pk],
        "rejection": rude.pk,
        f"rejection-{other.pk}": off.pk,
    }
    client.post(LIST, data)
    assert one.decisions.get().rejection == rude
    assert other.decisions.get().rejection == off


def test_the_page_of_a_comment_takes_a_reason_and_a_note_for_the_log(client, moderator):
    comment = make_comment(status="pending")
    reason = RejectionReason.objects.create(name="Rude", text="Kindly.")
    html = client.get(f"{LIST}{comment.pk}/change/").content.decode()
    assert 'name="note"' in html
    assert f'<option value="{reason.pk}">Rude</option>' in html
    data = {"action": "reject", "_selected_action": comment.pk, "seen": f"{comment.pk}:pending"}
    client.post(LIST, data | {"rejection": reason.pk, "note": "Third \0time <b>" + "x" * 600})
    decision = comment.decisions.get()
    assert decision.rejection == reason
    assert decision.note.startswith("Third") and len(decision.note) == 500
    assert "Third" in page(client, status="rejected")
    assert "<b>x" not in page(client, status="rejected")


def test_the_reader_is_told_the_reason(client, moderator):
    reason = RejectionReason.objects.create(name="Rude", text="Please say it <b>kindly</b>.")
    comment = make_comment(status="pending")
    post(client, "reject", comment, **{f"rejection-{comment.pk}": reason.pk})
    assert comment.decisions.get().reader_text == reason.text
    assert "Please say it &lt;b&gt;kindly&lt;/b&gt;." in (
        client.get(comment.receipt_url).content.decode()
    )


@pytest.mark.parametrize("rubbish", ["x", "-1", "9" * 30, "", "0", "1;drop", "٣"])
def test_rubbish_in_the_form_decides_nothing(client, moderator, rubbish):
    comment = make_comment(status="pending")
    for data in (
        {"decide": f"approve:{rubbish}"},
        {"decide": f"{rubbish}:{comment.pk}"},
        {"action": rubbish, "_selected_action": comment.pk},
        {"action": "approve", "_selected_action": rubbish},
        {"undo": rubbish},
        {"decide": f"remove:{comment.pk}"},
    ):
        assert client.post(LIST, data).status_code == 303
        assert client.post(LIST, data, headers=JSON).status_code == 200
    client.post(LIST, {"decide": f"reject:{comment.pk}", f"rejection-{comment.pk}": rubbish})
    assert comment.decisions.get().rejection is None
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("role", [None, "Reporter", "Editor"])
def test_who_may_not_moderate_decides_undoes_edits_answers_and_blocks_nothing(client, role):
    comment = make_comment(status="pending")
    decided = make_comment(status="pending")
    decision = decided.approve(None)
    client.force_login(make_user(role))
    before = list(Comment.objects.order_by("pk").values())
    for data in ({"decide": f"approve:{comment.pk}"}, {"undo": decision.pk}):
        assert client.post(LIST, data, headers=JSON).status_code == 403
    for name in ("edit", "reply", "block"):
        address = f"{LIST}{comment.pk}/{name}/"
        assert client.get(address).status_code == 403
        assert client.post(address, {"text": "x", "kind": "email"}).status_code == 403
    assert client.get(f"{LIST}digest/").status_code == 403
    assert client.get("/admin/comments/decision/undo/").status_code == 403
    assert list(Comment.objects.order_by("pk").values()) == before


def test_a_forged_decision_is_refused(moderator):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    comment = make_comment(status="pending")
    assert client.post(LIST, {"decide": f"approve:{comment.pk}"}).status_code == 403
    assert fresh(comment).status == "pending"


def test_looking_at_the_queue_changes_nothing(client, moderator):
    comment = make_comment(status="pending")
    for query in ({"decide": f"approve:{comment.pk}"}, {"undo": 1}, {"action": "approve"}):
        client.get(LIST, query)
    assert fresh(comment).status == "pending"


def test_a_decision_from_the_queue_takes_few_queries(client, moderator):
    comment = make_comment(parent=make_comment(parent=make_comment()), status="pending")
    post(client, "hold", comment)  # whatever is looked up once in a process
    with CaptureQueriesContext(connection) as asked:
        assert post(client, "approve", comment)["kind"] == "done"
    told = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    # Three say who it is that decides and whether they may.
    assert len(told) <= 13, told


# Reports


def test_approving_what_was_reported_lets_it_stand_and_can_be_undone(client, moderator):
    comment = make_comment()
    make_report(comment)
    assert shown(client, status="reported") == [comment.pk]
    outcome = post(client, "approve", comment)
    assert (outcome["kind"], outcome["status"]) == ("done", "approved")
    assert shown(client, status="reported") == []
    [undone] = undo(client, outcome["decision"])
    assert undone["kind"] == "done"
    assert shown(client, status="reported") == [comment.pk]
    assert Report.objects.get().status == "open"


def test_reports_stand_on_the_card_and_are_harmless(client, moderator):
    comment = make_comment()
    make_report(comment, kind="abusive", text="<script>alert(1)</script> He threatens me")
    html = page(client, status="reported")
    assert "abusive or threatening" in html
    assert "He threatens me" in html
    assert "<script>alert" not in html


# What a card says


def test_a_card_says_what_a_moderator_needs(client, moderator):
    article = make_article(headline="Bridge closes")
    article.corrections.create(text="It was Tuesday.")
    parent = make_comment(article, name="Parent", text="I was there.")
    sender = {"email": "ilze@example.org", "ip_address": "192.0.2.7"}
    make_comment(article, name="Ilze", created_at=ago(days=40), **sender)
    make_comment(article, name="Other Name", status="rejected", **sender)
    make_comment(article, email="third@example.org", ip_address="192.0.2.7")
    text = "All of the casino, and more."
    comment = make_comment(parent=parent, status="pending", name="Ilze", text=text, **sender)
    match = ["text", text.index("casino"), text.index("casino") + 6]
    reasons = [
        {"code": "watched", "text": "Watched word: casino", "matches": [match]},
        {"code": "manual", "text": "Every comment waits for a moderator."},
    ]
    Comment.objects.filter(pk=comment.pk).update(reasons=reasons)
    html = page(client)
    for words in (
        "Bridge closes", article.section.name, "It was Tuesday.", "I was there.", comment.html,
        "Watched word: casino", "Every comment waits", "<mark>casino</mark>", "1 approved",
        "1 rejected", "first seen", "Other Name", "third@example.org",
    ):  # fmt: skip
        assert words in html, words


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_a_sender_typed_is_harmless_on_the_card(client, moderator, hostile):
    typed = hostile.replace("\0", "")
    sender = {"ip_address": "192.0.2.7", "user_agent": typed, "status": "pending"}
    email = '"<svg/onload=alert(1)>"@example.org'
    make_comment(name=f"A {typed}"[:150], email="other@example.org", text=typed, **sender)
    comment = make_comment(name=f"B {typed}"[:150], email=email, text=typed, **sender)
    make_comment(name=f"C {typed}"[:150], email=email, text=typed, **sender)
    reasons = [{"code": "x", "text": typed, "matches": [["text", 0, len(comment.text)]]}]
    Comment.objects.filter(pk=comment.pk).update(reasons=reasons)
    addresses = [LIST, f"{LIST}?q={'x'}", *(f"{LIST}{comment.pk}/{n}/" for n in ("edit", "block"))]
    for address in [*addresses, f"{LIST}{comment.pk}/reply/"]:
        tree = html5lib.parse(client.get(address).content.decode(), namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag not in ("math", "style", "noscript", "iframe", "img"), element.tag
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.tag != "script" or element.get("src", "").startswith("/static/")
            for link in ("href", "src", "action", "formaction"):
                target = element.get(link, "").lower()
                assert not target.startswith(("javascript", "data", "vbscript")), target


def test_the_record_looks_back_no_further_than_its_bound(client, moderator, monkeypatch):
    monkeypatch.setattr("comments.records.LOOKED_AT", 3)
    article = make_article()
    for day in range(9):
        parts = {"email": "ilze@example.org", "created_at": ago(days=day + 1)}
        make_comment(article, **parts)
    make_comment(article, email="ilze@example.org", status="pending")
    html = page(client)
    assert "(of the newest)" in html
    assert "first seen" in html


# Finding


def test_the_queue_begins_with_who_waits_longest_and_turns_its_pages_both_ways(
    client, moderator, monkeypatch
):
    monkeypatch.setattr(pages, "PER_PAGE", 3)
    article = make_article()
    moment = timezone.now()
    # Some at the very same moment.
    times = [moment - timedelta(minutes=n // 2) for n in range(8)]
    made = [make_comment(article, status="pending", created_at=time) for time in times]
    wanted = [each.pk for each in sorted(made, key=lambda each: (each.created_at, each.pk))]
    assert walk(client, "older", {}) == wanted
    assert walk(client, "older", {"order": "newest"}) == wanted[::-1]


def walk(client, way, query):
    """All comments page by page, and back again."""
    there, response = [], client.get(LIST, query)
    addresses = []
    while True:
        there += [card.comment.pk for card in response.context["cards"]]
        if not response.context[way]:
            break
        addresses.append(response.context[way])
        response = client.get(LIST + response.context[way])
    back = [card.comment.pk for card in response.context["cards"]]
    while response.context["newer"]:
        response = client.get(LIST + response.context["newer"])
        back = [card.comment.pk for card in response.context["cards"]] + back
        if len(back) >= len(there):
            break
    assert back == there
    return there


def test_comments_are_filtered_by_article_rule_sender_and_network(client, moderator):
    mine = make_comment(status="pending", email="a@example.org", ip_address="192.0.2.7")
    near = make_comment(status="pending", email="b@example.org", ip_address="192.0.2.7")
    far = make_comment(status="pending", email="a@example.org", ip_address="192.0.2.8")
    reasons = [{"code": "fast", "text": 'Says "code": "trap" in its words'}]
    far.reasons = reasons
    far._save_reasons()
    assert shown(client, article=mine.article_id) == [mine.pk]
    assert shown(client, sender=mine.pk) == [mine.pk, far.pk]
    assert shown(client, network=mine.pk) == [mine.pk, near.pk]
    assert shown(client, rule="fast") == [far.pk]
    assert shown(client, rule="trap") == []
    assert shown(client, rule="fast", article=mine.article_id) == []
    assert shown(client, rule="fast", sender=mine.pk) == [far.pk]
    assert shown(client, q="192.0.2.8") == [far.pk]
    for query in ({"article": "x"}, {"sender": "9" * 25}, {"rule": "'"}, {"after": "1-x"}):
        assert len(shown(client, **query)) == 3


def test_links_on_a_card_filter_by_what_they_say(client, moderator):
    article = make_comment(status="pending").article
    html = page(client)
    assert f'section={article.section_id}">{article.section.name}</a>' in html
    assert f'article={article.pk}">only this article</a>' in html


def test_a_search_that_looks_at_each_comment_stops_and_can_go_on(client, moderator, monkeypatch):
    monkeypatch.setattr(pages, "LOOKED_THROUGH", (1, 2))
    article = make_article()
    for day in range(9, 1, -1):
        make_comment(article, status="pending", text="Nothing", created_at=ago(days=day))
    wanted = make_comment(article, status="pending", text="A needle", created_at=ago(days=1))
    assert shown(client, q="needle") == []
    assert "Search further" in page(client, q="needle")
    assert walk_to_end(client, {"q": "needle"}) == [wanted.pk]


def walk_to_end(client, query):
    found, response = [], client.get(LIST, query)
    for _ in range(9):
        found += [card.comment.pk for card in response.context["cards"]]
        if not response.context["older"]:
            return found
        response = client.get(LIST + response.context["older"])
    raise AssertionError("it never ends")


def test_tabs_count_up_to_a_limit(client, moderator, monkeypatch):
    monkeypatch.setattr(tabs, "MOST", 3)
    article = make_article()
    for _ in range(5):
        make_comment(article, status="pending")
    make_comment(article, status="spam")
    counts = {tab.name: number for tab, number, _ in client.get(LIST).context["tabs"]}
    assert counts == {"pending": "3+", "reported": "0", "approved": "0", "rejected": "0"} | {
        "spam": "1",
        "all": "3+",
    }


def test_a_page_of_the_queue_costs_the_same_for_one_and_for_many(client, moderator):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    make_comment(status="pending", ip_address="192.0.2.1")
    one = cost()
    for number in range(20):
        comment = make_comment(parent=make_comment(), ip_address=f"192.0.2.{number}")
        make_report(comment)
        comment.hold(make_user())
    assert cost() == one


# Acts


def test_an_edited_comment_is_marked_and_what_stood_there_is_kept(client, moderator):
    comment = make_comment(text="Call me at 555 1234.")
    data = {"text": "Call me at [removed].", "seen": comment.text}
    assert client.post(f"{LIST}{comment.pk}/edit/", data).status_code == 302
    edited = fresh(comment)
    assert (edited.text, edited.edited_by) == ("Call me at [removed].", moderator)
    assert "[removed]" in edited.html
    record = EditRecord.objects.get()
    assert (record.by, record.text_before) == (moderator, "Call me at 555 1234.")
    html = client.get(comment.article.get_absolute_url()).content.decode()
    assert "edited by the newsroom" in html
    assert "555 1234" not in html
    assert "555 1234" in client.get(f"{LIST}{comment.pk}/change/").content.decode()


def test_an_edit_made_upon_another_text_overwrites_nothing(client, moderator):
    comment = make_comment(text="First.")
    fresh(comment).edit(make_user(), "Second.")
    answer = client.post(f"{LIST}{comment.pk}/edit/", {"text": "Third.", "seen": "First."})
    assert "Somebody has changed this comment meanwhile." in answer.content.decode()
    assert fresh(comment).text == "Second."


def test_an_edit_that_changes_nothing_is_not_called_one(client, moderator):
    comment = make_comment(text="First.")
    data = {"text": "First.", "seen": "First."}
    answer = client.post(f"{LIST}{comment.pk}/edit/", data, follow=True).content.decode()
    assert "Nothing was changed." in answer
    assert "was edited" not in answer
    assert fresh(comment).edited_by is None


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "x" * 10_001])
def test_nothing_and_too_much_is_no_edit(client, moderator, text):
    comment = make_comment(text="First.")
    data = {"text": text, "seen": "First."}
    assert client.post(f"{LIST}{comment.pk}/edit/", data).status_code == 200
    assert fresh(comment).text == "First."


def test_words_that_matched_are_not_marked_in_another_text():
    comment = make_comment(text="casino")
    reasons = [{"code": "watched", "text": "x", "matches": [["text", 0, 6]]}]
    Comment.objects.filter(pk=comment.pk).update(reasons=reasons)
    comment.edit(make_user(), "No such word")
    assert fresh(comment).reasons == [{"code": "watched", "text": "x"}]


def test_the_newsroom_answers_from_the_card_and_what_it_answers_is_approved(client, moderator):
    comment = make_comment(status="pending")
    form = {"text": "Thank you.", "seen": "pending:0"}
    response = client.post(f"{LIST}{comment.pk}/reply/?status=pending", form)
    assert response["Location"] == f"{LIST}?status=pending#c{comment.pk}"
    answer = Comment.objects.get(parent=comment)
    assert (answer.text, answer.user, answer.status) == ("Thank you.", moderator, "approved")
    assert fresh(comment).is_approved
    assert comment.decisions.get().by == moderator


def test_the_same_answer_twice_is_said_once(client, moderator):
    comment = make_comment()
    for _ in range(2):
        form = {"text": "Thank you.", "seen": "approved:0"}
        answer = client.post(f"{LIST}{comment.pk}/reply/", form)
    assert "You have sent the same answer before." in answer.content.decode()
    assert Comment.objects.filter(parent=comment).count() == 1


@pytest.mark.parametrize(
    ("kind", "value", "rejected"),
    [
        ("email", "troll@bad.example", {"same address"}),
        ("domain", "bad.example", {"same address", "same domain", "below it"}),
        ("network", "192.0.2.7/32", {"same network"}),
    ],
)
def test_a_sender_is_blocked_from_the_card(client, moderator, kind, value, rejected):
    comment = make_comment(status="pending", email="Troll@bad.example", ip_address="192.0.2.7")
    others = {
        "same address": {"email": "troll@bad.example"},
        "same domain": {"email": "x@bad.example"},
        "below it": {"email": "x@mail.bad.example"},
        "same network": {"email": "y@good.example", "ip_address": "192.0.2.7"},
        "nobody": {"email": "x@notbad.example", "ip_address": "192.0.2.8"},
    }
    for name, parts in others.items():
        make_comment(name=name, status="pending", **parts)
    data = {"kind": kind, "until": "", "reason": "A troll", "reject": "on"}
    client.post(f"{LIST}{comment.pk}/block/", data)
    from comments.models import Block

    block = Block.objects.get()
    assert (block.kind, block.value, block.by, block.until) == (kind, value, moderator, None)
    found = set(Comment.objects.filter(status="rejected").values_list("name", flat=True))
    assert found == {*rejected, comment.name}
    assert Decision.objects.filter(by=moderator, reason="blocked").count() == len(found)


def test_a_block_stands_and_says_so_when_a_colleague_decided_meanwhile(
    client, moderator, monkeypatch
):
    comment, other = (make_comment(status="pending", email="troll@bad.example") for _ in range(2))
    reject = Comment.reject

    def just_after_a_colleague(each, *args, **how):
        if each.pk == comment.pk:
            fresh(each).approve(make_user())
        return reject(each, *args, **how)

    monkeypatch.setattr(Comment, "reject", just_after_a_colleague)
    data = {"kind": "email", "until": "", "reject": "on"}
    answer = client.post(f"{LIST}{comment.pk}/block/", data, follow=True).content.decode()
    assert "Blocked: troll@bad.example. 1 comment rejected." in answer
    assert (fresh(comment).status, fresh(other).status) == ("approved", "rejected")


def test_a_block_ends_with_its_day(client, moderator, time_machine):
    time_machine.move_to("2026-11-26T10:00Z", tick=False)
    comment = make_comment(status="pending")
    address = f"{LIST}{comment.pk}/block/"
    client.post(address, {"kind": "email", "until": "2026-11-25"})
    from comments.models import Block

    assert not Block.objects.exists()
    client.post(address, {"kind": "email", "until": "2026-11-26"})
    assert timezone.localtime(Block.objects.get().until).isoformat() == "2026-11-27T00:00:00+02:00"
    assert fresh(comment).status == "pending"


# Undoing several


UNDO = "/admin/comments/decision/undo/"


@pytest.fixture
def morning(client, moderator, time_machine):
    """What mari and a rule did at 10:05 and 11:05 (in the site's zone)."""
    decided = {}
    for hour in (10, 11):
        time_machine.move_to(f"2026-11-26T{hour:02}:05+02:00", tick=False)
        for name, by, verb in (("mari", moderator, "reject"), ("rule", None, "mark_spam")):
            comment = make_comment(status="pending")
            getattr(comment, verb)(by, reason="trap" if by is None else "")
            decided[name, hour] = comment
    return decided


@pytest.mark.parametrize("who", ["mari", "rule"])
def test_all_that_somebody_did_in_a_stretch_of_time_is_undone(client, moderator, morning, who):
    by = moderator.pk if who == "mari" else "rule:trap"
    asked = {"by": by, "begin": "2026-11-26T10:00", "end": "2026-11-26T10:20"}
    before = list(Comment.objects.values_list("status", flat=True))
    html = client.get(UNDO, asked).content.decode()
    assert "1 decision" in html
    assert list(Comment.objects.values_list("status", flat=True)) == before
    client.post(UNDO, asked)
    waiting = [key for key, comment in morning.items() if fresh(comment).status == "pending"]
    assert waiting == [(who, 10)]
    assert client.get(UNDO, asked).context["preview"].number == 0


def test_what_somebody_did_who_has_left_is_undone_too(client, moderator, morning):
    moderator.is_staff = False
    moderator.save()
    client.force_login(make_user("Moderator"))
    asked = {"by": moderator.pk, "begin": "2026-11-26T10:00", "end": "2026-11-26T10:20"}
    client.post(UNDO, asked)
    assert fresh(morning["mari", 10]).status == "pending"


def test_what_appeared_by_itself_is_taken_back_to_the_queue(client, moderator):
    parts = {"name": "Ann", "email": "a@example.org", "text": "Hello", "policy": make_policy()}
    comment = Comment.objects.submit(make_article(), **parts)
    assert comment.is_approved
    now = timezone.localtime()
    asked = {"begin": f"{now - timedelta(minutes=1):%Y-%m-%dT%H:%M}", "by": "rule:rules"}
    client.post(UNDO, asked | {"end": f"{now + timedelta(minutes=1):%Y-%m-%dT%H:%M}"})
    assert fresh(comment).status == "pending"


def test_what_others_decided_since_is_left_and_said(client, moderator, morning):
    comment = morning["mari", 10]
    fresh(comment).approve(make_user())
    asked = {"by": moderator.pk, "begin": "2026-11-26T10:00", "end": "2026-11-26T12:00"}
    answer = client.post(UNDO, asked, follow=True).content.decode()
    assert "1 decision undone." in answer
    assert "1 was left" in answer
    assert fresh(comment).is_approved


def test_without_a_stretch_of_time_it_is_about_what_was_just_done(client, moderator):
    make_comment(status="pending").reject(moderator)
    assert client.get(UNDO, {"by": moderator.pk}).context["preview"].number == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "x", "begin": "2026-11-26T10:00", "end": "2026-11-26T12:00"},
        {"by": "rule:trap", "begin": "yesterday", "end": "2026-11-26T12:00"},
        {"by": "rule:trap", "begin": "0001-01-01T00:00", "end": "9999-12-31T23:59"},
        {"by": "", "begin": "", "end": ""},
        {},
    ],
)
def test_odd_stretches_of_time_break_nothing(client, moderator, asked):
    assert client.get(UNDO, asked).status_code == 200
    assert client.post(UNDO, asked).status_code in (200, 303)
