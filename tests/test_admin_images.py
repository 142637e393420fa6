"""The library at the desk: pictures come in checked, and show where they are used."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from articles.models import Image

from .desk import fill_in
from .world import make_article, make_author, make_draft, make_image, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/image/add/"


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


def page_of(image):
    return f"/admin/articles/image/{image.pk}/change/"


def upload(kind="PNG"):
    file = io.BytesIO()
    Picture.new("RGB", (900, 600), "teal").save(file, kind)
    return ContentFile(file.getvalue(), name=f"x.{kind.lower()}")


def test_a_new_picture_is_taken_in_with_its_sizes(client, editor):
    client.post(ADD, {"file": upload(), "credit": "Photo: Mari Tamm"})
    image = Image.objects.get()
    assert (image.width, image.height, image.credit) == (900, 600, "Photo: Mari Tamm")
    assert image.renditions  # one at once, the others in the background


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_an_error_at_its_field(client, editor, content):
    file = ContentFile(content, name="pier.jpg")
    response = client.post(ADD, {"file": file, "credit": "Photo: nobody"})
    assert response.status_code == 200
    assert "file" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_no_picture_without_a_credit(client, editor):
    response = client.post(ADD, {"file": upload(), "credit": " "})
    assert "credit" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_what_is_said_of_a_picture_can_be_changed(client, editor):
    image = make_image()
    assert fill_in_image(client, image, caption="The pier").status_code == 302
    assert Image.objects.get().caption == "The pier"


def fill_in_image(client, image, **changes):
    said = {name: getattr(image, name) for name in ("alt_text", "caption", "credit", "source_url")}
    return client.post(page_of(image), {**said, **changes, "_continue": "1"})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example/", "data:text/html,x"])
def test_source_of_a_picture_is_a_web_address(client, editor, address):
    response = fill_in_image(client, make_image(), source_url=address)
    assert "source_url" in response.context["adminform"].form.errors


def test_picture_tells_where_it_is_used(client, editor):
    image = make_image()
    led, holding, portrayed = make_draft(lead_image=image), make_article(), make_author()
    holding.article_images.create(image=image)
    portrayed.portrait = image
    portrayed.save()
    page = client.get(page_of(image)).content.decode()
    for used in (led, holding, portrayed):
        name = used._meta.model_name
        assert f"/admin/articles/{name}/{used.pk}/change/" in page


def test_picture_in_use_is_not_deleted(client, editor):
    image = make_image()
    make_draft(lead_image=image)
    client.post(f"/admin/articles/image/{image.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": image.pk, "post": "yes"}
    client.post("/admin/articles/image/", chosen)
    assert Image.objects.filter(pk=image.pk).exists()


def test_suggestions_show_the_pictures(client, editor):
    client.post(ADD, {"file": upload(), "caption": "The pier", "credit": "Photo: Mari Tamm"})
    asked = {"app_label": "articles", "model_name": "article", "field_name": "lead_image"}
    (found,) = client.get("/admin/autocomplete/", {**asked, "term": "pier"}).json()["results"]
    assert found["text"] == "The pier"
    assert client.get(found["thumbnail"]).status_code == 200


def test_names_that_are_left_without_an_address_get_one(client, editor):
    for model in ("section", "author", "tag"):
        page = f"/admin/articles/{model}/add/"
        name = "Мэр & Ko"
        first = {"name": name, "position": "1"}
        assert client.post(page, first).status_code == 302, model
        if model == "author":  # two people may have one name
            assert client.post(page, first).status_code == 302
    response = client.get("/admin/articles/author/")
    slugs = sorted(author.slug for author in response.context["cl"].result_list)
    assert slugs == ["мэр-ko", "мэр-ko-2"]


def test_form_of_a_new_article_needs_no_picture_files(client, editor):
    """A picture whose file is lost does not keep an editor from the article."""
    article = make_article(lead_image=make_image(file="images/lost.jpg"))
    assert fill_in(client, f"/admin/articles/article/{article.pk}/change/").status_code == 302
