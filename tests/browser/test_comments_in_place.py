"""What scripts add below an article: sending in place, drafts, what is new, more threads."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment, Policy
from tests.browser.test_comments import fill_in, send
from tests.browser.test_pages import findings
from tests.world import ago, make_article, make_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story():
    return make_article(slug="story", headline="Bridge closes")


def text(page):
    return page.get_by_label("Comment (required)")


def storage(page):
    return page.evaluate("JSON.stringify({...localStorage})")


def test_a_comment_is_sent_in_place_and_the_result_is_announced(page, story):
    page.goto("/story/")
    fill_in(page, text="I crossed it.")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    assert page.url.endswith("/story/")
    expect(text(page)).to_have_value("")
    assert Comment.objects.get().text == "I crossed it."
    assert "I crossed it." not in storage(page)
    page.get_by_role("link", name="The page of your comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your comment")


def test_a_mistake_is_shown_in_place_and_the_next_try_is_sent(page, story):
    page.goto("/story/")
    fill_in(page, name="")
    send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.url.endswith("/story/")
    expect(page.get_by_label("Name (required)")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Name (required)").fill("Kadri")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("Name (required)")).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("refusal", ["twice", "fast", "closed", "gone"])
def test_what_is_refused_is_said_and_the_text_is_kept(open_context, story, refusal, scripts):
    Policy(pk=1, max_per_address=1 if refusal == "fast" else 100).save()
    parent = make_comment(story, name="Peeter")
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto("/story/")
    told = {
        "twice": "You have already sent this comment.",
        "fast": "You are writing faster than we can read.",
        "closed": "Comments on this article are closed.",
        "gone": "is not there any more",
    }[refusal]
    if refusal in ("twice", "fast"):
        fill_in(page)
        send(page)
        expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
        page.goto("/story/")
    if refusal == "gone":
        page.get_by_role("link", name="Reply to Peeter").click()
    fill_in(page, text="I crossed it this morning." if refusal == "twice" else "Kept words")
    if refusal == "closed":
        story.comments_policy = "closed"
        story.store()
    if refusal == "gone":
        parent.reject(None)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(text(page)).not_to_have_value("")
    if scripts:
        assert findings(page) == []


def test_a_lost_connection_loses_no_text(page, story):
    page.goto("/story/")
    fill_in(page, text="Kept words")
    page.route("**/comment/on/**", lambda route: route.abort())
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Your comment was not sent.")
    expect(text(page)).to_have_value("Kept words")
    page.unroute("**/comment/on/**")
    page.route(
        "**/comment/on/**", lambda route: route.fulfill(status=503, body="503 Service Unavailable")
    )
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Your comment was not sent.")
    page.unroute("**/comment/on/**")
    page.goto("/story/")
    expect(text(page)).to_have_value("Kept words")
    fill_in(page, text="Kept words")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")


def test_an_unsent_draft_is_kept_in_this_browser_until_it_is_discarded(page, story):
    page.goto("/story/")
    text(page).fill("Half a thought")
    page.goto("/")
    page.goto("/story/")
    expect(text(page)).to_have_value("Half a thought")
    page.get_by_role("button", name="Discard it").click()
    expect(text(page)).to_have_value("")
    page.reload()
    expect(text(page)).to_have_value("")
    assert "Half" not in storage(page)


def test_name_and_email_are_remembered_only_for_who_asks_for_it(page, story):
    page.goto("/story/")
    plain = page.content()
    fill_in(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    assert "kadri" not in storage(page).lower()
    page.reload()
    expect(page.get_by_label("Name (required)")).to_have_value("")
    fill_in(page, text="")
    box = page.get_by_label("Remember my name and e-mail on this device")
    box.check()
    page.reload()
    expect(page.get_by_label("Name (required)")).to_have_value("Kadri")
    expect(page.get_by_label("E-mail (required)")).to_have_value("kadri@example.org")
    assert re.sub("value=.*", "", page.content()) == re.sub("value=.*", "", plain)
    # One cookie was set by sending: the browser's own, which remembers no name.
    assert [cookie["name"] for cookie in page.context.cookies()] == ["reader"]
    box.uncheck()
    page.reload()
    expect(page.get_by_label("E-mail (required)")).to_have_value("")


def test_a_reply_is_written_in_place_below_what_it_answers(page, story):
    make_comment(story, name="Peeter", text="What about the ferry?")
    page.goto("/story/")
    page.get_by_role("link", name="Reply to Peeter").click()
    expect(page.get_by_role("heading", name="Reply to Peeter")).to_be_visible()
    expect(text(page)).to_be_focused()
    expect(page.locator("#respond blockquote")).to_contain_text("What about the ferry?")
    assert findings(page) == []
    page.get_by_role("button", name="Write a comment of its own instead").click()
    expect(page.locator("#respond blockquote")).to_be_hidden()
    page.get_by_role("link", name="Reply to Peeter").click()
    fill_in(page, name="")
    send(page)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#respond blockquote")).to_contain_text("What about the ferry?")
    fill_in(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    assert Comment.objects.latest("id").parent.name == "Peeter"
    expect(page.get_by_role("heading", name="Leave a reply")).to_be_visible()


def test_what_is_new_since_the_last_visit_is_marked_and_reached_by_keys(page, story):
    old = make_comment(story, name="Old", created_at=ago(hours=3))
    page.goto("/story/")
    expect(page.get_by_text("New since your last visit")).to_be_hidden()
    expect(page.locator(".say.new")).to_have_count(0)
    page.evaluate(
        "(id) => localStorage.setItem('comments-seen',"
        " JSON.stringify({[id]: [0, Date.now() - 2 * 3600e3]}))",
        story.pk,
    )
    below = make_comment(parent=old, name="New below")
    make_comment(story, name="New one")
    page.reload()
    expect(page.get_by_text("New since your last visit: 2")).to_be_visible()
    expect(page.get_by_role("article", name="Comment by New one")).to_contain_text("New")
    page.locator("summary", has_text="1 reply").click()
    expect(page.locator(f"#c{below.pk}")).to_be_hidden()
    page.get_by_role("button", name="Next (n)").click()
    expect(page.locator(f"#c{below.pk}")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("article", name="Comment by New one")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(f"#c{below.pk}")).to_be_focused()
    assert findings(page) == []
    # The same visit goes on, and the letters are letters where somebody writes.
    page.reload()
    expect(page.get_by_text("New since your last visit: 2")).to_be_visible()
    text(page).focus()
    page.keyboard.type("pn")
    expect(text(page)).to_have_value("pn")
    expect(text(page)).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_more_threads_follow_by_a_link(open_context, story, scripts):
    Policy(pk=1, threads_per_page=2).save()
    moment = timezone.now() - timedelta(hours=1)
    for number in range(5):
        make_comment(story, name=f"Reader {number}", created_at=moment + timedelta(minutes=number))
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto("/story/")
    page.get_by_role("link", name="More comments").click()
    third = page.get_by_role("article", name="Comment by Reader 2")
    expect(third).to_be_visible()
    first = page.get_by_role("article", name="Comment by Reader 0")
    expect(first).to_have_count(1 if scripts else 0)
    if scripts:
        expect(third).to_be_focused()
    page.get_by_role("link", name="More comments").click()
    expect(page.get_by_role("article", name="Comment by Reader 4")).to_be_visible()
    expect(page.get_by_role("link", name="More comments")).to_have_count(0)
    expect(page.locator(".thread > li")).to_have_count(5 if scripts else 1)


@pytest.mark.parametrize("scripts", [True, False])
def test_all_replies_of_a_thread_follow_by_a_link(open_context, story, scripts):
    root, _ = make_comment(story), make_comment(story, name="Beside")
    for number in range(12):
        make_comment(parent=root, name=f"Reply {number}")
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto("/story/")
    page.get_by_role("link", name="Show all 12 replies").click()
    expect(page.get_by_role("article", name="Comment by Reply 11")).to_be_visible()
    expect(page.get_by_role("article", name="Comment by Beside")).to_have_count(int(scripts))
    if scripts:
        assert findings(page) == []


def test_a_branch_is_folded_without_scripts(plain_page, story):
    root = make_comment(story, name="Root")
    make_comment(parent=root, name="Leaf")
    page = plain_page
    page.goto("/story/")
    leaf = page.get_by_role("article", name="Comment by Leaf")
    expect(leaf).to_be_visible()
    page.locator("summary", has_text="1 reply").click()
    expect(leaf).to_be_hidden()
