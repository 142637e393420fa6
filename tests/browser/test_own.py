"""What commenters hold in their own hands, in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from background.worker import run_waiting
from comments.models import Appeal, Comment, RejectionReason
from tests.browser.test_pages import findings
from tests.world import make_article, make_comment, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMAIL = "kadri@example.org"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def visitor(request, open_context):
    return open_context(java_script_enabled=request.param).new_page()


def open_mine(page, portal, mail_server):
    """Ask for the link, find it in the mail, press the button."""
    page.goto("/comment/mine/")
    page.get_by_label("E-mail (required)").fill(EMAIL)
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    run_waiting()
    text = mail_server.mails[-1][1].get_content()
    page.goto(re.search(rf"{portal.url}\S+/open/\S+", text)[0])
    page.get_by_role("button", name="Open my comments").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My comments")


def test_a_comment_is_mended_and_deleted_from_its_receipt(visitor, portal):
    page, comment = visitor, make_comment(status="pending", text="Frist")
    page.goto(comment.receipt_url)
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Comment (required)").fill("First")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article", name="What you wrote")).to_contain_text("First")
    expect(page.get_by_text("edited")).to_be_visible()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("status")).to_contain_text("You have deleted this comment.")
    assert Comment.objects.get().text == ""


def test_mails_are_chosen_on_the_receipt(visitor, portal):
    page, comment = visitor, make_comment(status="pending")
    page.goto(comment.receipt_url)
    page.get_by_label("Mail me replies to it, at most one mail an hour").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Mail me replies to it, at most one mail an hour")).to_be_checked()
    expect(page.get_by_label("Mail me what becomes of this comment")).not_to_be_checked()


def test_a_rejection_is_objected_to_and_answered(visitor, portal, mail_server):
    page = visitor
    comment = make_comment(email=EMAIL, status="pending", text="The bridge is rotten.")
    reason = RejectionReason.objects.create(name="Unfounded", text="Say how you know.")
    comment.reject(make_user(), rejection=reason)
    open_mine(page, portal, mail_server)
    expect(page.get_by_text("Not published: Say how you know.")).to_be_visible()
    page.get_by_role("link", name="Object…").click()
    page.get_by_label("Why should it be published? (required)").fill("I am its engineer.")
    page.get_by_role("button", name="Send to the moderators").click()
    expect(page.get_by_text("Your objection waits for a moderator")).to_be_visible()
    comment.approve(make_user())
    page.reload()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()
    assert Appeal.objects.get().answer.to_status == "approved"


def test_everything_is_taken_along_and_then_erased(visitor, portal, mail_server):
    page = visitor
    make_comment(make_article(slug="story"), email=EMAIL, name="Kadri Saar", text="Worth keeping")
    open_mine(page, portal, mail_server)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything (JSON)").click()
    assert "Worth keeping" in download.value.path().read_text()
    page.get_by_role("link", name="Erase my name and address…").click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what becomes of your comments.")
    page.get_by_label("Leave my comments, without my name").check()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    page.goto("/story/")
    expect(page.get_by_role("article", name="Comment by Name removed")).to_be_visible()
    page.goto("/comment/mine/")
    expect(page.get_by_role("button", name="Mail me the link")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_and_fit(open_context, portal, mail_server, scheme, width):
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    article = make_article(headline="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk closes")
    mine = [make_comment(article, email=EMAIL, text="W" * 300) for _ in range(3)]
    make_comment(parent=mine[0], name="x" * 80, text="y" * 300)
    mine[1].reject(make_user())
    mine[2].delete_by_author()
    wrong = {}

    def look(address=None):
        if address:
            page.goto(address)
        wrong[page.url] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[page.url].append("wider than the screen")

    look("/comment/mine/")
    page.get_by_label("E-mail (required)").fill("x")
    page.get_by_role("button", name="Mail me the link").click()
    look()
    open_mine(page, portal, mail_server)
    look()
    for comment in mine:
        look(comment.receipt_url)
    own = [f"{mine[0].pk}/edit/", f"{mine[0].pk}/delete/", f"{mine[1].pk}/appeal/", "erase/"]
    for path in [*own, "sent/", f"open/{'A' * 43}/"]:
        look(f"/comment/mine/{path}")
    look("/privacy/comments/")
    assert {address: found for address, found in wrong.items() if found} == {}
