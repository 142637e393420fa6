"""From draft to record in a real browser: one article's way, with and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Correction, ErrorReport
from tests.browser.test_admin import findings as findings_at_the_desk
from tests.browser.test_admin import log_in
from tests.browser.test_pages import findings
from tests.world import make_article, make_author, make_draft, make_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLES = "/admin/articles/article/"


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def visitor(request, open_context):
    return open_context(java_script_enabled=request.param).new_page()


def test_review_schedule_appear_correct_restore_withdraw(open_context, time_machine):
    parts = {"authors": [make_author()], "lead_image": make_image()}
    draft = make_draft(headline="Ferry sails again", slug="ferry", **parts)
    draft.submit()
    page, reader = open_context().new_page(), open_context().new_page()
    log_in(page, group="Editor")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    page.get_by_role("link", name="Preview", exact=True).click()
    expect(page.get_by_text("This article is not public.")).to_be_visible()
    page.go_back()
    now = timezone.now()
    local = timezone.localtime(now + timedelta(days=1))
    page.locator("#id_published_at").fill(local.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Note").fill("For tomorrow.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It becomes public by itself").wait_for()
    assert reader.goto("/ferry/").status == 404
    time_machine.move_to(now + timedelta(days=1, minutes=1))
    assert reader.goto("/ferry/").status == 200
    time_machine.move_to(now)
    draft.refresh_from_db()
    draft.publish(at=now)
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    page.get_by_label("Headline").fill("Ferry sinks again")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    page.goto(f"{ARTICLES}{draft.pk}/history/")
    page.get_by_role("button", name="Show side by side").click()
    expect(page.locator("del")).to_have_text("sails ")
    expect(page.locator("ins")).to_have_text("sinks ")
    page.get_by_role("region", name="Before").get_by_role(
        "button", name="Restore this version"
    ).click()
    page.get_by_text("Restored as it was at").first.wait_for()
    draft.refresh_from_db()
    assert draft.headline == "Ferry sails again"
    page.get_by_text("Withdraw…").click()
    page.get_by_label("What readers are told").fill("It never sailed.")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_text("It is withdrawn").wait_for()
    assert reader.goto("/ferry/").status == 410
    expect(reader.get_by_text("It never sailed.")).to_be_visible()


def test_reader_reports_an_error_and_it_becomes_a_correction(open_context, visitor):
    article = make_article(slug="story")
    visitor.goto("/story/")
    visitor.get_by_role("link", name="Report an error").click()
    visitor.get_by_role("button", name="Send report").click()
    expect(visitor.get_by_role("alert")).to_contain_text("Say what is wrong.")
    visitor.get_by_label("What is wrong?").fill("It was Tuesday.")
    visitor.get_by_role("button", name="Send report").click()
    expect(visitor.get_by_role("status")).to_contain_text("Your report has arrived")
    desk = open_context().new_page()
    log_in(desk, group="Editor")
    desk.goto("/admin/articles/errorreport/")
    desk.get_by_role("link", name="It was Tuesday.").click()
    desk.get_by_role("button", name="Accept and publish as correction").click()
    desk.get_by_text("The correction stands in the article now.").wait_for()
    assert Correction.objects.get().article == article
    visitor.goto("/corrections/")
    expect(visitor.get_by_text("It was Tuesday.")).to_be_visible()


def test_link_for_somebody_without_an_account(open_context, visitor):
    draft = make_draft(headline="Not yet")
    desk = open_context().new_page()
    log_in(desk, group="Editor")
    desk.goto(f"{ARTICLES}{draft.pk}/change/")
    desk.get_by_role("link", name="Preview links").click()
    desk.get_by_label("For whom").fill("The lawyer")
    desk.get_by_role("button", name="Make a link").click()
    address = desk.get_by_label("Address 1").input_value()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Not yet")
    desk.get_by_role("button", name="Revoke").click()
    desk.get_by_text("The link was revoked").wait_for()
    assert visitor.goto(address).status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_new_pages_are_without_barriers(open_context, scheme, width):
    view = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page = open_context(**view).new_page()
    draft = make_draft(standfirst="", headline="Ferry sails")
    draft.headline = "Ferry sinks"
    draft.store()
    draft.preview_links.create(ends_at=timezone.now() + timedelta(days=1))
    article = make_article()
    article.corrections.create(text="It was Tuesday.", place="top")
    report = ErrorReport.objects.submit(article, text="It was Tuesday.")
    newer, older = (version.history_id for version in draft.versions.all())
    log_in(page, group="Editor")
    desk = [f"{ARTICLES}{draft.pk}/{name}/" for name in ("change", "history", "preview-links")]
    desk += [f"{ARTICLES}{draft.pk}/compare/?a={older}&b={newer}"]
    desk += [f"/admin/articles/errorreport/{report.pk}/change/"]
    public = ["/corrections/", f"/error/in/{article.pk}/", "/error/reported/"]
    public += [f"/preview/{draft.pk}/", article.get_absolute_url()]
    for paths, look in [(desk, findings_at_the_desk), (public, findings)]:
        for path in paths:
            page.goto(path)
            assert look(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
