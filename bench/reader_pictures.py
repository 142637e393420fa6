"""The pictures of README.md: what a reader sees of the demonstration edition."""

ARTICLE = "kettle-bridge-closes-to-cars-by-one-vote"
SIZE = {"width": 1280, "height": 900}


def take(page, save):
    """With a `page` of a browser; `save` takes a name and a PNG."""
    page.set_viewport_size(SIZE)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    save("front", page.screenshot())
    page.goto(f"/{ARTICLE}/")
    page.wait_for_load_state("networkidle")
    save("article", page.screenshot())
    page.locator("#comments").scroll_into_view_if_needed()
    page.locator("#comments").evaluate("section => section.scrollIntoView()")
    save("comments", page.screenshot())
