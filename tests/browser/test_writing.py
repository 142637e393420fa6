"""No lost text: crash and restore, two editors at once, a log-in that ran out."""

from datetime import timedelta

import pytest

from articles.models import OpenForm, UnsavedText
from tests.world import make_draft, make_user

from .test_admin import ARTICLES, PASSWORD, findings, log_in
from .test_editor import open_form, save, stored, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def type_and_wait(page, text, words):
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    page.get_by_text("Kept, not saved").wait_for()


def enter(page, user):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def crash(page):
    """The browser is gone without a word."""
    page.context.set_offline(True)
    page.close(run_before_unload=False)


def test_what_was_typed_before_a_crash_is_offered_and_restored(open_context):
    draft = make_draft(body="<p>First.</p>")
    context = open_context()
    page = context.new_page()
    user = log_in(page, group="Reporter")
    text = open_form(page, draft)
    page.get_by_label("Kicker").fill("Harbour")
    type_and_wait(page, text, " Second.")
    crash(page)
    assert stored(draft) == "<p>First.</p>"
    page = open_context().new_page()
    enter(page, user)
    text = open_form(page, draft)
    page.get_by_text("You typed something here that was not saved").wait_for()
    assert findings(page) == []
    assert text.inner_text().strip() == "First."
    page.get_by_role("button", name="Put it into the form").click()
    assert text.inner_text().strip() == "First. Second."
    save(page)
    assert stored(draft) == "<p>First. Second.</p>"
    assert draft.kicker == "Harbour"
    assert not UnsavedText.objects.exists()


def test_a_row_that_was_added_is_restored_too(open_context):
    draft = make_draft()
    page = open_context().new_page()
    user = log_in(page, group="Editor")
    open_form(page, draft)
    page.locator("summary, h2", has_text="Corrections").first.click()
    page.get_by_text("Add another Correction").click()
    page.locator("[name=corrections-0-text]").fill("It was Tuesday.")
    page.get_by_text("Kept, not saved").wait_for()
    crash(page)
    page = open_context().new_page()
    enter(page, user)
    open_form(page, draft)
    page.get_by_role("button", name="Put it into the form").click()
    save(page)
    assert [one.text for one in draft.corrections.all()] == ["It was Tuesday."]


def test_a_new_article_is_restored_too_or_thrown_away(open_context):
    section = make_draft().section
    page = open_context().new_page()
    user = log_in(page, group="Reporter")
    page.goto(f"{ARTICLES}add/")
    text = text_of(page)
    page.get_by_label("Headline").fill("Storm")
    page.get_by_label("Section").select_option(section.name)
    type_and_wait(page, text, "It blew.")
    crash(page)
    page = open_context().new_page()
    enter(page, user)
    page.goto(f"{ARTICLES}add/")
    text = text_of(page)
    page.get_by_role("button", name="Put it into the form").click()
    assert page.get_by_label("Headline").input_value() == "Storm"
    assert page.get_by_label("Section").locator("option:checked").inner_text() == section.name
    assert text.inner_text().strip() == "It blew."
    page.get_by_text("Kept, not saved").wait_for()
    assert UnsavedText.objects.count() == 1
    page.goto(f"{ARTICLES}add/")
    page.get_by_role("button", name="Throw it away").click()
    page.wait_for_function("document.querySelector('[data-writing]').hidden")
    page.wait_for_load_state("networkidle")
    assert not UnsavedText.objects.exists()


def write_new(page, headline):
    page.goto(f"{ARTICLES}add/")
    text_of(page)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Headline").fill(headline)
    page.get_by_text("Kept, not saved").wait_for()


def offers(page):
    return page.locator(".writing-found:visible")


def test_of_two_new_articles_each_is_kept_and_offered_after_a_crash(open_context):
    section = make_draft().section
    context = open_context()
    one, two = context.new_page(), context.new_page()
    user = log_in(one, group="Reporter")
    write_new(one, "Storm")
    write_new(two, "Flood")
    crash(one)
    crash(two)
    page = open_context().new_page()
    enter(page, user)
    page.goto(f"{ARTICLES}add/")
    text_of(page)
    offers(page).nth(1).wait_for()
    assert offers(page).locator("q").all_inner_texts() == ["Flood", "Storm"]
    assert findings(page) == []
    offers(page).filter(has_text="Storm").get_by_role("button", name="Put it").click()
    assert page.get_by_label("Headline").input_value() == "Storm"
    offers(page).first.wait_for(state="hidden")
    page.get_by_text("Kept, not saved").wait_for()
    page.get_by_label("Section").select_option(section.name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    assert [row.fields["headline"] for row in UnsavedText.objects.all()] == ["Flood"]


def test_a_new_article_that_went_into_another_window_is_kept_for_both(open_context):
    make_draft()
    context = open_context()
    one, two = context.new_page(), context.new_page()
    log_in(one, group="Reporter")
    one.clock.install()
    write_new(one, "Storm")
    two.goto(f"{ARTICLES}add/")
    text_of(two)
    two.get_by_role("button", name="Put it into the form").click()
    two.get_by_text("Kept, not saved").wait_for()
    assert UnsavedText.objects.count() == 1
    with one.expect_response("**/writing/"):
        one.clock.fast_forward(20_000)  # it is asked whether it is still open, and hears of it
    with one.expect_response("**/writing/"):
        one.clock.fast_forward(3_000)
    assert UnsavedText.objects.count() == 2


def test_the_second_sees_who_writes_and_takes_over(open_context):
    draft = make_draft(body="<p>First.</p>")
    one, two = open_context().new_page(), open_context().new_page()
    log_in(one, group="Editor", first_name="Mari", last_name="Tamm")
    log_in(two, group="Editor", first_name="Juhan", last_name="Kask")
    text = open_form(one, draft)
    one.wait_for_load_state("networkidle")
    open_form(two, draft)
    two.get_by_text("Mari Tamm has this article open since").wait_for()
    assert two.get_by_text("..").count() == 0
    assert two.get_by_role("button", name="Save", exact=True).is_disabled()
    assert findings(two) == []
    two.get_by_role("button", name="Take over").click()
    two.get_by_role("button", name="Take over").wait_for(state="hidden")
    assert two.get_by_role("button", name="Save", exact=True).is_enabled()
    text.click()
    one.keyboard.type("x")
    one.get_by_text("Juhan Kask has taken this article over").wait_for()
    assert one.get_by_role("button", name="Save", exact=True).is_disabled()


def test_what_is_typed_while_the_last_words_are_on_their_way_is_kept(open_context):
    draft = make_draft(body="<p>First.</p>")
    page = open_context().new_page()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/writing/", lambda route: route.continue_() if held else held.append(route))
    text.click()
    page.keyboard.press("Control+End")
    with page.expect_request("**/writing/"):
        page.keyboard.type(" Second.")
    page.keyboard.type(" Third.")
    with page.expect_response("**/writing/"):
        held[0].continue_()
    with page.expect_response("**/writing/"):
        page.keyboard.press("Shift")  # nothing more is typed
    page.wait_for_load_state("networkidle")
    assert "Third." in UnsavedText.objects.get().fields["body"]


def test_a_newer_version_is_not_written_over_unseen(open_context):
    draft = make_draft(body="<p>First.</p>")
    one, two = open_context().new_page(), open_context(java_script_enabled=False).new_page()
    log_in(one, group="Editor", first_name="Mari", last_name="Tamm")
    log_in(two, group="Editor")
    text = open_form(one, draft)
    two.goto(f"{ARTICLES}{draft.pk}/change/")
    type_and_wait(one, text, " By Mari.")
    save(one)
    two.get_by_label("Body").fill("<p>By another.</p>")
    two.get_by_role("button", name="Save", exact=True).click()
    two.get_by_text("a colleague has saved another version").wait_for()
    two.get_by_text("Last saved by Mari Tamm").wait_for()
    both = two.locator(".two-versions").inner_text()
    assert "First. By Mari." in both and "By another." in both
    assert stored(draft) == "<p>First. By Mari.</p>"
    assert two.get_by_label("Body").input_value() == "<p>By another.</p>"
    two.get_by_label("My version replaces").check()
    two.get_by_role("button", name="Save", exact=True).click()
    two.get_by_text("was changed successfully").wait_for()
    assert stored(draft) == "<p>By another.</p>"


def test_whoever_was_logged_out_logs_in_elsewhere_and_goes_on(open_context):
    draft = make_draft(body="<p>First.</p>")
    context = open_context()
    page = context.new_page()
    user = log_in(page, group="Reporter")
    text = open_form(page, draft)
    page.wait_for_load_state("networkidle")
    context.clear_cookies()
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Second.")
    page.get_by_text("What you type is not kept at the moment").wait_for()
    other = context.new_page()
    enter(other, user)
    page.keyboard.type(" Third.")
    page.get_by_text("What you type is not kept").wait_for(state="hidden", timeout=15_000)
    save(page)
    assert stored(draft) == "<p>First. Second. Third.</p>"


def test_whoever_saves_after_the_log_in_ran_out_keeps_the_text(open_context):
    draft = make_draft(body="<p>First.</p>")
    context = open_context()
    page = context.new_page()
    user = log_in(page, group="Reporter")
    text = open_form(page, draft)
    page.wait_for_load_state("networkidle")
    context.clear_cookies()
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Second.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("What you type is not kept at the moment").wait_for()
    enter(context.new_page(), user)
    save(page)
    assert stored(draft) == "<p>First. Second.</p>"


def test_a_form_that_was_left_is_free_at_once(open_context):
    draft = make_draft()
    page = open_context().new_page()
    log_in(page, group="Editor")
    with page.expect_response("**/writing/", timeout=10_000):
        open_form(page, draft)
    page.wait_for_load_state("networkidle")
    assert OpenForm.objects.filter(article=draft).exists()
    page.goto("/admin/")
    for _try in range(50):
        if not OpenForm.objects.filter(article=draft).exists():
            break
        page.wait_for_timeout(100)
    assert not OpenForm.objects.filter(article=draft).exists()


def test_a_browser_that_crashed_holds_nobody_up(open_context):
    draft = make_draft()
    user = make_user("Editor")
    row = OpenForm.objects.open(draft, user, "a-window-that-crashed")
    OpenForm.objects.filter(pk=row.pk).update(seen_at=row.seen_at - timedelta(minutes=2))
    page = open_context().new_page()
    log_in(page, group="Editor")
    open_form(page, draft)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="Save", exact=True).is_enabled()
    assert page.get_by_text("has this article open").count() == 0


def test_what_is_restored_is_not_saved_over_what_a_colleague_saved_since(open_context):
    draft = make_draft(body="<p>First.</p>")
    page = open_context().new_page()
    user = log_in(page, group="Reporter")
    type_and_wait(page, open_form(page, draft), " Mine.")
    crash(page)
    draft.body = "<p>First. Theirs.</p>"
    draft.store()
    page = open_context().new_page()
    enter(page, user)
    open_form(page, draft)
    page.get_by_text("A newer version of the article was saved since.").wait_for()
    page.get_by_role("button", name="Put it into the form").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("a colleague has saved another version").wait_for()
    assert stored(draft) == "<p>First. Theirs.</p>"
