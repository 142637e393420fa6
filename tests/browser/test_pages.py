"""Every kind of page, in a real browser: fits, does not move, and is accessible."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.models import ArticleImage, Correction
from tests.world import make_article, make_author, make_image, make_section, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "article": "/story/",
    "front": "/",
    "latest": "/latest/",
    "section": "/section/town/",
    "topic": "/tag/ice/",
    "author": "/author/ann/",
    "nothing": "/no/such/story/",
    "withdrawn": "/withdrawn/",
    "comment": "/comment/on/1/",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

BODY = """
<p>After nine hours of debate the council chose <a href="/x/">the costlier option</a>.</p>
<h2>What it costs</h2>
<table><caption>Costs</caption><thead><tr><th>Year</th><th>Cost of the whole undertaking in
crowns</th><th>Of that borrowed from other towns</th><th>Of that from the state</th></tr></thead>
<tbody><tr><td>2026</td><td>1,900,000</td><td>200,000</td><td>1,000,000</td></tr></tbody></table>
<blockquote><p>We waited long enough.</p></blockquote><ul><li>One</li><li>Two</li></ul>
<pre><code>a_line_of_program_text_that_is_much_wider_than_any_telephone_can_be_and_does_not_wrap()</code></pre>
<p>https://example.org/an/address/that/nobody/can/break/because/it/has/no/spaces/at/all/in/it/x</p>
<h3>And then</h3><p>Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesell.</p>
"""


@pytest.fixture
def paper():
    """A paper with one article that has everything, under the addresses of PAGES."""
    sections = [make_section(name=name) for name in ("Harbour", "Sport", "Culture", "Opinion")]
    town = make_section(name="Town", slug="town", description="Council, schools, streets.")
    ann = make_author(name="Ann Lind", slug="ann", job_title="Editor", biography="Writes.")
    tags = [make_tag(name="Ice", slug="ice"), make_tag(name="Old harbour")]
    story = make_article(
        pk=1,
        slug="story",
        kicker="Harbour plan",
        headline="Harbour plan approved with wider flood gates after nine hours",
        standfirst="The council chose the costlier option, citing the surge of last January.",
        body=BODY,
        section=town,
        authors=[ann, make_author(), make_author()],
        tags=tags,
        lead_image=make_image(),
        comment_count=3,
    )
    story.modified_at = timezone.now() - timedelta(minutes=5)
    story.store()
    ArticleImage.objects.create(article=story, image=make_image(), caption="One more")
    Correction.objects.create(article=story, text="It was Tuesday.")
    make_article(slug="withdrawn").withdraw("A court asked us to.")
    for number in range(40):
        make_article(
            section=[town, *sections][number % 5],
            authors=[ann],
            tags=tags,
            lead_image=make_image() if number % 3 else None,
            comment_count=number % 7,
            published_at=timezone.now() - timedelta(hours=5 * number + 2),
        )


def findings(page):
    """What axe-core finds, a line each, contrast of the whole page included."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{found['id']}: {node['html'][:120]}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible(open_context, paper, scheme, width):
    page = open_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
    wrong = {}
    for name, address in PAGES.items():
        page.goto(address)
        wrong[name] = findings(page)
    page.get_by_text("Reading settings").click()
    wrong["settings"] = findings(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("language", "size"), [("en", ""), ("en", "largest"), ("ar", "")])
def test_nothing_is_wider_than_the_screen(open_context, paper, settings, size, language):
    settings.LANGUAGE_CODE = language
    page = open_context().new_page()
    page.add_init_script(f"try {{ localStorage.setItem('reading-size', '{size}') }} catch {{}}")
    for name, address in PAGES.items():
        page.goto(address)
        for width in (320, 480, 607, 820, 895, 1151, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, (name, width)


def test_pages_read_from_right_to_left_where_the_language_does(open_context, paper, settings):
    settings.LANGUAGE_CODE = "ar"
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/story/")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
    left = "document.querySelector('{}').getBoundingClientRect().left"
    assert page.evaluate(left.format(".side")) < page.evaluate(left.format(".main"))
    assert page.evaluate(left.format(".who")) > page.evaluate(left.format(".main"))


SHIFT = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_a_page_loads(open_context, paper, width):
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    page.add_init_script(SHIFT)
    for name, address in PAGES.items():
        page.goto(address, wait_until="networkidle")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        assert page.evaluate("window.moved") < 0.01, name


def test_keyboard_finds_the_content_and_the_comments_first(page, paper):
    page.goto("/story/")
    for target in ("main", "comments"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == f"#{target}"
        assert page.locator(":focus").is_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_can_be_read_without_scripts(plain_page, paper):
    plain_page.goto("/")
    plain_page.get_by_role("link", name="Harbour plan approved").first.click()
    assert plain_page.get_by_role("heading", level=1).inner_text().startswith("Harbour plan")
    assert plain_page.get_by_role("link", name="Mastodon").is_visible()
    assert plain_page.get_by_role("button", name="Copy link").is_hidden()
    plain_page.get_by_role("link", name="Town").first.click()
    plain_page.get_by_role("link", name="Latest", exact=True).click()
    plain_page.get_by_role("link", name="Older articles").click()
    plain_page.get_by_role("link", name="Newer articles").click()
    assert plain_page.url.endswith("/latest/")


def test_link_is_copied_by_a_button(open_context, portal, paper):
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/story/?utm_source=x")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{portal.url}/story/"


def test_print_shows_the_article_alone(page, paper):
    page.goto("/story/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".body").is_visible()
    for selector in (".nav", ".side", ".share", ".talk", ".rest", ".turn", ".foot nav"):
        assert page.locator(selector).first.is_hidden(), selector
