"""Writing in a real browser: what the editor makes is what the page shows."""

import io
from base64 import b64encode

import pytest
from PIL import Image as Picture

from articles.models import Image
from tests.photographs import animation, with_iptc
from tests.world import make_article, make_draft, make_image, make_user

from .test_admin import ARTICLES, findings, log_in, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_form(page, article):
    page.goto(f"{ARTICLES}{article.pk}/change/")
    return text_of(page)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()


def stored(article):
    article.refresh_from_db()
    return article.body


def test_what_is_typed_becomes_blocks_and_marks(page):
    draft = make_draft(body="")
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.keyboard.type('## The pier\nIt is open -- "at last", it\'s said...\n')
    page.keyboard.type("- tea\n")
    page.keyboard.type("cake\n\n")
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold")
    save(page)
    assert stored(draft) == (
        "<h2>The pier</h2><p>It is open – “at last”, it’s said…</p>"
        "<ul><li>tea</li><li>cake</li></ul><p><strong>Bold</strong></p>"
    )


EVERYTHING = (
    "<h2>Two</h2><h3>Three</h3><h4>Four</h4>"
    "<p>Plain <strong>bold</strong> <em>italic</em> <s>gone</s> x<sub>2</sub> y<sup>3</sup> "
    '<code>code</code> <a href="https://example.org/a?b=1&amp;c=2">link</a> '
    '<a href="/ferry/">own</a>'
    "<br>next line</p><ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"
    '<ol start="3"><li>three</li><li><p>a</p><p>b</p></li></ol>'
    "<blockquote><p>Said.</p><p>Again.</p></blockquote><pre>a\n  b</pre><hr>"
    "<table><caption>Times</caption><thead><tr><th>From</th><th>To</th></tr></thead>"
    '<tbody><tr><td>1</td><td>2</td></tr><tr><td colspan="2">3</td></tr></tbody></table>'
    "<figure><blockquote><p>Well.</p></blockquote>"
    "<figcaption>A <em>guest</em></figcaption></figure>"
)


def test_whatever_may_stand_in_a_text_survives_the_editor(page):
    image = make_image()
    picture = (
        f'<figure data-image="{image.pk}" data-size="small"><figcaption>Own</figcaption></figure>'
    )
    body = f"{EVERYTHING}{picture}<p>End</p>"
    draft = make_draft(body=body)
    assert stored(draft) == body
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.get_by_text("End").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    save(page)
    assert stored(draft) == body.replace("End", "End!")


def test_a_text_that_is_only_looked_at_is_sent_as_it_came(page):
    body = "<p>Odd <em></em>but <strong>ours</strong></p>\n\n<p>kept</p>"
    draft = make_draft(body=body)
    before = stored(draft)
    log_in(page, group="Reporter")
    open_form(page, draft)
    page.get_by_label("Kicker").fill("Harbour")
    save(page)
    assert stored(draft) == before


def test_a_picture_is_found_in_the_library_and_put_into_the_text(page):
    make_image(caption="The bridge", credit="Photo: B")
    pier = make_image(caption="The pier at dawn", credit="Photo: Mari Tamm")
    draft = make_draft(body="<p>Before.</p><p>After.</p>")
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.get_by_text("Before.").click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_label("Search").fill("pier")
    page.get_by_role("button", name="The pier at dawn").click()
    figure = text.locator("figure")
    figure.get_by_text("Photo: Mari Tamm").wait_for()
    figure.locator(".own-caption").click()
    page.keyboard.type("Ours")
    figure.get_by_label("Size of the picture").select_option("wide")
    save(page)
    assert stored(draft) == (
        f'<p>Before.</p><figure data-image="{pier.pk}" data-size="wide">'
        "<figcaption>Ours</figcaption></figure><p>After.</p>"
    )
    assert draft.body_parts[1] == {"image": pier.pk, "size": "wide", "caption": "Ours"}


def picture_file(colour="teal"):
    file = io.BytesIO()
    Picture.new("RGB", (800, 500), colour).save(file, "JPEG")
    return file.getvalue()


def tell_about_it(page):
    dialog = page.get_by_role("dialog").last
    dialog.get_by_label("Alternative text").fill("A pier")
    dialog.get_by_label("Credit").fill("Photo: Mari Tamm")
    dialog.get_by_role("button", name="Put into the text").click()


def test_a_picture_is_uploaded_into_the_text(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("button", name="Upload a picture").click()
    upload = {"name": "pier.jpg", "mimeType": "image/jpeg", "buffer": picture_file()}
    page.get_by_label("File").set_input_files(upload)
    tell_about_it(page)
    text.locator("figure").get_by_text("Photo: Mari Tamm").wait_for()
    save(page)
    image = Image.objects.get()
    assert (image.alt_text, image.credit) == ("A pier", "Photo: Mari Tamm")
    assert f'<figure data-image="{image.pk}">' in stored(draft)


def test_an_animation_comes_into_the_text_as_its_first_picture_and_says_so(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("button", name="Upload a picture").click()
    sent = {"name": "x.gif", "mimeType": "image/gif", "buffer": animation()}
    page.get_by_label("File").set_input_files(sent)
    tell_about_it(page)
    said = page.get_by_role("dialog").get_by_text("Animated: only the first picture was kept.")
    said.wait_for()
    assert Image.objects.count() == 1


def test_a_picture_for_the_text_may_be_decorative(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("button", name="Upload a picture").click()
    upload = {"name": "pier.jpg", "mimeType": "image/jpeg", "buffer": picture_file()}
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("File").set_input_files(upload)
    dialog.get_by_label("Alternative text").fill("Typed before")
    dialog.get_by_label("Decorative").check()
    assert dialog.get_by_label("Alternative text").is_disabled()
    assert findings(page) == []
    dialog.get_by_label("Credit").fill("Photo: Mari Tamm")
    dialog.get_by_role("button", name="Put into the text").click()
    text.locator("figure").get_by_text("Photo: Mari Tamm").wait_for()
    image = Image.objects.get()
    assert (image.alt_text, image.is_decorative) == ("", True)


# A file as a drag or a clipboard brings it.
BRING = """([element, name, bytes, type]) => {
  const data = new DataTransfer();
  for (const one of [bytes].flat()) {
    const content = Uint8Array.from(atob(one), (c) => c.charCodeAt(0));
    data.items.add(new File([content], name, {type: "image/jpeg"}));
  }
  const box = element.getBoundingClientRect();
  const at = {clientX: box.left + 20, clientY: box.top + 20};
  const event = type === "drop"
    ? new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true, ...at})
    : new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  element.dispatchEvent(event);
}"""


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted_into_the_text(page, way):
    draft = make_draft()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    sent = [text.element_handle(), "pier.jpg", b64encode(picture_file()).decode(), way]
    page.evaluate(BRING, sent)
    tell_about_it(page)
    text.locator("figure").get_by_text("Photo: Mari Tamm").wait_for()
    save(page)
    assert f'data-image="{Image.objects.get().pk}"' in stored(draft)


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_of_several_pictures_each_comes_into_the_text(page, way):
    draft = make_draft(body="<p>Before.</p>")
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    both = [b64encode(picture_file(colour)).decode() for colour in ("red", "blue")]
    page.evaluate(BRING, [text.element_handle(), "pier.jpg", both, way])
    for number in (1, 2):
        tell_about_it(page)
        text.locator("figure").nth(number - 1).wait_for()
    save(page)
    blue, red = Image.objects.order_by("pk").values_list("pk", flat=True)
    assert stored(draft) == "<p>Before.</p>" + "".join(
        f'<figure data-image="{number}"></figure>' for number in (red, blue)
    )


def test_credit_of_a_picture_for_the_text_may_stand_in_its_file(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    files = [with_iptc(picture_file(), (110, b"Reuters")), picture_file("red")]
    for file in files:
        sent = [text.element_handle(), "pier.jpg", b64encode(file).decode(), "drop"]
        page.evaluate(BRING, sent)
        page.get_by_role("dialog").get_by_label("Alternative text").fill("A pier")
        page.get_by_role("button", name="Put into the text").click()
        text.locator("figure").get_by_text("Reuters").wait_for()
    page.get_by_role("alert").get_by_text("Say whose picture it is.").wait_for()
    assert Image.objects.get().credit == "Reuters"


def test_dialogs_stand_in_the_middle(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    open_form(page, draft).click()
    page.get_by_role("button", name="Picture", exact=True).click()
    box = page.get_by_role("dialog").bounding_box()
    assert abs(2 * box["x"] + box["width"] - page.viewport_size["width"]) < 20


def test_a_file_that_is_no_picture_is_refused_in_the_dialog(page):
    draft = make_draft()
    log_in(page, group="Reporter")
    open_form(page, draft).click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("button", name="Upload a picture").click()
    upload = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"}
    page.get_by_label("File").set_input_files(upload)
    tell_about_it(page)
    page.get_by_role("alert").get_by_text("This is not a picture").wait_for()
    assert not Image.objects.exists()


def test_a_link_to_an_own_article_is_found_by_its_headline(page):
    make_article(headline="Ferry runs all night", slug="night-ferry")
    make_draft(headline="Ferry, a draft")
    draft = make_draft(body="<p>more</p>")
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_label("Address").fill("ferry")
    page.get_by_role("dialog").get_by_role("button", name="Ferry runs all night").click()
    save(page)
    assert stored(draft) == '<p><a href="/night-ferry/">more</a></p>'


PASTE = """([element, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  element.dispatchEvent(new ClipboardEvent("paste", options));
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal
{color:red}</style></head><body><!--StartFragment--><h1>Title</h1><p class=MsoNormal
style='margin:0'><b><span style='color:red'>Bold
</span></b>text<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>One</p><p class=MsoListParagraph
style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Inner</p>
<p class=MsoNormal>&nbsp;</p>
<p>End <a href="javascript:alert(1)">x</a></p><!--EndFragment--></body></html>"""
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p
dir="ltr"><span style="font-weight:400;font-style:italic">Slanted</span><span
style="font-weight:700"> and bold</span></p><p><a
href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">there</a></p></b>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            WORD,
            "<h2>Title</h2><p><strong>Bold </strong>text</p>"
            "<ul><li>One<ul><li>Inner</li></ul></li></ul><p>End x</p>",
        ),
        (
            GOOGLE,
            "<p><em>Slanted</em><strong> and bold</strong></p>"
            '<p><a href="https://example.org/a">there</a></p>',
        ),
        (
            '<div class="x"><div onclick="evil()"><h5>Small</h5></div><img src="https://a.example/x.png">'
            "<div>Text<script>evil()</script></div></div>",
            "<h4>Small</h4><p>Text</p>",
        ),
    ],
    ids=["word", "google", "web"],
)
def test_what_is_pasted_arrives_clean(page, html, expected):
    draft = make_draft(body="")
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.click()
    page.evaluate(PASTE, [text.element_handle(), html])
    save(page)
    assert stored(draft) == expected


def publish_as_it_is(page):
    """Though it lacks a picture, a standfirst and the like."""
    page.get_by_role("button", name="Publish").click()
    page.get_by_label("Publish although something is missing").check()
    page.get_by_role("button", name="Publish").click()


def test_an_address_of_a_known_host_is_marked_and_shown_when_asked_for(page, open_context):
    draft = make_draft(body="", slug="film")
    log_in(page, group="Editor")
    text = open_form(page, draft)
    text.click()
    page.keyboard.type("Before.")
    embed(page, "https://youtu.be/dQw4w9WgXcQ")
    assert "YouTube" in text.locator(".embed-line").get_attribute("data-host")
    publish_as_it_is(page)
    page.get_by_text("It is public now.").wait_for()
    reader = open_context().new_page()
    asked = []
    reader.route("**/*youtube*/**", lambda route: (asked.append(route.request.url), route.abort()))
    reader.goto("/film/")
    reader.get_by_text("connects to www.youtube-nocookie.com").wait_for()
    assert findings(reader) == []
    assert asked == []
    reader.get_by_role("button", name="Show it here, from YouTube").click()
    reader.locator("iframe").wait_for()
    reader.wait_for_timeout(200)
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"]


def embed(page, address):
    page.get_by_role("button", name="Embed").click()
    page.get_by_role("dialog").get_by_label("Address", exact=True).fill(address)
    page.get_by_role("button", name="Put into the text").click()


def test_an_address_of_another_host_is_a_link(page):
    draft = make_draft(body="")
    log_in(page, group="Editor")
    open_form(page, draft).click()
    embed(page, "https://film.example/a/1")
    save(page)
    assert stored(draft) == (
        '<p><a href="https://film.example/a/1">https://film.example/a/1</a></p>'
    )


def test_without_scripts_the_text_is_a_field_and_an_embed_a_link(plain_page):
    draft = make_draft(body="<p>Before.</p>", slug="film")
    log_in(plain_page, group="Editor")
    plain_page.goto(f"{ARTICLES}{draft.pk}/change/")
    plain_page.get_by_label("Body").fill("Before.\n\nhttps://youtu.be/dQw4w9WgXcQ")
    publish_as_it_is(plain_page)
    plain_page.goto("/film/")
    plain_page.get_by_role("link", name="https://youtu.be/dQw4w9WgXcQ").wait_for()
    assert plain_page.get_by_role("button", name="Show it here").count() == 0


LOOKS = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const style = getComputedStyle(one);
  return [one.tagName, style.fontFamily, style.fontSize, style.lineHeight, style.fontWeight,
    style.marginTop, style.paddingLeft, style.borderLeftWidth, style.listStyleType];
})"""


def test_the_editor_shows_the_text_as_the_page_does(page):
    body = (
        "<p>One</p><h2>Two</h2><p>Three</p><h3>Four</h3><ul><li>a</li></ul><ol><li>b</li></ol>"
        "<blockquote><p>Five</p></blockquote><hr><p>Six</p>"
    )
    article = make_article(body=body, slug="looks")
    log_in(page, group="Editor")
    open_form(page, article)
    tags = ":is(p, h2, h3, ul, ol, li, blockquote)"
    here = page.evaluate(LOOKS, f".editor .body > {tags}:not(:last-child)")
    page.goto("/looks/")
    there = page.evaluate(LOOKS, f".art .body > {tags}")
    assert here == there[:-1]  # below the last one there is always room for another


def test_words_are_counted_and_the_language_chooses_the_quotes(page, settings):
    settings.LANGUAGE_CODE = "de"
    draft = make_draft(body="<p>Eins zwei</p>")
    user = make_user("Reporter")
    page.goto("/admin/login/")
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill("correct horse")
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    page.locator("form[data-editor-ready]").wait_for()
    page.locator(".editor .body p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" \"drei\" 'vier' geht's")
    assert page.locator(".editor .body p").first.inner_text() == "Eins zwei „drei“ ‚vier‘ geht’s"
    assert page.locator(".editor-figures").inner_text().startswith("5 ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("dialog", ["Picture", "Link", "Embed"])
def test_dialogs_are_accessible(open_context, scheme, dialog):
    page = open_context(color_scheme=scheme).new_page()
    make_image()
    draft = make_draft()
    log_in(page, group="Reporter")
    open_form(page, draft).click()
    page.get_by_role("button", name=dialog, exact=True).click()
    page.wait_for_load_state("networkidle")
    assert findings(page) == []


def test_a_text_that_ends_with_a_picture_is_not_changed_by_looking(page):
    image = make_image()
    draft = make_draft(body=f'<p>Before.</p><figure data-image="{image.pk}"></figure>')
    before = stored(draft)
    log_in(page, group="Reporter")
    text = open_form(page, draft)
    text.locator("figure").get_by_text(image.credit).wait_for()
    assert page.locator("#id_body").input_value() == before
    text.locator(".own-caption").click()
    page.keyboard.type("Ours")
    page.keyboard.press("Enter")
    page.keyboard.type("After.")
    save(page)
    assert stored(draft) == before.replace(
        "></figure>", "><figcaption>Ours</figcaption></figure><p>After.</p>"
    )
