"""The whole story: an editor publishes, a reader reads and comments, a moderator decides.

It is told with a real newspaper page where that lies beside the project (`shared/data`, never part
of it), else with an article of the demonstration edition.
"""

import html
import io
import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import pytest
from PIL import Image as Picture
from playwright.sync_api import expect

from articles.models import Article
from newsportal.demo.pages import read_edition
from tests.browser.test_admin import choose, log_in, text_of
from tests.browser.test_comments import fill_in, send
from tests.world import make_author, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed-article.txt"


class Story(NamedTuple):
    kicker: str
    headline: str
    paragraphs: list
    caption: str
    credit: str
    published_at: datetime
    address: str


def real_story():
    head, *paragraphs = [part.strip() for part in REAL.read_text("utf-8").split("\n\n")]
    kicker, headline = head.split(" ⟩ ")
    dated = next(i for i, text in enumerate(paragraphs) if re.match(r"\d{4}-\d\d-\d\d ", text))
    moment, address = paragraphs[dated].split("\n")
    told = paragraphs[:dated]
    under_picture = next(text for text in told if " Photo: " in text)
    told.remove(under_picture)
    caption, credit = under_picture.split(" Photo: ")
    published_at = datetime.fromisoformat(moment)
    return Story(kicker, headline, told, caption, f"Photo: {credit}", published_at, address)


def invented_story():
    page = next(page for page in read_edition() if "⟩" in page.slug)
    told = [
        html.unescape(re.sub("<[^>]+>", "", text)) for text in re.findall("<p>(.*?)</p>", page.body)
    ]
    moment = datetime(2025, 3, 1, 7, 30)
    return Story(
        page.kicker, page.headline, told, "The mail boat.", "Photo: N. N.", moment, quote(page.slug)
    )


@pytest.fixture
def story():
    return real_story() if REAL.exists() else invented_story()


def write_and_publish(page, story):
    file = io.BytesIO()
    Picture.new("RGB", (1200, 800), "darkslategray").save(file, "JPEG")
    upload = {"name": "forum.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.goto("/admin/articles/image/add/")
    page.get_by_label("File").set_input_files(upload)
    page.get_by_label("Alternative text").fill("A man speaks at a lectern")
    page.get_by_label("Caption").fill(story.caption)
    page.get_by_label("Credit").fill(story.credit)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline").fill(story.headline)
    page.get_by_label("Kicker").fill(story.kicker)
    page.get_by_label("Standfirst").fill(story.paragraphs[0])
    text_of(page).click()
    for paragraph in story.paragraphs[1:]:
        page.keyboard.insert_text(paragraph)
        page.keyboard.press("Enter")
    page.get_by_label("Section").select_option("World")
    page.get_by_text("Add another Byline").click()
    choose(page, "Author", "desk", "World desk")
    choose(page, "Lead image", story.caption[:12], story.caption)
    page.locator("#id_slug").fill(unquote(story.address))
    page.locator("#id_published_at").fill(story.published_at.isoformat(timespec="minutes"))
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is public now.").wait_for()


def read(page, story, address):
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)
    expect(page.locator(".kick").first).to_contain_text(story.kicker)
    for paragraph in story.paragraphs:
        expect(page.locator("main p", has_text=paragraph).first).to_be_visible()
    figure = page.locator(".hero figure")
    expect(figure).to_contain_text(story.caption)
    expect(figure.locator(".credit")).to_have_text(story.credit)
    moment = page.locator(f'time[datetime^="{story.published_at:%Y-%m-%dT%H:%M}"]').first
    expect(moment).to_be_visible()
    for place in ("Facebook", "X (Twitter)", "LinkedIn", "Pinterest"):
        expect(page.get_by_role("link", name=place)).to_be_visible()
    expect(page.get_by_role("heading", name="Leave a reply")).to_be_visible()


def test_from_the_editors_hands_to_a_readers_comment(open_context, story):
    make_section(name="World")
    make_author(name="World desk")
    editor = open_context().new_page()
    log_in(editor, group="Editor")
    write_and_publish(editor, story)

    reader = open_context(java_script_enabled=False).new_page()
    read(reader, story, f"/{story.address}/")
    read(reader, story, "/" + re.sub("%..", lambda code: code[0].upper(), story.address) + "/")
    fill_in(reader, text="What I miss is a sense of scale.", name="Peeter V.")
    send(reader)
    expect(reader.get_by_role("status")).to_contain_text("waits for a moderator")
    reader.goto(f"/{story.address}/")
    expect(reader.get_by_text("What I miss")).to_have_count(0)

    moderator = open_context().new_page()
    log_in(moderator, group="Moderator")
    moderator.goto("/admin/comments/comment/")
    card = moderator.get_by_role("article").filter(has_text="What I miss")
    card.get_by_role("button", name="Approve").click()
    expect(card.locator("[data-state]")).to_have_text("approved")
    moderator.wait_for_load_state("networkidle")

    reader.goto(f"/{story.address}/")
    comment = reader.get_by_role("article", name="Comment by Peeter V.")
    expect(comment).to_contain_text("What I miss is a sense of scale.")
    assert "kadri@example.org" not in reader.content()
    article = Article.objects.get()
    assert (article.slug, article.comment_count) == (unquote(story.address), 1)
