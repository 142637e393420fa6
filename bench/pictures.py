"""Take the pictures of README.md and of the guides in docs, in a real browser.

They show the demonstration edition.

CHROMIUM=/usr/bin/chromium python -m bench.pictures
"""

import io
import os
from datetime import timedelta
from pathlib import Path

from bench import desk_pictures, reader_pictures
from bench.desk_pictures import PASSWORD
from bench.servers import PORT, Server
from bench.site import empty_site

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
WIDEST = 1100  # pixels
COLOURS = {"front": 192, "article": 192}  # of which a photograph is more than half
QUEUE = "/admin/comments/comment/"
SPAM = (
    "Best odds of the harbour at https://casino.example/now – my cousin won twice.\n\n"
    "Cheap watches too."
)


def main():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with (
        empty_site("The Eiderwick Tidings"),
        Server("newsportal.wsgi:application", PORT, "/") as portal,
    ):
        _prepare()
        _take(portal.base)


def _prepare():
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from accounts.models import User

    call_command("load_demo")
    names = {"first_name": "Mari", "last_name": "Tamm", "email": "mari@example.org"}
    mari = User.objects.create_user("mari", password=PASSWORD, is_staff=True, **names)
    mari.groups.add(Group.objects.get(name="Moderator"))
    _put_suspicious()
    _decide_some(mari)
    desk_pictures.prepare()


def _put_suspicious():
    """What a moderator meets on a bad day; it has waited longest."""
    from django.utils import timezone

    from articles.models import Article
    from comments.models import Comment

    article = Article.objects.published().filter(corrections__isnull=False).first()
    sender = {"email": "peeter@reader.example", "ip_address": "192.0.2.7"}
    long_ago = timezone.now() - timedelta(days=40)
    for number, status in enumerate(("approved", "approved", "rejected")):
        Comment.objects.record(
            article, name="Peeter V.", text="I was there.", status=status,
            created_at=long_ago + timedelta(days=number), **sender,
        )  # fmt: skip
    Comment.objects.record(
        article, name="Somebody", email="other@reader.example", text="So was I.", status="spam",
        ip_address="192.0.2.7", created_at=long_ago,
    )  # fmt: skip
    comment = Comment.objects.record(
        article, name="P. Vares", text=SPAM, created_at=timezone.now() - timedelta(days=2), **sender
    )
    comment.reasons = [_found("watched", "Watched words: odds, cheap", "odds", "Cheap")]
    comment.reasons += [{"code": "manual", "text": "Every comment waits for a moderator."}]
    comment.save()
    comment.holds.note(comment)


def _found(code, text, *words):
    starts = ((SPAM.index(word), word) for word in words)
    matches = [["text", start, start + len(word)] for start, word in starts]
    return {"code": code, "text": text, "matches": matches}


def _decide_some(mari):
    from comments.models import Comment, RejectionReason
    from comments.transparency import count_days

    reasons = list(RejectionReason.objects.all())
    waiting = Comment.objects.waiting().in_time(newest_first=True)
    for number, comment in enumerate(waiting[:6]):
        if number % 3:
            comment.approve(mari)
        else:
            comment.reject(mari, rejection=reasons[number % len(reasons)])
        _as_of_yesterday(comment)
    count_days()


def _as_of_yesterday(comment):
    """Today is not in the public figures yet."""
    from comments.models import Comment

    decision = comment.last_decision
    yesterday = decision.at - timedelta(days=1)
    Comment.objects.filter(pk=comment.pk).update(created_at=yesterday - timedelta(minutes=7))
    comment.decisions.update(at=yesterday)


def _take(base):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        reader_pictures.take(browser.new_context(base_url=base, locale="en-GB").new_page(), _save)
        _take_moderation(_logged_in(browser, base, "mari"))
        desk_pictures.take(_logged_in(browser, base, "nele"), _save)
        browser.close()


def _logged_in(browser, base, username):
    size = {"width": 1100, "height": 820}
    page = browser.new_context(base_url=base, viewport=size, locale="en-GB").new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return page


def _take_moderation(page):
    page.goto(QUEUE)
    _save("card", page.locator("[data-card]").first.screenshot())
    page.keyboard.press("j")
    _save("queue", page.screenshot())
    page.keyboard.press("s")
    page.get_by_text("P. Vares: spam.").wait_for()
    page.goto("/admin/comments/decision/undo/?by=" + str(_number_of("mari")))
    _save("undo", page.screenshot(clip={"x": 0, "y": 0, "width": 1100, "height": 640}))
    page.goto("/moderation/")
    _save("moderation", page.locator("main").screenshot())


def _number_of(username):
    from accounts.models import User

    return User.objects.get(username=username).pk


def _save(name, png):
    """As a PNG of few colours: half a screen in some tens of kilobytes."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        picture.thumbnail((WIDEST, picture.height))
        small = picture.convert("RGB").quantize(COLOURS.get(name, 96))
        small.save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/img/{name}.png")


if __name__ == "__main__":
    main()
