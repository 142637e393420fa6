"""Pictures in a text are drawn from the library at reading, with the caption that fits best."""

import pytest
from django.db.models import ProtectedError
from django.template import Context, Template

from articles.models import Article, Image

from .world import make_article, make_author, make_draft, make_image, make_tag

pytestmark = pytest.mark.django_db


def figure(image, caption=""):
    return f'<figure data-image="{image.pk}"><figcaption>{caption}</figcaption></figure>'


def drawn(article):
    found = Article.objects.for_page().get(pk=article.pk)
    return Template("{% load richtext %}{% body article %}").render(Context({"article": found}))


def test_picture_is_drawn_where_it_stands_in_the_text():
    image = make_image(caption="Of the library", credit="Photo: Mari")
    page = drawn(make_draft(body=f"<p>before</p>{figure(image)}<p>after</p>"))
    before, rest = page.split("<figure", 1)
    shown, after = rest.split("</figure>")
    assert before == "<p>before</p>"
    assert after.strip() == "<p>after</p>"
    assert all(words in shown for words in ("Of the library", "Photo: Mari", image.alt_text))


def test_own_caption_wins_and_the_credit_stays_the_librarys():
    image = make_image(caption="Of the library", credit="Photo: Mari")
    page = drawn(make_draft(body=figure(image, "Own &amp; <b>words</b>")))
    assert "Own &amp; words" in page
    assert "Photo: Mari" in page
    assert "Of the library" not in page


def test_caption_written_beside_the_text_holds_for_the_picture_in_it():
    image = make_image(caption="Of the library")
    article = make_draft(body=figure(image))
    article.article_images.create(image=image, caption="Beside the text")
    assert "Beside the text" in drawn(article)


def test_caption_is_escaped():
    image = make_image(caption="<b>x</b>", credit='"<i>y</i>')
    page = drawn(make_draft(body=figure(image)))
    assert "<b>" not in page
    assert "<i>" not in page


def test_what_is_corrected_in_the_library_is_corrected_in_each_text():
    image = make_image(caption="Wrong")
    articles = [make_draft(body=figure(image)) for _ in range(2)]
    Image.objects.filter(pk=image.pk).update(caption="Right", credit="Photo: Another")
    for article in articles:
        page = drawn(article)
        assert "Right" in page
        assert "Photo: Another" in page


def test_picture_that_is_not_in_the_library_is_left_out():
    article = make_draft(body='<p>a</p><figure data-image="999999999999999999"></figure><p>b</p>')
    assert drawn(article).strip() == "<p>a</p><p>b</p>"
    assert not article.article_images.exists()


def test_picture_of_a_text_that_was_not_stored_by_its_verb_is_drawn_too():
    image = make_image()
    article = make_draft()
    Article.objects.filter(pk=article.pk).update(body=figure(image))
    assert image.credit in drawn(article)


def test_rows_follow_the_text():
    one, two, three = make_image(), make_image(), make_image()
    article = make_draft(body=figure(one, "first") + figure(two) + figure(one, "again"))
    article.article_images.create(image=three)

    def rows():
        return list(article.article_images.values_list("image", "caption", "in_body"))

    assert sorted(rows()) == [(one.pk, "first", True), (two.pk, "", True), (three.pk, "", False)]
    article.body = figure(two, "now")
    article.store()
    assert sorted(rows()) == [(two.pk, "now", True), (three.pk, "", False)]
    article.body = ""
    article.store()
    assert rows() == [(three.pk, "", False)]


def test_picture_that_stands_in_a_text_cannot_be_deleted():
    image = make_image()
    make_draft(body=figure(image))
    with pytest.raises(ProtectedError):
        image.delete()
    assert image.article_images.exists()


def test_page_asks_no_more_for_twenty_pictures_than_for_one(client, django_assert_num_queries):
    def article_with(count):
        body = "".join(f"<p>x</p>{figure(make_image())}" for _ in range(count))
        return make_article(
            body=body, lead_image=make_image(), authors=[make_author()], tags=[make_tag()]
        )

    for count in (0, 1, 20):
        article = article_with(count)
        with django_assert_num_queries(5):
            found = Article.objects.for_page().get(pk=article.pk)
            template = Template("{% load richtext %}{% body article %}")
            assert template.render(Context({"article": found})).count("<figure") == count


def test_desk_shows_beside_the_text_only_what_stands_there(admin_client):
    image, other = make_image(), make_image()
    article = make_draft(body=figure(image))
    article.article_images.create(image=other)
    page = admin_client.get(f"/admin/articles/article/{article.pk}/change/")
    formsets = {one.formset.prefix: one.formset for one in page.context["inline_admin_formsets"]}
    rows = [form.instance.image_id for form in formsets["article_images"].initial_forms]
    assert rows == [other.pk]
