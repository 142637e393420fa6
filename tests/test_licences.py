"""When the licence of a picture ends it is on no page any more, at that minute, and editors were
told a week before."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.licences import let_files_end, warn
from articles.models import Article, Image
from articles.tasks import make_social_image
from background.models import Job

from .photographs import noise
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


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Image.add(ContentFile(noise(size=(800, 500))), credit="Photo: Mari Tamm")


@pytest.fixture
def end_in(image, django_capture_on_commit_callbacks):
    """Function that gives the picture an end in so many minutes, as an editor does."""

    def carry_out(minutes, image=image):
        image.licence_ends_at = minutes and timezone.now() + timedelta(minutes=minutes)
        with django_capture_on_commit_callbacks(execute=True):
            image.put()

    return carry_out


def addresses(image):
    image.refresh_from_db()
    return [default_storage.url(one[kind]) for one in image.renditions for kind in ("webp", "jpeg")]


def answers(client, addresses):
    return {client.get(address).status_code for address in addresses}


def test_files_end_with_the_licence_and_come_back_with_it(client, image, end_in, time_machine):
    before = addresses(image)
    end_in(10)
    assert answers(client, before) == {404}
    now = addresses(image)
    assert answers(client, now) == {200}
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert answers(client, now) == {410}
    for minutes in (10, None):
        end_in(minutes)
        assert addresses(image) == now
        assert answers(client, now) == {200}


def test_files_of_a_new_picture_end_with_its_licence(client, image, time_machine):
    end = timezone.now() + timedelta(minutes=10)
    upload = ContentFile(noise(size=(800, 500), seed=2))
    late = Image.add(upload, credit="Photo: Mari Tamm", licence_ends_at=end)
    assert answers(client, addresses(late)) == {200}
    late.complete()
    assert answers(client, addresses(late)) == {200}
    time_machine.move_to(end)
    assert answers(client, addresses(late)) == {410}
    assert answers(client, addresses(image)) == {200}


@pytest.mark.parametrize("days", [-100, 100])
def test_files_end_also_where_no_verb_wrote_the_end(client, image, time_machine, days):
    end = timezone.now() + timedelta(days=days)
    unlimited = Image.add(ContentFile(noise(seed=2)), credit="Photo: Mari Tamm")
    Image.objects.filter(pk=image.pk).update(licence_ends_at=end)
    make_image(licence_ends_at=end)
    assert list(Image.objects.with_files_that_stay()) == [image]
    let_files_end()
    assert not Image.objects.with_files_that_stay().exists()
    time_machine.move_to(max(end, timezone.now()))
    assert answers(client, addresses(image)) == {410}
    assert answers(client, addresses(unlimited)) == {200}


def test_nothing_is_left_at_the_former_addresses(image, end_in):
    end_in(10)
    image.refresh_from_db()
    root = Path(default_storage.location)
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert there == set(image.paths)


def test_preview_of_an_article_ends_with_the_licence(client, image, end_in, time_machine):
    article = make_article(lead_image=image)
    make_social_image.func(article.pk)
    end_in(10)
    assert "make_social_image" in Job.objects.latest("enqueued_at").task_path
    make_social_image.func(article.pk)
    address = default_storage.url(Article.objects.get().social_image)
    assert client.get(address).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert client.get(address).status_code == 410


def test_nobody_keeps_a_file_longer_than_its_licence(client, image, end_in, time_machine):
    assert "immutable" in client.get(addresses(image)[0])["Cache-Control"]
    time_machine.move_to(timezone.now(), tick=False)
    end_in(10)
    time_machine.move_to(image.licence_ends_at - timedelta(seconds=30), tick=False)
    assert client.get(addresses(image)[0])["Cache-Control"] == "public, max-age=30"
    end_in(100_000)
    assert client.get(addresses(image)[0])["Cache-Control"] == "public, max-age=3600"


def test_newsroom_still_sees_what_it_has(client, image, end_in):
    end_in(-1)
    client.force_login(make_user("Reporter"))
    answer = client.get(addresses(image)[0])
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    client.force_login(make_user())
    assert answers(client, addresses(image)) == {410}


def test_files_without_an_end_cost_no_question(client, image, end_in, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(default_storage.url(image.renditions[0]["jpeg"]))
    end_in(10)
    image.refresh_from_db()
    with django_assert_num_queries(1):
        client.get(default_storage.url(image.renditions[0]["jpeg"]))
