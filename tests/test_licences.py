"""When the licence of a picture ends it is on no page any more, at that minute, and editors were
told a week before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.licences import warn
from articles.models import Article, Image
from background.models import Job

from .world import make_article, make_author, make_image, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

MARK = "zebra"


def make_licensed(end, **parts):
    sizes = [{"width": 720, "height": 450, "webp": f"p/{MARK}.webp", "jpeg": f"p/{MARK}.jpg"}]
    said = {"caption": MARK, "credit": MARK, "alt_text": MARK, "file": f"images/{MARK}.jpg"}
    return make_image(licence_ends_at=end, renditions=sizes, **{**said, **parts})


@pytest.fixture
def newsroom():
    """An article that shows one picture in every place where an article can have one."""
    end = timezone.now() + timedelta(minutes=10)
    image = make_licensed(end)
    author = make_author(slug="ann", portrait=image)
    parts = {"section": make_section(slug="town"), "tags": [make_tag(slug="ice")]}
    figure = f'<p>One.</p><figure data-image="{image.pk}"></figure><p>Two.</p>'
    article = make_article(slug="story", authors=[author], lead_image=image, body=figure, **parts)
    beside = make_licensed(end, file=f"images/{MARK}2.jpg")
    article.article_images.create(image=beside, caption=MARK)
    Article.objects.filter(pk=article.pk).update(social_image=f"p/{MARK}-social.jpg")
    month = timezone.localtime(article.published_at).strftime("%Y-%m")
    return [
        "/",
        "/story/",
        "/latest/",
        "/section/town/",
        "/tag/ice/",
        "/author/ann/",
        f"/sitemap-{month}.xml",
        *(f"/{kind}" for kind in ("feed/", "feed/atom/", "feed/json/", "section/town/feed/")),
    ]


def showing(client, addresses):
    found = {address: client.get(address) for address in addresses}
    assert {address: r.status_code for address, r in found.items() if r.status_code != 200} == {}
    return [address for address, r in found.items() if MARK in r.content.decode()]


def test_picture_is_on_no_page_from_the_end_of_its_licence_on(client, newsroom, time_machine):
    assert set(showing(client, newsroom)) >= set(newsroom) - {"/latest/"}
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert showing(client, newsroom) == []


@pytest.mark.parametrize("minutes", [None, -1, 1])
def test_queryset_and_instance_say_the_same(minutes):
    end = None if minutes is None else timezone.now() + timedelta(minutes=minutes)
    image = make_licensed(end)
    assert image.is_licensed == Image.objects.licensed().filter(pk=image.pk).exists()


def mails():
    return [job.args_kwargs["kwargs"] for job in Job.objects.all() if "deliver" in job.task_path]


def in_use(days, **parts):
    image = make_image(licence_ends_at=timezone.now() + timedelta(days=days), **parts)
    make_article(lead_image=image)
    return image


def test_editors_are_told_once_and_a_week_before():
    make_user("Editor", email="ed@example.org")
    make_user("Reporter", email="rep@example.org")
    make_user("Editor", email="")
    soon = in_use(6, caption="The pier")
    in_use(8, caption="The late one")
    make_image(licence_ends_at=timezone.now() + timedelta(days=6), caption="The unused one")
    warn()
    warn()
    (sent,) = mails()
    assert sent["to"] == "ed@example.org"
    assert "The pier" in sent["text"]
    assert f"/admin/articles/image/{soon.pk}/change/" in sent["text"]
    assert "late" not in sent["text"]
    assert "unused" not in sent["text"]


def test_another_date_is_another_warning():
    make_user("Editor", email="ed@example.org")
    image = in_use(6)
    warn()
    image = Image.objects.get(pk=image.pk)
    image.licence_ends_at += timedelta(hours=1)
    image.put()
    warn()
    assert len(mails()) == 2
