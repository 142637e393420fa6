"""Readers comment and moderators decide, in a real browser, with and without scripts."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Policy
from tests.browser.test_pages import findings
from tests.world import make_article, make_comment, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_in(page, text="I crossed it this morning.", name="Kadri", email="kadri@example.org"):
    page.get_by_label("Comment (required)").fill(text)
    page.get_by_label("Name (required)").fill(name)
    page.get_by_label("E-mail (required)").fill(email)


def send(page):
    page.get_by_role("button", name="Send comment").click()


@pytest.fixture
def discussion():
    """A thread as deep as it goes, with what strains a page: long words, marks, a gap, a badge."""
    article = make_article(slug="story", headline="Bridge closes")
    root = make_comment(
        article, name="Peeter V.", text="First.\n\nhttps://example.org/" + "a" * 300
    )
    below = root
    for number in range(10):
        below = make_comment(parent=below, name=f"Reader of level {number}", text="W" * 200)
    make_comment(article, name="Z" + "\u0301" * 30, text="z" + "\u0301\u0489" * 2000)
    make_comment(article, name="مريم", text="نص بالعربية 123 abc")
    make_comment(article, name="x" * 80, user=make_user())
    gap = make_comment(article)
    make_comment(parent=gap)
    gap.reject(None)
    root.pick(None)
    article.corrections.create(text="It was Tuesday.")
    long = make_comment(article, name="Long thread")
    for _ in range(12):
        make_comment(parent=long)
    return article


def test_a_comment_is_sent_and_decided_and_appears_with_scripts_off(plain_page, discussion):
    page = plain_page
    page.goto("/story/")
    expect(page.get_by_text("on this device")).to_be_hidden()
    fill_in(page, text="I crossed it.\n\n<b>See</b> https://example.org/bridge", name="Kadri Saar")
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    receipt = page.url
    page.goto("/story/")
    expect(page.get_by_text("I crossed it.")).to_have_count(0)
    Comment.objects.latest("id").approve(make_user())
    page.goto(receipt)
    page.get_by_role("link", name="See it below the article").click()
    comment = page.get_by_role("article", name="Comment by Kadri Saar")
    expect(comment).to_be_in_viewport()
    expect(comment).to_contain_text("<b>See</b> https://example.org/bridge")
    link = comment.get_by_role("link", name="https://example.org/bridge")
    assert link.get_attribute("rel") == "ugc nofollow noopener"
    page.get_by_role("link", name="All comments").click()
    expect(page.get_by_role("article", name="Comment by Kadri Saar")).to_be_visible()


def test_a_reply_is_written_below_what_it_answers_with_scripts_off(plain_page, discussion):
    page = plain_page
    page.goto("/story/")
    page.get_by_role("link", name="Reply to Peeter V.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reply to Peeter V.")
    expect(page.get_by_role("article", name="Comment by Peeter V.")).to_contain_text("First.")
    fill_in(page)
    send(page)
    expect(page.get_by_role("status")).to_be_visible()
    assert Comment.objects.latest("id").parent.name == "Peeter V."


def test_who_goes_away_and_comes_back_finds_what_was_typed(page, discussion):
    page.goto(f"/comment/on/{discussion.pk}/")
    fill_in(page, text="Half a thought")
    page.get_by_role("link", name="Bridge closes").click()
    page.go_back()
    expect(page.get_by_label("Comment (required)")).to_have_value("Half a thought")


def test_mistakes_lead_to_their_fields_and_everything_typed_is_still_there(page, discussion):
    page.goto("/story/")
    fill_in(page, text="Two lines\nof text", email="kadri@")
    page.get_by_label("Name (required)").fill("")
    send(page)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Your comment was not sent")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Write your name.").click()
    expect(page.get_by_label("Name (required)")).to_be_focused()
    expect(page.get_by_label("Comment (required)")).to_have_value("Two lines\nof text")
    expect(page.get_by_label("E-mail (required)")).to_have_value("kadri@")
    expect(page.get_by_label("Name (required)")).to_have_accessible_description(
        "Shown with your comment. Write your name."
    )
    fill_in(page)
    send(page)
    expect(page.get_by_role("status")).to_be_visible()


def test_the_hidden_field_is_out_of_everybodys_way(page, discussion):
    page.goto("/story/")
    page.get_by_label("E-mail (required)").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Remember my name and e-mail on this device")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send comment")).to_be_focused()
    assert page.get_by_role("textbox").count() == 3


def test_a_page_of_another_site_cannot_post(page, portal):
    article = make_article(slug="story")
    address = f"{portal.url}/comment/on/{article.pk}/"
    form = (
        f'<form method="post" action="{address}"><input name="text" value="x"><button>Go</button>'
    )
    page.route(
        "http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    page.goto("http://evil.example/")
    with page.expect_response(address) as answer:
        page.get_by_role("button").click()
    assert answer.value.status == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_thread_form_errors_and_receipt_are_accessible_and_fit(
    open_context, discussion, scheme, width
):
    Policy(pk=1, threads_per_page=5, max_per_address=100, picks_first=True).save()
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    wrong = {}

    def look(name):
        wrong[name] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[name].append("wider than the screen")

    root = Comment.objects.get(name="Long thread")
    pages = {"first": "/story/", "newest": "/story/?order=newest", "one": root.get_absolute_url()}
    pages |= {"write": f"/comment/on/{discussion.pk}/", "reply": f"{discussion.pk}/to/{root.pk}/"}
    pages["reply"] = f"/comment/on/{pages['reply']}"
    for name, address in pages.items():
        page.goto(address)
        look(name)
    fill_in(page, email="")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    look("errors")
    fill_in(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("waits for a moderator")
    look("sent")
    page.get_by_role("link", name="The page of your comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your comment")
    look("receipt")
    page.goto(pages["reply"])
    fill_in(page)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("You have already sent this comment.")
    look("twice")
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_moderator_decides_from_the_list_and_from_the_page(page, portal):
    user = make_user(is_superuser=True)
    first, second = make_comment(status="pending", text="One"), make_comment(status="pending")
    page.goto("/admin/comments/comment/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("article", name=first.name).get_by_role("button", name="Approve").click()
    expect(page.get_by_text(f"{first.name}: approved.")).to_be_visible()
    page.get_by_role("article", name=second.name).locator("header time").click()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text(f"{second.name}: rejected.")).to_be_visible()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("approved", "rejected")
