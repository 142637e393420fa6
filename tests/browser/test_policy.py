"""The policy page and the form of a site with hours and house rules, in a real browser."""

import pytest

from comments.models import Policy
from tests.browser.test_admin import findings, log_in
from tests.world import make_article, make_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/admin/comments/policy/1/change/"


def rehearse(page):
    page.goto(PAGE)
    page.get_by_label("Watched words").fill("casino\nbuy * now")
    page.get_by_label("Monday, from").fill("07:30")
    page.get_by_role("button", name="Rehearse").click()
    page.get_by_role("heading", name="Rehearsal: nothing has been saved").wait_for()


def discuss():
    for text in ("Come to the casino!", "Buy it now, it is cheap", "I like the ferry"):
        make_comment(make_article(), text=text)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_policy_is_rehearsed_then_saved_as_typed(open_context, scripts):
    discuss()
    page = open_context(java_script_enabled=scripts).new_page()
    log_in(page, is_superuser=True)
    rehearse(page)
    assert "held 2 of 3 comments" in page.content()
    assert page.locator(".rehearsal mark").all_inner_texts() == ["Buy it now", "casino"]
    assert not Policy.objects.exists()
    assert page.get_by_label("Monday, from").input_value() == "07:30"
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/admin/**")
    policy = Policy.current()
    assert policy.lists == {"watched": "casino\nbuy * now"}
    assert policy.hours[0] == ["07:30", "22:00"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_policy_page_is_accessible_and_nothing_hides_to_the_right(open_context, scheme, width):
    discuss()
    size = {"width": width, "height": 900}
    page = open_context(color_scheme=scheme, viewport=size).new_page()
    log_in(page, is_superuser=True)
    for address in (PAGE, "/admin/comments/block/add/", "/admin/comments/block/"):
        page.goto(address)
        assert page.get_by_role("heading", name="comment policy").count() == (address == PAGE)
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    rehearse(page)
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_house_rules_at_the_form_are_accessible(open_context, scheme):
    Policy(pk=1, house_rules="Be kind.\n\nStay with the subject.").put()
    page = open_context(color_scheme=scheme, viewport={"width": 360, "height": 900}).new_page()
    page.goto(make_article().get_absolute_url())
    assert page.get_by_role("region", name="House rules").inner_text().endswith("the subject.")
    assert findings(page) == []
