"""The queue in a real browser: by keyboard, without scripts, by two moderators, without a line."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision, RejectionReason
from tests.browser.test_admin import findings, log_in
from tests.world import ago, make_article, make_comment, make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/admin/comments/comment/"


@pytest.fixture
def waiting(portal):
    """Five comments, the first of which has waited longest."""
    article = make_article(headline="Bridge closes")
    return [
        make_comment(article, status="pending", name=f"Reader {n}", created_at=ago(minutes=60 - n))
        for n in range(1, 6)
    ]


def statuses():
    return list(Comment.objects.order_by("created_at").values_list("status", flat=True))


def card(page, number):
    return page.get_by_role("article", name=f"Reader {number}")


def stored(page, said):
    expect(page.locator("[data-said]")).to_contain_text(said)


def test_comments_are_decided_by_keyboard_alone(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    press = page.keyboard.press
    press("j")
    expect(card(page, 1)).to_be_focused()
    press("a")
    expect(card(page, 2)).to_be_focused()
    stored(page, "Reader 1: approved.")
    press("d")
    stored(page, "Reader 2: rejected.")
    expect(card(page, 3)).to_be_focused()
    press("s")
    stored(page, "Reader 3: spam.")
    press("j")
    press("k")
    expect(card(page, 4)).to_be_focused()
    press("f")
    stored(page, "Reader 4: approved.")
    assert statuses() == ["approved", "rejected", "spam", "approved", "pending"]
    press("u")
    stored(page, "Reader 4: pending.")
    expect(card(page, 4)).to_be_focused()
    press("u")
    stored(page, "Reader 3: pending.")
    assert statuses() == ["approved", "rejected", "pending", "pending", "pending"]
    assert Decision.objects.count() == 6


def test_a_key_that_is_held_down_decides_once(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    page.keyboard.press("j")
    for _ in range(3):  # the second and third are what a keyboard repeats by itself
        page.keyboard.down("a")
    page.keyboard.up("a")
    page.keyboard.press("s")
    stored(page, "Reader 2: spam.")
    assert statuses() == ["approved", "spam", "pending", "pending", "pending"]


@pytest.mark.parametrize("typed", [{"key": "S"}, {"key": "ы", "code": "KeyS"}])
def test_keys_work_with_caps_lock_and_on_other_keyboards(page, waiting, typed):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    card(page, 1).focus()
    card(page, 1).dispatch_event("keydown", {"bubbles": True, **typed})
    stored(page, "Reader 1: spam.")


def test_marked_comments_are_decided_and_taken_back_together(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    for key in ("j", "x", "j", "j", "x"):
        page.keyboard.press(key)
    stored(page, "Marked: 2")
    page.keyboard.press("Shift+S")
    stored(page, "Reader 1: spam. Reader 3: spam.")
    assert statuses() == ["spam", "pending", "spam", "pending", "pending"]
    page.keyboard.press("u")
    stored(page, "Reader 1: pending. Reader 3: pending.")
    assert set(statuses()) == {"pending"}


def numbers(page):
    """What the tabs say how many there are."""
    return page.locator("[data-tab]").all_inner_texts()


def test_the_numbers_of_the_tabs_follow_the_decisions(page, waiting):
    make_report(make_comment(waiting[0].article, name="Public", text="Buy"))
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    before = ["Pending 5", "Reported 1", "Approved 1", "Rejected 0", "Spam 0", "All 6"]
    assert numbers(page) == before
    for key, said in (("a", "1: approved."), ("d", "2: rejected."), ("s", "3: spam.")):
        card(page, said[0]).focus()
        page.keyboard.press(key)
        stored(page, f"Reader {said}")
    after = ["Pending 2", "Reported 1", "Approved 2", "Rejected 1", "Spam 1", "All 6"]
    assert numbers(page) == after
    card(page, 1).focus()
    page.keyboard.press("s")
    stored(page, "Reader 1: spam.")
    changed = ["Pending 2", "Reported 1", "Approved 1", "Rejected 1", "Spam 2", "All 6"]
    assert numbers(page) == changed
    for said in ("1: approved.", "3: pending.", "2: pending.", "1: pending."):
        page.keyboard.press("u")
        stored(page, f"Reader {said}")
    assert numbers(page) == before


def test_a_report_that_is_settled_leaves_the_number_of_its_tab(page, waiting):
    make_report(make_comment(waiting[0].article, name="Reader 9"))
    log_in(page, group="Moderator")
    page.goto(f"{QUEUE}?status=reported")
    card(page, 9).focus()
    page.keyboard.press("a")
    stored(page, "Reader 9: approved.")
    assert numbers(page)[1:3] == ["Reported 0", "Approved 1"]
    page.keyboard.press("u")
    stored(page, "Reader 9: approved.")
    expect(page.locator("[data-tab=reported]")).to_have_text("Reported 1")
    card(page, 9).focus()
    page.keyboard.press("d")
    stored(page, "Reader 9: rejected.")
    assert numbers(page)[1:4] == ["Reported 0", "Approved 0", "Rejected 1"]
    page.reload()
    assert numbers(page)[1:4] == ["Reported 0", "Approved 0", "Rejected 1"]


def test_who_decides_and_has_marked_nothing_is_told_so(open_context, waiting):
    for scripts, said in ((True, "[data-said]"), (False, ".messagelist .warning")):
        page = open_context(java_script_enabled=scripts).new_page()
        log_in(page, group="Moderator", username=f"mari{scripts}")
        page.goto(QUEUE)
        everything = page.get_by_role("group", name="All that are marked")
        everything.get_by_role("button", name="Approve").click()
        expect(page.locator(said)).to_have_text("No comment was marked; nothing has changed.")
    assert set(statuses()) == {"pending"}


def test_the_last_decision_is_taken_back_on_the_next_page_too(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("d")
    stored(page, "Reader 1: rejected.")
    page.reload()
    page.keyboard.press("u")
    expect(card(page, 1)).to_be_focused()
    assert set(statuses()) == {"pending"}


def test_the_reason_is_chosen_by_keyboard(page, waiting):
    RejectionReason.objects.all().delete()
    reason = RejectionReason.objects.create(name="Rude", text="Kindly.")
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    for key in ("j", "w", "ArrowDown", "Enter", "d"):
        page.keyboard.press(key)
    stored(page, "Reader 1: rejected.")
    assert Decision.objects.get().rejection == reason


def test_keys_lead_to_tabs_search_help_edit_reply_and_block(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    page.keyboard.press("?")
    expect(page.get_by_text("reject, for the reason that the card says")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a1")
    assert page.url.endswith(QUEUE)
    for key, words in (("e", "Edit the comment"), ("r", "Reply as"), ("b", "Block the sender")):
        page.goto(QUEUE)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_contain_text(words)
        expect(page.locator("form.act [autofocus]")).to_be_focused()
        page.get_by_role("link", name="Back to the queue").click()
        expect(card(page, 2)).to_be_focused()
    for key, tab in enumerate(("Pending", "Reported", "Approved", "Rejected", "Spam", "All"), 1):
        page.keyboard.press(str(key))
        expect(page.locator(".tabs [aria-current]")).to_contain_text(tab)


def test_keys_can_be_switched_off(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    page.get_by_text("Keys").first.click()
    page.get_by_label("Decide by keys in this browser").uncheck()
    page.reload()
    card(page, 1).focus()
    page.keyboard.press("a")
    page.keyboard.press("x")
    expect(card(page, 1).get_by_role("checkbox")).not_to_be_checked()
    assert set(statuses()) == {"pending"}


def test_comments_are_decided_with_scripts_off(plain_page, waiting):
    page = plain_page
    reason = RejectionReason.objects.create(name="Rude", text="Kindly.")
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    card(page, 1).get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Reader 1: approved.")).to_be_visible()
    card(page, 2).get_by_label("Reason for the reader").select_option("Rude")
    card(page, 2).get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Reader 2: rejected.")).to_be_visible()
    for number in (3, 4):
        card(page, number).get_by_role("checkbox").check()
    page.get_by_role("group", name="All that are marked").get_by_role("button", name="Spam").click()
    expect(page.get_by_text("2 comments decided.")).to_be_visible()
    assert statuses() == ["approved", "rejected", "spam", "spam", "pending"]
    assert Decision.objects.get(to_status="rejected").rejection == reason
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Reader 4: pending.")).to_be_visible()
    assert statuses().count("spam") == 1
    page.get_by_role("link", name="Rejected").click()
    card(page, 2).get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Reader 2: pending.")).to_be_visible()
    assert statuses()[1] == "pending"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_second_of_two_moderators_is_told_what_the_first_did(open_context, waiting, scripts):
    pages = [open_context(java_script_enabled=scripts).new_page() for _ in range(2)]
    for page, name in zip(pages, ("mari", "jaan"), strict=True):
        log_in(page, group="Moderator", username=name)
        page.goto(QUEUE)
    card(pages[0], 1).get_by_role("button", name="Reject").click()
    said = "[data-said]" if scripts else ".messagelist"
    expect(pages[0].locator(said)).to_contain_text("Reader 1: rejected.")
    card(pages[1], 1).get_by_role("button", name="Approve").click()
    told = pages[1].locator(said)
    expect(told).to_contain_text("ari, ")
    expect(told).to_contain_text("Your decision was not carried out.")
    assert statuses()[0] == "rejected"
    assert Decision.objects.count() == 1


def test_a_lost_connection_loses_no_decision(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    page.context.set_offline(True)
    for key in ("j", "a", "d", "s", "u"):
        page.keyboard.press(key)
    expect(page.get_by_role("alert")).to_contain_text("Decisions that are not saved yet: 4")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Approved").click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert set(statuses()) == {"pending"}
    page.context.set_offline(False)
    stored(page, "Reader 3: pending.")
    expect(page.get_by_role("alert")).to_be_hidden()
    assert statuses() == ["approved", "rejected", "pending", "pending", "pending"]


def test_an_answer_that_got_lost_is_asked_for_again(page, waiting):
    log_in(page, group="Moderator")
    page.goto(QUEUE)
    lost = []

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route(f"**{QUEUE}", lose_the_first)
    page.keyboard.press("j")
    page.keyboard.press("a")
    stored(page, "approved")
    assert lost
    assert statuses()[0] == "approved"
    assert Decision.objects.count() == 1
    page.keyboard.press("u")
    stored(page, "Reader 1: pending.")


def test_who_was_logged_out_logs_in_elsewhere_and_goes_on(page, waiting):
    user = log_in(page, group="Moderator")
    page.goto(QUEUE)
    other = page.context.new_page()
    page.context.clear_cookies()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("You are logged out.")
    other.goto("/admin/login/")
    other.get_by_label("Username").fill(user.username)
    other.get_by_label("Password").fill("correct horse")
    other.get_by_role("button", name="Log in").click()
    other.wait_for_url("**/admin/")
    # It may have tried again by itself, and the button be gone.
    page.locator("[data-retry]").dispatch_event("click")
    stored(page, "Reader 1: approved.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_queue_and_its_pages_are_accessible_and_fit(open_context, waiting, scheme, width):
    comment = waiting[0]
    comment.article.corrections.create(text="It was Tuesday.")
    parts = {"status": "pending", "email": comment.email, "name": "Z" * 80, "text": "W" * 300}
    long = make_comment(parent=make_comment(comment.article), **parts)
    reasons = [{"code": "watched", "text": "Watched word", "matches": [["text", 0, 9]]}]
    Comment.objects.filter(pk=long.pk).update(reasons=reasons)
    make_report(make_comment(comment.article), text="This is an insult.")
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    log_in(page, group="Moderator")
    addresses = [QUEUE, f"{QUEUE}?status=reported", f"{QUEUE}?status=all&sender={long.pk}"]
    addresses += [f"{QUEUE}{comment.pk}/{name}/" for name in ("edit", "reply", "block")]
    addresses += [f"{QUEUE}digest/", "/admin/comments/decision/undo/?by=rule:trap", "/moderation/"]
    wrong = {}
    for address in addresses:
        assert page.goto(address).status == 200
        wrong[address] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[address].append("wider than the screen")
    page.goto(QUEUE)
    page.keyboard.press("?")
    page.keyboard.press("j")
    page.keyboard.press("a")
    stored(page, "approved")
    wrong["decided"] = findings(page)
    assert {address: found for address, found in wrong.items() if found} == {}
