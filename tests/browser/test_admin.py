"""The desk in a real browser: nothing breaks the content policy, everything has a name.

`page` and `open_context` fail a test whose pages broke the policy or raised a script error.
"""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image as Picture

from articles.models import Article, Image, Placement
from tests.world import (
    make_article,
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_tag,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse"
ARTICLES = "/admin/articles/article/"


@pytest.fixture
def newsroom(portal):
    author = make_author()
    picture = make_image()
    parts = {"authors": [author], "tags": [make_tag()], "lead_image": picture}
    article = make_article(headline="Ferry runs all night", **parts)
    article.article_images.create(image=picture)
    article.corrections.create(text="It was Tuesday.")
    article.slug = "night-ferry"
    article.store()
    Placement.objects.create(article=article)
    make_comment(article)
    return article


def log_in(page, **person):
    user = make_user(**person)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return user


def findings(page):
    """What axe-core finds wrong, as a list of (rule, first element)."""
    # Without "preload": that would put a style into the page, which the policy forbids.
    found = Axe().run(page, options={"preload": False})
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]]


def pages_of(article):
    image, author = article.lead_image_id, article.authors.get().pk
    at = f"{ARTICLES}{article.pk}/"
    return [
        "/admin/",
        "/admin/articles/",
        ARTICLES,
        f"{ARTICLES}?q=ferry&status=published",
        f"{ARTICLES}add/",
        f"{at}change/",
        f"{at}history/",
        "/admin/articles/image/",
        "/admin/articles/image/add/",
        f"/admin/articles/image/{image}/change/",
        "/admin/articles/placement/",
        "/admin/articles/section/",
        "/admin/articles/author/",
        f"/admin/articles/author/{author}/change/",
        "/admin/articles/tag/add/?_popup=1&_to_field=id",
        f"/admin/articles/tag/{article.tags.get().pk}/delete/",
        "/admin/articles/correction/",
        "/admin/comments/comment/?status=all",
        "/admin/comments/comment/?status=approved",
        f"/admin/comments/comment/{article.comments.get().pk}/change/",
        "/admin/comments/decision/",
        "/admin/comments/rejectionreason/",
        "/admin/comments/rejectionreason/add/",
        "/admin/comments/report/",
        "/admin/comments/policy/",
        "/admin/background/deadletter/",
        "/admin/accounts/user/",
        "/admin/accounts/user/add/",
        "/admin/accounts/user/{me}/change/",
        "/admin/accounts/user/{me}/password/",
        "/admin/auth/group/",
        "/admin/auth/group/add/",
        "/admin/password_change/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_the_policy_and_is_accessible(open_context, newsroom, scheme):
    page = open_context(color_scheme=scheme).new_page()
    page.goto("/admin/login/")
    wrong = {"/admin/login/": findings(page)}
    me = log_in(page, is_superuser=True)
    for address in pages_of(newsroom):
        assert page.goto(address.format(me=me.pk)).status == 200, address
        page.wait_for_load_state("networkidle")
        wrong[address] = findings(page)
    assert {address: found for address, found in wrong.items() if found} == {}


def test_nothing_hides_to_the_right_on_a_telephone(open_context, newsroom):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    me = log_in(page, is_superuser=True)
    wide = []
    for address in pages_of(newsroom):
        page.goto(address.format(me=me.pk))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize("width", [360, 1280])
def test_way_to_each_room_is_in_sight_or_can_be_pushed_there(open_context, newsroom, width):
    page = open_context(viewport={"width": width, "height": 740}).new_page()
    log_in(page, is_superuser=True)
    page.goto("/admin/comments/decision/")
    rooms = page.get_by_role("navigation", name="Newsroom")
    here = rooms.get_by_role("link", name="Decisions").bounding_box()
    assert here["x"] >= 0 and here["x"] + here["width"] <= width
    hidden = rooms.evaluate("bar => bar.scrollWidth - bar.clientWidth")
    assert hidden == 0 if width == 1280 else hidden > 0
    last = rooms.get_by_role("link").last
    last.focus()
    box = last.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


def choose(page, label, typed, text):
    """Open the box called `label`, type, take the suggestion `text`."""
    page.get_by_role("combobox", name=label).click()
    page.locator(".select2-container--open").get_by_label(label).last.fill(typed)
    page.get_by_role("option", name=text).click()


def text_of(page):
    """The editor of the body, once it is there."""
    page.locator("form[data-editor-ready]").wait_for()
    return page.get_by_role("textbox", name="Body")


def test_reporter_writes_and_submits_by_hand(page):
    picture = make_image(caption="The pier at dawn")
    author, section = make_author(name="Mari Tamm"), make_article().section
    make_tag(name="Ferry")
    log_in(page, group="Reporter")
    page.get_by_role("link", name="Write an article").click()
    page.get_by_label("Headline").fill("The pier is open")
    text_of(page).click()
    page.keyboard.type("At last.")
    page.get_by_label("Section").select_option(section.name)
    page.get_by_text("Add another Byline").click()
    choose(page, "Author", "mari", "Mari Tamm")
    choose(page, "Lead image", "pier", "The pier at dawn")
    page.locator("#id_tags ~ .select2").click()
    page.get_by_role("option", name="Ferry").click()
    assert page.get_by_role("button", name="Publish").count() == 0
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("It is with the editors now.").wait_for()
    article = Article.objects.get(headline="The pier is open")
    assert article.status == "review"
    assert article.body == "<p>At last.</p>"
    assert [byline.author for byline in article.bylines.all()] == [author]
    assert article.lead_image == picture
    assert [tag.name for tag in article.tags.all()] == ["Ferry"]


def test_editor_publishes_and_withdraws_with_the_mouse(page):
    draft = make_draft(headline="Draft", authors=[make_author()])
    log_in(page, group="Editor")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Saved, but not published. It has no lead image.").wait_for()
    page.get_by_label("Publish although something is missing").check()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is public now.").wait_for()
    page.get_by_text("Withdraw…").click()
    page.get_by_label("What readers are told").fill("The figures were wrong.")
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_text("It is withdrawn").wait_for()
    draft.refresh_from_db()
    assert (draft.status, draft.withdrawn_reason) == ("withdrawn", "The figures were wrong.")


def test_enter_in_a_field_saves_and_never_publishes(page):
    draft = make_draft()
    log_in(page, group="Editor")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    page.get_by_label("Kicker").fill("Harbour")
    page.get_by_label("Kicker").press("Enter")
    page.get_by_text("was changed successfully").wait_for()
    draft.refresh_from_db()
    assert (draft.kicker, draft.status) == ("Harbour", "draft")


def test_a_text_is_saved_by_keyboard(page):
    draft = make_draft(body="<p>First.</p>")
    log_in(page, group="Reporter")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Second.")
    page.keyboard.press("Control+s")
    page.get_by_text("was changed successfully").wait_for()
    draft.refresh_from_db()
    assert (draft.body, draft.status) == ("<p>First. Second.</p>", "draft")


def test_a_changed_text_is_not_left_without_a_question(page):
    draft = make_draft()
    log_in(page, group="Editor")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Headline").press_sequentially("!")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_tag_is_made_without_leaving_the_article(page):
    draft = make_draft()
    log_in(page, group="Editor")
    page.goto(f"{ARTICLES}{draft.pk}/change/")
    with page.expect_popup() as opened:
        page.get_by_title("Add another tag").click()
    popup = opened.value
    popup.get_by_label("Name").fill("Harbour")
    popup.get_by_role("button", name="Save", exact=True).click()
    page.locator(".select2-selection__choice", has_text="Harbour").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    assert [tag.slug for tag in draft.tags.all()] == ["harbour"]


def test_a_picture_is_added_to_the_library_and_shows(page):
    file = io.BytesIO()
    Picture.new("RGB", (800, 500), "teal").save(file, "JPEG")
    log_in(page, group="Reporter")
    page.goto("/admin/articles/image/add/")
    upload = {"name": "pier.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.get_by_label("File").set_input_files(upload)
    page.get_by_label("Caption").fill("The pier")
    page.get_by_label("Credit").fill("Photo: Mari Tamm")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was added successfully").wait_for()
    preview = page.locator(".field-preview .thumbnail")
    preview.wait_for()
    assert preview.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert Image.objects.get().credit == "Photo: Mari Tamm"


def test_a_file_that_is_no_picture_is_an_error_at_its_field(page):
    log_in(page, group="Reporter")
    page.goto("/admin/articles/image/add/")
    upload = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"}
    page.get_by_label("File").set_input_files(upload)
    page.get_by_label("Credit").fill("Photo: nobody")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("This is not a picture").wait_for()
    assert not Image.objects.exists()


def test_the_front_page_is_ordered_by_numbers(page):
    places = [Placement.objects.create(article=make_article(), position=n) for n in range(2)]
    log_in(page, group="Editor")
    page.goto("/admin/articles/placement/")
    fields = page.get_by_label("Position")
    fields.nth(0).fill("2")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("changed successfully").wait_for()
    assert [*Placement.objects.all()] == places[::-1]
