"""A reader confirms an e-mail address by a mailed link, in a real browser, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from background.worker import run_waiting
from comments.models import Comment
from tests.browser.test_comments import fill_in, send
from tests.browser.test_pages import findings
from tests.world import make_article, make_policy, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUTTON = "I wrote this: confirm my address"


@pytest.fixture
def story():
    make_policy(hold_newcomers=True, proof_for="approval", min_fill_seconds=0).save()
    return make_article(slug="story", headline="Bridge closes")


def mailed_link(mail_server):
    run_waiting()
    _recipients, message = mail_server.mails[-1]
    return re.search(r"https?://\S+", message.get_content())[0]


def test_once_confirmed_and_approved_comments_appear_from_this_browser_alone(
    open_context, plain_page, story, mail_server
):
    page = plain_page
    page.goto("/story/")
    fill_in(page, text="I crossed it.\n\n<b>See</b> https://example.org/bridge")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("We have mailed a link")
    page.goto(mailed_link(mail_server))
    expect(page.get_by_role("article")).to_contain_text("<b>See</b> https://example.org/bridge")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("status")).to_contain_text("Your e-mail address is confirmed")
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    Comment.objects.get().approve(make_user())
    page.goto("/story/")
    fill_in(page, text="And back again.")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Your comment is published.")
    stranger = open_context(java_script_enabled=False).new_page()
    stranger.goto("/story/")
    fill_in(stranger, text="Buy pills.")
    send(stranger)
    expect(stranger.get_by_role("status")).to_contain_text("waits for a moderator")
    stranger.goto("/story/")
    expect(stranger.get_by_text("And back again.")).to_be_visible()
    expect(stranger.get_by_text("Buy pills.")).to_have_count(0)


def test_a_link_is_good_once_and_another_browser_is_told_so(
    open_context, plain_page, story, mail_server
):
    plain_page.goto("/story/")
    fill_in(plain_page)
    send(plain_page)
    address = mailed_link(mail_server)
    phone = open_context(java_script_enabled=False).new_page()
    phone.goto(address)
    expect(phone.get_by_text("in another browser than this one")).to_be_visible()
    phone.get_by_role("button", name=BUTTON).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your e-mail address is confirmed")
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link is not good")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_confirming_are_accessible_and_fit(
    open_context, story, mail_server, scheme, width
):
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    wrong = {}

    def look(name):
        wrong[name] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[name].append("wider than the screen")

    page.goto("/story/")
    fill_in(page, text="https://example.org/" + "a" * 300 + "\n\nAnd more.", name="W" * 80)
    send(page)
    look("receipt")
    address = mailed_link(mail_server)
    page.goto(address)
    look("confirm")
    page.get_by_role("button", name=BUTTON).click()
    look("receipt, confirmed")
    page.goto("/comment/confirmed/")
    look("confirmed")
    page.goto(address)
    look("gone")
    assert {name: found for name, found in wrong.items() if found} == {}
