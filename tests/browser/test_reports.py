"""Readers report a comment, moderators decide, in a real browser with and without scripts."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Report
from tests.browser.test_admin import findings as findings_at_the_desk
from tests.browser.test_pages import findings
from tests.world import make_article, make_comment, make_report, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def comment():
    article = make_article(slug="story", headline="Bridge closes")
    return make_comment(
        article, name="Peeter V.", text="You fool.\n\nhttps://example.org/" + "a" * 99
    )


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def reader(request, open_context):
    return open_context(java_script_enabled=request.param).new_page()


def test_a_reader_reports_a_comment_and_objects_to_what_is_decided(reader, comment):
    page = reader
    page.goto("/story/")
    page.get_by_role("link", name="Report the comment by Peeter V.").click()
    expect(page.get_by_role("article", name="Comment by Peeter V.")).to_contain_text("You fool.")
    page.get_by_label("abusive or threatening").check()
    page.get_by_label("In your words").fill("He calls me a fool.")
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("status")).to_contain_text("Your report has arrived")
    comment.keep(make_user(), answer="Rude, but about the bridge.")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Rude, but about the bridge.")
    page.get_by_label("Why should we decide otherwise?").fill("It is about me.")
    page.get_by_role("button", name="Send objection").click()
    expect(page.get_by_role("status")).to_contain_text("Your objection has arrived.")
    comment.take_down(make_user())
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("We have taken the comment down.")
    assert Report.objects.get().objection == "It is about me."


def test_a_reader_gives_notice_of_illegal_content(reader, comment):
    page = reader
    page.goto("/story/")
    page.get_by_role("link", name="Report the comment by Peeter V.").click()
    page.get_by_role("link", name="Report illegal content").click()
    expect(page.get_by_text(f"/comment/{comment.pk}/", exact=False).first).to_be_visible()
    page.get_by_label("Why do you consider it illegal?").fill("An insult, section 185.")
    page.get_by_role("button", name="Send report").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Your report was not sent")
    summary.get_by_role("link", name="Write your name.").click()
    page.get_by_label("Name").fill("Kadri Saar")
    page.get_by_label("E-mail").fill("kadri@example.org")
    page.get_by_label("I believe in good faith").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("status")).to_contain_text("We also write to the address")
    stored = Report.objects.get()
    assert (stored.kind, stored.text) == ("illegal", "An insult, section 185.")


def test_a_mistake_leads_to_the_choice_that_is_missing(page, comment):
    page.goto(f"/comment/{comment.pk}/report/")
    page.get_by_role("button", name="Send report").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Say what is wrong with the comment.").click()
    expect(page.get_by_label("offensive")).to_be_focused()
    expect(page.get_by_role("group", name="What is wrong with it?")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_forms_errors_and_receipts_are_accessible_and_fit(open_context, comment, scheme, width):
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    wrong = {}

    def look(name):
        wrong[name] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[name].append("wider than the screen")

    for name, address in {"form": "", "illegal": "illegal/"}.items():
        page.goto(f"/comment/{comment.pk}/report/{address}")
        look(name)
        page.get_by_role("button", name="Send report").click()
        look(f"{name} with errors")
    page.goto(f"/comment/{comment.pk}/report/")
    page.get_by_label("offensive").check()
    page.get_by_role("button", name="Send report").click()
    look("receipt")
    comment.keep(make_user(), answer="Sharp, but fair.\nReally.")
    page.reload()
    look("decided")
    page.get_by_role("button", name="Send objection").click()
    look("objection with errors")
    page.goto(f"/comment/{comment.pk}/report/")
    page.get_by_label("advertising or spam").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("alert")).to_contain_text("already reported")
    look("twice")
    Comment.objects.get().reject(None)
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing left to report")
    look("gone")
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_moderator_settles_reports_at_the_desk(page, comment):
    user = make_user(is_superuser=True)
    report = make_report(comment, text="He calls me a fool.")
    page.goto("/admin/comments/report/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
    assert findings_at_the_desk(page) == []
    page.locator("#result_list th a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Report of a comment")
    expect(page.get_by_text("He calls me a fool.")).to_be_visible()
    assert findings_at_the_desk(page) == []
    page.get_by_label("What the reporters are told").fill("You are right.")
    page.get_by_role("button", name="Take the comment down").click()
    expect(page.get_by_text("Settled. The reporters are told.")).to_be_visible()
    report.refresh_from_db()
    comment.refresh_from_db()
    assert (report.status, report.answer, comment.status) == (
        "upheld",
        "You are right.",
        "rejected",
    )
