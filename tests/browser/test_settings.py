"""A reader's colours and text size: kept in the browser, there before the first paint."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_colours_hold_on_the_next_page(open_context, scheme):
    page = open_context(color_scheme="dark" if scheme == "light" else "light").new_page()
    page.goto("/")
    before = paper(page)
    page.get_by_text("Reading settings").click()
    page.get_by_label(scheme.capitalize(), exact=True).check()
    chosen = paper(page)
    assert chosen != before
    page.goto("/latest/")
    assert paper(page) == chosen
    page.get_by_text("Reading settings").click()
    page.get_by_label("As on my device").check()
    page.reload()
    assert paper(page) == before


def test_text_size_changes_the_size_of_text(page):
    page.goto("/")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)
    page.get_by_text("Reading settings").click()
    page.get_by_label("Largest").check()
    assert page.evaluate(size) == before * 1.25


def test_without_scripts_no_control_is_shown_that_does_nothing(plain_page):
    plain_page.goto("/")
    assert plain_page.get_by_text("Reading settings").is_hidden()
