"""Galleries in the editor: pictures that follow each other stand as they do on the page."""

import pytest
from django.core.files.base import ContentFile

from articles.models import Image
from tests.photographs import noise
from tests.world import make_article

from .test_admin import ARTICLES, log_in, text_of
from .test_editor import save, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Of each picture of the text: its left edge, its width and height, how it is cut, and how far below
# the first one it stands; all from the edge of the text.
PLACES = """(selector) => {
  const images = [...document.querySelectorAll(`${selector} figure img`)];
  const style = getComputedStyle(document.querySelector(selector));
  const edge = document.querySelector(selector).getBoundingClientRect().left + parseFloat(style.paddingLeft);
  return images.map((one) => {
    const box = one.getBoundingClientRect();
    const { objectFit, objectPosition } = getComputedStyle(one);
    const numbers = [box.left - edge, box.width, box.height].map(Math.round);
    return [...numbers, objectFit, objectPosition];
  });
}"""  # noqa: E501


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pictures():
    return [
        Image.add(ContentFile(noise(seed=n)), credit=f"Photo {n}", focus_x=20, focus_y=75)
        for n in range(4)
    ]


def figures(images, size=""):
    said = f' data-size="{size}"' if size else ""
    return "".join(f'<figure data-image="{one.pk}"{said}></figure>' for one in images)


def places(page, selector):
    page.locator(f"{selector} figure img").first.wait_for()
    page.wait_for_load_state("networkidle")
    return page.evaluate(PLACES, selector)


def edit(page, article):
    page.goto(f"{ARTICLES}{article.pk}/change/")
    text_of(page)


@pytest.mark.parametrize("width", [1280, 400])
def test_a_gallery_stands_in_the_editor_as_on_the_page(open_context, pictures, width):
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    gallery, alone = figures(pictures[:3]), figures(pictures[3:], size="wide")
    article = make_article(
        slug="row", body=f"<p>Before.</p>{gallery}<p>Between.</p>{alone}<p>After.</p>"
    )
    log_in(page, group="Editor")
    edit(page, article)
    here = places(page, ".editor .body")
    page.goto("/row/")
    there = places(page, ".main .body")
    shapes = [(cut, place) for *_, cut, place in here[:3]]
    assert shapes == [("cover", "20% 75%")] * 3 == [(cut, place) for *_, cut, place in there[:3]]
    columns = [left for left, *_ in here]
    assert columns == [left for left, *_ in there]
    assert (columns[1] > 0) is (width == 1280)
    if width == 1280:  # a telephone gives the form of the desk more margin than the page
        assert here == there


def test_pictures_join_a_row_and_leave_it_while_somebody_writes(page, pictures):
    one, two, *_ = pictures
    article = make_article(body=f"<p>Before.</p>{figures([one, two])}<p>After.</p>")
    before = stored(article)
    log_in(page, group="Editor")
    edit(page, article)
    assert page.locator(".editor .in-row").count() == 2
    second = page.locator(".editor figure").nth(1)
    second.get_by_label("Size of the picture").select_option("small")
    assert page.locator(".editor .in-row").count() == 0
    assert "size-small" in second.get_attribute("class")
    second.get_by_label("Size of the picture").select_option("")
    assert page.locator(".editor .in-row").count() == 2
    page.locator(".editor figure .own-caption").first.click()
    page.keyboard.type("Ours")
    page.keyboard.press("Enter")
    page.keyboard.type("Between.")
    assert page.locator(".editor .in-row").count() == 0
    save(page)
    expected = before.replace(
        "></figure>", "><figcaption>Ours</figcaption></figure><p>Between.</p>", 1
    )
    assert stored(article) == expected
