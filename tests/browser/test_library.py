"""Pictures by hand: in the library, and large on the page."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from articles.images.refusals import refusal
from articles.models import Image
from tests.photographs import animation, noise
from tests.test_images_bounded import BAD
from tests.world import make_article, make_image

from .test_admin import findings, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIBRARY = "/admin/articles/image/"
UPLOAD = f"{LIBRARY}upload/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files(*seeds):
    made = [("photo.jpg", noise(seed=seed)) for seed in seeds]
    made.append(("page.jpg", b"<!doctype html><script>alert(1)</script>"))
    return [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in made]


def test_many_are_sent_one_by_one(page):
    log_in(page, group="Reporter")
    page.goto(LIBRARY)
    page.get_by_role("link", name="Add pictures").click()
    page.get_by_label("Credit").fill("Photo: Mari Tamm")
    page.get_by_label("Pictures", exact=True).set_input_files(files(1, 2))
    page.get_by_role("button", name="Add pictures").click()
    page.get_by_text("This is not a picture").wait_for()
    page.locator(".sent .credit", has_text="Added").nth(1).wait_for()
    assert Image.objects.count() == 2
    assert findings(page) == []
    page.goto(LIBRARY)
    assert page.locator(".tile").count() == 2


def test_whoever_sends_an_animation_is_told_what_became_of_it(page):
    log_in(page, group="Reporter")
    page.goto(UPLOAD)
    sent = {"name": "x.gif", "mimeType": "image/gif", "buffer": animation()}
    page.get_by_label("Pictures", exact=True).set_input_files(sent)
    page.get_by_role("button", name="Add pictures").click()
    page.locator(".sent").get_by_text("Animated: only the first picture was kept.").wait_for()


def test_each_kind_of_bad_file_has_its_sentence(page):
    log_in(page, group="Editor")
    page.goto(UPLOAD)
    sent = [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": data}
        for name, (_code, data) in BAD.items()
    ]
    page.get_by_label("Pictures", exact=True).set_input_files(sent)
    page.get_by_role("button", name="Add pictures").click()
    for name, (code, _data) in BAD.items():
        tile = page.locator(".sent li").filter(has=page.get_by_text(f"{name}.jpg", exact=True))
        tile.get_by_text(refusal(code).messages[0]).wait_for()
    assert not Image.objects.exists()


def test_caption_corrected_in_the_library_is_on_every_page(page):
    article = make_story()
    image = article.article_images.first().image
    article.lead_image = image
    article.store()
    log_in(page, group="Editor")
    for caption in ("The pier at dawn", "The pier at dusk"):
        page.goto(f"{LIBRARY}{image.pk}/change/")
        page.get_by_label("Caption").fill(caption)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("was changed successfully").wait_for()
        for address in ("/story/", f"/preview/{article.pk}/", "/feed/"):
            text = page.request.get(address).text()
            assert caption.endswith("dawn") or "dawn" not in text, address
            assert caption in text, address


def test_files_are_dropped(page):
    log_in(page, group="Editor")
    page.goto(UPLOAD)
    dropped = page.evaluate_handle(
        """bytes => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "x.jpg", { type: "image/jpeg" }));
            return data;
        }""",
        list(noise(seed=5)),
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    page.locator(".sent img").wait_for()
    assert Image.objects.count() == 1


def test_many_come_without_scripts(plain_page):
    log_in(plain_page, group="Editor")
    plain_page.goto(UPLOAD)
    plain_page.get_by_label("Credit").fill("Photo: Mari Tamm")
    plain_page.get_by_label("Pictures", exact=True).set_input_files(files(1, 2))
    plain_page.get_by_role("button", name="Add pictures").click()
    plain_page.get_by_text("This is not a picture").wait_for()
    assert Image.objects.count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_library_is_accessible_and_fits_a_telephone(open_context, scheme):
    options = {"color_scheme": scheme, "viewport": {"width": 360, "height": 740}}
    page = open_context(**options).new_page()
    log_in(page, is_superuser=True)
    image = Image.add(ContentFile(noise(seed=3)), credit="")
    make_image(caption="x" * 200)
    for address in (LIBRARY, UPLOAD, f"{LIBRARY}{image.pk}/change/", f"{LIBRARY}add/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert findings(page) == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address


def test_focal_point_is_picked_on_the_picture(page):
    image = Image.add(ContentFile(noise(seed=4)), credit="Photo: Mari Tamm")
    log_in(page, group="Editor")
    page.goto(f"{LIBRARY}{image.pk}/change/")
    picture = page.locator(".focus-frame img")
    picture.evaluate("image => image.decode()")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    cut = page.locator(".cuts img").first
    assert 0 < cut.bounding_box()["y"] - box["y"] < box["height"] + 100  # both are in sight
    assert cut.evaluate("cut => cut.style.objectPosition") == "25% 75%"
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == (25, 75)


def make_story():
    pictures = [Image.add(ContentFile(noise(seed=n)), credit=f"Photo {n}") for n in (1, 2)]
    figures = "".join(f'<figure data-image="{one.pk}"></figure>' for one in pictures)
    return make_article(slug="story", body=f"<p>Before.</p>{figures}<p>After.</p>")


def test_pictures_open_large_and_turn_by_keyboard(page):
    make_story()
    page.goto("/story/")
    first = page.locator("a[data-large]").first
    first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Picture")
    viewer.wait_for()
    assert viewer.get_by_text("1 / 2").is_visible()
    page.keyboard.press("ArrowRight")
    assert viewer.get_by_text("2 / 2").is_visible()
    assert viewer.get_by_text("Photo 2").is_visible()
    assert findings(page) == []
    page.keyboard.press("ArrowRight")
    assert viewer.get_by_text("1 / 2").is_visible()
    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert first.evaluate("link => link === document.activeElement")


def test_pictures_turn_by_swipe(open_context):
    make_story()
    context = open_context(has_touch=True, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto("/story/")
    page.locator("a[data-large]").first.tap()
    viewer = page.get_by_role("dialog", name="Picture")
    viewer.get_by_text("1 / 2").wait_for()
    swipe(page, 300, 60)
    viewer.get_by_text("2 / 2").wait_for()
    swipe(page, 60, 300)
    viewer.get_by_text("1 / 2").wait_for()


def swipe(page, start, end):
    """A finger from one place to the other, as the screen reports it to the browser."""
    screen = page.context.new_cdp_session(page)

    def touch(kind, *points):
        points = [{"x": x, "y": 320} for x in points]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for step in range(1, 9):
        touch("touchMove", start + (end - start) * step / 8)
    touch("touchEnd")
    screen.detach()


def test_pictures_are_plain_links_without_scripts(plain_page):
    make_story()
    plain_page.goto("/story/")
    address = plain_page.locator("a[data-large]").first.get_attribute("href")
    answer = plain_page.request.get(address)
    assert Picture.open(io.BytesIO(answer.body())).format == "JPEG"
