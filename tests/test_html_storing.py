"""Rich text is cleaned and cut into parts on every way into the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Value

from articles.html import LIMIT
from articles.models import Article

from .world import make_article, make_draft, make_section

pytestmark = pytest.mark.django_db

DIRTY = '<p>one<script>x</script> <b>two</b></p><figure data-image="5"></figure>'
CLEAN = '<p>one <strong>two</strong></p><figure data-image="5"></figure>'
PARTS = [{"html": "<p>one <strong>two</strong></p>"}, {"image": 5, "caption": ""}]


def _create(article):
    return Article.objects.create(headline="x", slug="created", section=make_section(), body=DIRTY)


def _bulk_create(article):
    new = Article(headline="x", slug="bulk", section=make_section(), body=DIRTY)
    return Article.objects.bulk_create([new])[0]


def _save(article):
    article.body = DIRTY
    article.save()


def _save_the_body_alone(article):
    article.body = DIRTY
    article.save(update_fields=["body"])


def _save_what_a_list_fetched(article):
    article = Article.objects.for_list().get(pk=article.pk)
    article.body = DIRTY
    article.save()


def _save_with_parts_deferred(article):
    article = Article.objects.defer("body_parts", "word_count").get(pk=article.pk)
    article.body = DIRTY
    article.save()


def _store(article):
    article.body = DIRTY
    article.store()


def _update(article):
    Article.objects.filter(pk=article.pk).update(body=DIRTY)


def _bulk_update(article):
    article.body = DIRTY
    Article.objects.bulk_update([article], ["body"])


def _update_or_create(article):
    Article.objects.update_or_create(pk=article.pk, defaults={"body": DIRTY})


def _through_the_section(article):
    article.section.articles.update(body=DIRTY)


@pytest.mark.parametrize(
    "write",
    [_create, _bulk_create, _save, _save_the_body_alone, _save_what_a_list_fetched]
    + [_save_with_parts_deferred, _store, _update, _bulk_update, _update_or_create]
    + [_through_the_section],
)
def test_text_is_cleaned_and_cut_on_every_way_into_the_database(write):
    article = make_draft(body="<p>before</p>")
    written = write(article) or article
    found = Article.objects.get(pk=written.pk)
    assert found.body == CLEAN
    assert found.body_parts == PARTS
    assert found.word_count == 2


def test_text_that_python_does_not_see_is_refused():
    make_draft()
    for expression in (F("headline"), Value("<script>")):
        with pytest.raises(TypeError, match="body"):
            Article.objects.update(body=expression)


def test_saving_without_the_text_leaves_it_alone(django_assert_num_queries):
    article = make_draft(body="<p>words</p>")
    found = Article.objects.for_list().get(pk=article.pk)
    found.kicker = "New"
    with django_assert_num_queries(3):  # that, and the version, for which the text is read
        found.save()
    article.refresh_from_db()
    assert (article.kicker, article.body, article.word_count) == ("New", "<p>words</p>", 1)


def test_editor_reads_a_sentence_when_a_text_is_too_long():
    article = make_draft()
    article.body = "&" * LIMIT
    with pytest.raises(ValidationError) as refusal:
        article.full_clean()
    assert refusal.value.message_dict["body"] == ["The text is longer than 400000 characters."]
    field = Article._meta.get_field("body").formfield()
    assert field.max_length == LIMIT


def test_form_gets_the_text_as_it_will_be_stored():
    article = make_article()
    article.body = "<b>x</b>"
    article.full_clean()
    assert article.body == "<p><strong>x</strong></p>"
