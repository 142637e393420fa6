"""The library at the desk: many pictures come in at once, and each is found again."""

import io
from datetime import timedelta
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from PIL import Image as Picture

from articles.admin import shelf
from articles.models import Image, ImageEntry, SearchEntry

from .desk import fill_in
from .photographs import XMP, animation, noise, photograph
from .world import make_article, make_author, make_image, make_user

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/image/"
UPLOAD = f"{LIBRARY}upload/"
ADD = f"{LIBRARY}add/"


@pytest.fixture
def editor(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = make_user("Editor")
    client.force_login(user)
    return user


change = partial(fill_in, form_id="image_form")


def file(data, name="pier.jpg"):
    return ContentFile(data, name=name)


def send(client, *files, script=False, **said):
    headers = {"accept": "application/json"} if script else {}
    return client.post(UPLOAD, {"files": files, **said}, headers=headers, follow=not script)


def test_many_come_at_once_and_a_bad_one_stops_no_other(client, editor):
    files = [file(noise(seed=1)), file(b"<svg>", "x.svg"), file(noise(seed=2))]
    page = send(client, *files, credit="Photo: Mari Tamm").content.decode()
    assert Image.objects.count() == 2
    assert {image.credit for image in Image.objects.all()} == {"Photo: Mari Tamm"}
    assert "are accepted. (x.svg)" in page


def test_an_animation_comes_in_as_its_first_picture_and_whoever_sends_it_is_told(client, editor):
    said = "Animated: only the first picture was kept."
    (told,) = send(client, file(animation(seed=1), "x.gif"), script=True).json()["results"]
    assert told["remarks"][0] == said
    assert said in send(client, file(animation(seed=2), "x.gif")).content.decode()
    sent = {"file": file(animation(seed=3), "x.gif"), "credit": "Photo: Mari Tamm"}
    assert client.post(f"{LIBRARY}shelf/", sent).json()["note"] == said
    new = {"file": file(animation(seed=4), "x.gif"), "credit": "Photo: Mari Tamm"}
    change(client, ADD, **new)
    assert said in client.get(LIBRARY).content.decode()
    still = file(noise(kind="GIF"), "x.gif")
    (told,) = send(client, still, script=True).json()["results"]
    assert said not in told["remarks"]
    assert Image.objects.count() == 5


def test_name_of_a_file_is_text_and_no_more(client, editor):
    page = send(client, file(b"x", "<img src=x onerror=alert(1)>.jpg")).content.decode()
    assert "<img src=x" not in page


def test_script_gets_an_answer_for_its_file(client, editor):
    (told,) = send(client, file(noise()), script=True).json()["results"]
    image = Image.objects.get()
    assert told["url"] == f"{LIBRARY}{image.pk}/change/"
    assert told["remarks"] == ["No credit", "No alternative text"]
    assert client.get(told["thumbnail"]).status_code == 200
    (told,) = send(client, file(b"x"), script=True).json()["results"]
    assert told["error"].startswith("This is not a picture")
    assert send(client, script=True).status_code == 422


@pytest.mark.parametrize("script", [True, False])
def test_picture_that_is_there_already_is_not_kept_twice(client, editor, script):
    send(client, file(noise(kind="PNG")))
    known = Image.objects.get()
    answer = send(client, file(noise(kind="PNG", optimize=True)), script=script)
    assert Image.objects.get() == known
    assert "in the library already" in answer.content.decode()
    assert f"{LIBRARY}{known.pk}/change/" in answer.content.decode()


def test_picture_that_is_there_already_goes_into_the_text_from_the_shelf(client, editor):
    send(client, file(noise(kind="PNG")))
    known = Image.objects.get()
    sent = {"file": file(noise(kind="PNG", optimize=True)), "credit": "Photo: another"}
    told = client.post(f"{LIBRARY}shelf/", sent).json()
    assert Image.objects.get() == known
    assert (told["id"], told["credit"]) == (known.pk, known.credit)
    assert told["note"] == f"This picture is in the library already: {known}"


def test_what_a_file_says_of_itself_fills_what_nobody_typed(client, editor):
    data = photograph(xmp=XMP.encode())
    client.post(ADD, {"file": file(data), "caption": "My own words"})
    image = Image.objects.get()
    assert image.caption == "My own words"
    assert image.credit == "Mari Tõnisson / The Gazette"
    assert (image.people, image.keywords, image.alt_text) == (
        "Ülo Tamm",
        "pier, ferry",
        "A wooden pier",
    )


def test_file_is_replaced_under_the_same_number(client, editor, django_capture_on_commit_callbacks):
    send(client, file(noise(seed=1)), credit="Photo: Mari Tamm")
    image = Image.objects.get()
    before = image.file.name
    with django_capture_on_commit_callbacks(execute=True):
        done = change(
            client, f"{LIBRARY}{image.pk}/change/", new_file=file(noise(seed=2)), caption="Newer"
        )
    assert done.status_code == 302
    image = Image.objects.get()
    assert image.file.name != before
    assert image.caption == "Newer"
    assert not image.file.storage.exists(before)


def test_replacing_a_file_by_one_that_is_there_already_says_so(client, editor):
    for seed in (1, 2):
        send(client, file(noise(seed=seed, kind="PNG")), credit="Photo: Mari Tamm")
    image, other = Image.objects.order_by("pk")
    page = f"{LIBRARY}{image.pk}/change/"

    def replace(seed):
        new_file = file(noise(seed=seed, kind="PNG", optimize=True))
        assert change(client, page, new_file=new_file).status_code == 302
        return client.get(page).content.decode()

    said = f'in the library already: <a href="{LIBRARY}{other.pk}/change/">'
    assert "in the library already" not in replace(1)  # itself
    assert said in replace(2)
    image.refresh_from_db()
    assert image.pixels == other.pixels
    assert said not in client.get(page).content.decode()


def test_bad_file_replaces_nothing(client, editor):
    send(client, file(noise(seed=1)), credit="Photo: Mari Tamm")
    image = Image.objects.get()
    answer = change(client, f"{LIBRARY}{image.pk}/change/", new_file=file(b"<svg>"))
    assert "new_file" in answer.context["adminform"].form.errors
    assert Image.objects.get().file.name == image.file.name


def test_picture_of_a_public_page_keeps_words_for_who_cannot_see_it(client, editor):
    shown, waiting = make_image(), make_image()
    make_article(body=f'<figure data-image="{shown.pk}"></figure>')
    for image, status in ((shown, 200), (waiting, 302)):
        page = f"{LIBRARY}{image.pk}/change/"
        assert change(client, page, alt_text="").status_code == status
    assert change(client, f"{LIBRARY}{shown.pk}/change/", alt_text="Pier").status_code == 302


def test_decorative_picture_says_nothing(client, editor):
    image = make_image(alt_text="A pier")
    answer = change(client, f"{LIBRARY}{image.pk}/change/", is_decorative="on")
    assert answer.status_code == 200
    done = change(client, f"{LIBRARY}{image.pk}/change/", is_decorative="on", alt_text="")
    assert done.status_code == 302


@pytest.mark.parametrize("percent", ["-1", "101", "x"])
def test_focal_point_lies_in_the_picture(client, editor, percent):
    image = make_image()
    answer = change(client, f"{LIBRARY}{image.pk}/change/", focus_x=percent)
    assert "focus_x" in answer.context["adminform"].form.errors


def shown(client, query):
    return list(client.get(f"{LIBRARY}?{query}").context["cl"].result_list)


def test_filters_find_what_is_missing(client, editor):
    now = timezone.now()
    used = {"lead_image": make_image(caption="fine")}
    make_article(**used)
    made = {
        "no-alt": make_image(alt_text=""),
        "no-credit": make_image(credit=""),
        "soon": make_image(licence_ends_at=now + timedelta(days=6)),
        "ended": make_image(licence_ends_at=now - timedelta(days=1)),
    }
    make_image(licence_ends_at=now + timedelta(days=8))
    make_author(portrait=make_image(alt_text="", is_decorative=True))
    for state, image in made.items():
        assert shown(client, f"state={state}") == [image], state
    assert used["lead_image"] not in shown(client, "state=unused")
    assert len(shown(client, "state=unused")) == 5


def test_words_are_found_by_their_beginning_in_any_order_and_without_accents(client, editor):
    image = make_image(caption="Fähre am Pier", people="Ülo Tõnisson", credit="Photo: Straße")
    other = make_image(caption="The pier")
    assert shown(client, "q=pier") == [other, image]
    assert shown(client, "q=tonis+FAHR") == [image]
    assert shown(client, "q=strasse") == [image]
    assert image in shown(client, f"q={image.pk}")
    assert shown(client, "q=pier+nowhere") == []
    assert shown(client, "q=pier&state=no-alt") == []


@pytest.mark.parametrize("words", ["'", '"', "a' | b:*", "* - (", "\0", "\\", "NEAR(", "🎉", "_"])
def test_no_search_breaks(client, editor, words):
    assert client.get(LIBRARY, {"q": words}).status_code == 200


def test_search_follows_every_change(client, editor):
    image = make_image(caption="ferry")
    image.caption = "tram"
    image.put()
    assert shown(client, "q=tram") == [image]
    assert shown(client, "q=ferry") == []
    image.drop()
    assert shown(client, "q=tram") == []


def test_search_reaches_the_oldest_picture(client, editor):
    """Also behind chapters of the index in which the word is not."""
    ferries = [make_image(pk=number, caption="ferry") for number in (1, 5_000, 90_000)]
    make_image(pk=100_000_000, caption="tram")
    assert shown(client, "q=fer") == ferries[::-1]


def test_search_goes_on_over_its_pages(client, editor, monkeypatch):
    monkeypatch.setattr(admin.site.get_model_admin(Image), "list_per_page", 2)
    made = [make_image(caption="ferry", alt_text=alt) for alt in ("", "A", "B", "", "C")]
    pages = [shown(client, f"q=ferry&p={number}") for number in (1, 2, 3)]
    assert pages == [made[:2:-1], made[2:0:-1], made[:1]]
    assert shown(client, "q=ferry&state=no-alt") == [made[3], made[0]]


def test_shelf_goes_on_after_what_it_showed(client, editor, monkeypatch):
    monkeypatch.setattr(shelf, "ON_A_PAGE", 2)
    made = [make_image(caption="ferry").pk for _ in range(5)]
    seen, after = [], ""
    while True:
        told = client.get(f"{LIBRARY}shelf/", {"q": "ferry", "after": after}).json()
        seen += [one["id"] for one in told["pictures"]]
        if not (after := told["next"]):
            break
    assert seen == made[::-1]


def test_pictures_of_an_older_site_are_found_after_the_migration():
    make_image(caption="Fähre", people="Ülo Tamm")
    make_article(headline="Zürich")
    before = [list(model.objects.values()) for model in (ImageEntry, SearchEntry)]
    ImageEntry.objects.all().delete()
    migration = import_module("articles.migrations.0006_image_entries")
    editor = connection.schema_editor()
    with connection.cursor():
        migration.write_entries(apps, editor)
        migration.name_chapters(apps, editor)
    assert [list(model.objects.values()) for model in (ImageEntry, SearchEntry)] == before


def test_list_asks_as_little_for_many(client, editor, django_assert_num_queries):
    for _ in range(3):
        make_image()
    client.get(LIBRARY)
    with django_assert_num_queries(6):
        client.get(LIBRARY)
    for _ in range(30):
        make_image()
    with django_assert_num_queries(6):
        client.get(LIBRARY)


def test_avif_is_made_where_the_site_wants_it(editor, settings):
    settings.PICTURES_AVIF = True
    image = Image.add(file(noise()), credit="Photo: Mari Tamm")
    path = image.renditions[0]["avif"]
    assert path in image.paths
    with image.file.storage.open(path) as made:
        assert Picture.open(io.BytesIO(made.read())).format == "AVIF"


@pytest.mark.parametrize(
    ("group", "status"), [(None, 403), ("Moderator", 403), ("Reporter", 200), ("Editor", 200)]
)
def test_only_the_newsroom_adds_pictures(client, settings, tmp_path, group, status):
    settings.MEDIA_ROOT = tmp_path
    assert client.get(UPLOAD).status_code == 302
    assert send(client, file(noise()), script=True).status_code == 302
    client.force_login(make_user(group))
    assert client.get(UPLOAD).status_code == status
    assert send(client, file(noise()), script=True).status_code == status
    assert Image.objects.exists() == (status == 200)
