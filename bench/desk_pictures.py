"""The pictures of docs/editors.md that show writing: the form, the checklist, two versions."""

PASSWORD = "only for pictures"  # noqa: S105
ARTICLE = "ten-questions-to-the-new-harbour-master"
UNREADY = "who-owns-the-dark"
# As in the demonstration edition, before and after a colleague has gone over them.
BEGUN = "Wiebke Tarn is the new harbour master. She knows where everything is."
WIDTH = 1100


def prepare():
    """An editor, an article with a gallery and versions of two colleagues, and an unready one."""
    from django.contrib.auth.models import Group

    from accounts.models import User
    from articles.models import Article

    toomas = User.objects.create_user("toomas", is_staff=True)
    nele = User.objects.create_user("nele", password=PASSWORD, is_staff=True)
    nele.groups.add(Group.objects.get(name="Editor"))
    article = Article.objects.get(slug=ARTICLE)
    done = article.standfirst
    article.standfirst = BEGUN
    article.signed(toomas, "Waiting for the figures of the harbour office.").store()
    article.standfirst, article.body = done, _with_gallery(article.body)
    article.signed(nele, "A hundred days, two pictures, and the key.").store()
    unready = Article.objects.get(slug=UNREADY)
    unready.lead_image = _picture("clock", alt_text="")
    unready.body = f'<h4>The dark</h4>{unready.body}<p><a href="/lamps/">All lamps</a></p>'
    unready.signed(toomas, "").store()


def _with_gallery(body):
    pictures = [_picture("cranes-dawn"), _picture("mail-boat")]
    figures = "".join(f'<figure data-image="{one.pk}"></figure>' for one in pictures)
    first, end, rest = body.partition("</p>")
    return f"{first}{end}{figures}{rest}"


def _picture(key, **changes):
    from articles.models import Image
    from newsportal.demo.pictures.catalogue import PICTURES

    image = Image.objects.get(caption=PICTURES[key].caption)
    for name, value in changes.items():
        setattr(image, name, value)
    image.put()
    return image


def take(page, save):
    """With `page` of a browser in which nele is logged in; `save` takes a name and a PNG."""
    from articles.models import Article

    article = Article.objects.get(slug=ARTICLE)
    at = f"/admin/articles/article/{article.pk}"
    page.set_viewport_size({"width": WIDTH, "height": 1180})
    page.goto(f"{at}/change/")
    page.locator("form[data-editor-ready] .editor .in-row img").last.wait_for()
    page.wait_for_load_state("networkidle")
    save("editor", page.screenshot())
    unready = Article.objects.get(slug=UNREADY)
    page.goto(f"/admin/articles/article/{unready.pk}/change/")
    page.locator("form[data-editor-ready]").wait_for()
    save("checklist", page.screenshot(clip=_around(page, ".checklist")))
    new, old = article.versions.order_by("-history_id").values_list("history_id", flat=True)[:2]
    page.goto(f"{at}/compare/?a={old}&b={new}")
    save("compare", page.screenshot(clip=_down_to(page, "#content")))
    page.set_viewport_size({"width": WIDTH, "height": 820})
    page.goto("/admin/articles/image/")
    page.wait_for_load_state("networkidle")
    save("library", page.screenshot())
    page.goto(f"/admin/articles/image/{_picture('cranes-dawn').pk}/change/")
    page.wait_for_load_state("networkidle")
    save("picture", page.screenshot(clip=_down_to(page, "#content", most=1250), full_page=True))


def _around(page, selector, room=16):
    box = page.locator(selector).bounding_box()
    return {
        "x": box["x"] - room,
        "y": box["y"] - room,
        "width": min(box["width"] + 2 * room, WIDTH - box["x"] + room),
        "height": box["height"] + 2 * room,
    }


def _down_to(page, selector, most=800):
    box = page.locator(selector).bounding_box()
    return {"x": 0, "y": 0, "width": WIDTH, "height": min(box["y"] + box["height"], most)}
