"""A page names every size of a picture, keeps its place free, and never takes words for others."""

import html5lib
import pytest
from django.template import Context, Template

from .world import make_image

pytestmark = pytest.mark.django_db

SIZES = [
    {"width": width, "height": width // 2, "webp": f"p/{width}.webp", "jpeg": f"p/{width}.jpg"}
    for width in (360, 720, 1080)
]


def drawn(tag, **context):
    context.setdefault("image", make_image(renditions=SIZES))
    text = Template(f"{{% load pictures %}}{{% {tag} %}}").render(Context(context))
    return html5lib.parse(text, namespaceHTMLElements=False)


def test_browser_may_choose_among_all_sizes():
    page = drawn("picture image sizes='card'")
    source, img = page.find(".//picture/source"), page.find(".//picture/img")
    assert source.get("type") == "image/webp"
    assert source.get("srcset").split() == [
        *("/media/p/360.webp", "360w,", "/media/p/720.webp", "720w,"),
        *("/media/p/1080.webp", "1080w"),
    ]
    assert img.get("srcset").count(".jpg") == 3
    assert source.get("sizes") == img.get("sizes") != ""


def test_place_of_a_picture_is_kept_free():
    img = drawn("picture image").find(".//img")
    assert int(img.get("width")) == 2 * int(img.get("height"))
    assert "style" not in img.attrib


def test_only_what_is_seen_first_is_fetched_first():
    later, first = (drawn(f"picture image {how}").find(".//img") for how in ("", "priority=True"))
    assert (later.get("loading"), later.get("fetchpriority")) == ("lazy", None)
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")


def test_preloading_asks_for_what_the_page_will_ask_for():
    image = make_image(renditions=SIZES)
    link = drawn("preload_picture image sizes='hero'", image=image).find(".//link")
    source = drawn("picture image sizes='hero'", image=image).find(".//source")
    assert link.get("imagesrcset") == source.get("srcset")
    assert link.get("imagesizes") == source.get("sizes")


def test_caption_never_stands_for_the_alternative_text():
    image = make_image(alt_text="", caption="A caption", renditions=SIZES)
    assert drawn("figure image", image=image).find(".//img").get("alt") == ""
    assert drawn("picture image alt='Other'").find(".//img").get("alt") == "Other"


def test_words_of_a_picture_are_escaped():
    nasty = '"><script>x</script>'
    image = make_image(alt_text=nasty, caption=nasty, credit=nasty, renditions=SIZES)
    page = drawn("figure image", image=image)
    assert page.find(".//script") is None
    assert page.find(".//img").get("alt") == nasty


def test_picture_without_sizes_is_drawn_from_its_file():
    image = make_image(renditions=[])
    assert image.file.name in drawn("picture image", image=image).find(".//img").get("src")
