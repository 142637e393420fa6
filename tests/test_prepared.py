"""Queries whose SQL is kept find what the querysets find that they are made of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction, whole_article
from articles.models.prepared import MOMENT, NUMBER, TEXT, Prepared

from .world import ago, make_article, make_author, make_full_article, make_hidden, make_section

pytestmark = pytest.mark.django_db


def fields(one):
    """What was fetched of an instance."""
    names = [field.attname for field in one._meta.concrete_fields]
    return {name: one.__dict__[name] for name in names if name in one.__dict__}


def test_whole_article_is_what_the_page_would_fetch():
    older = make_article(published_at=ago(hours=9))
    article = make_full_article(images=2, published_at=ago(hours=2))
    make_article(published_at=timezone.now() + timedelta(hours=1))
    expected = Article.objects.published().with_next_change().with_neighbours().for_page()
    expected = expected.defer("body").get(slug=article.slug)
    found = whole_article(article.slug)
    assert fields(found) == fields(expected)
    assert found.get_deferred_fields() == {"body"}
    assert found.body == article.body
    for name in ("section", "lead_image"):
        assert fields(getattr(found, name)) == fields(getattr(expected, name))
    for name in ("next_opening", "next_expiry", "newer", "older"):
        assert getattr(found, name) == getattr(expected, name)
    assert found.older["slug"] == older.slug
    for name in ("bylines", "tags", "corrections", "article_images"):
        rows = [fields(one) for one in getattr(found, name).all()]
        assert rows == [fields(one) for one in getattr(expected, name).all()] != []


def test_parts_of_a_whole_article_ask_nothing_more(django_assert_num_queries):
    slug = make_full_article(images=2).slug
    with django_assert_num_queries(5):
        article = whole_article(slug)
        [row.author.name for row in article.bylines.all()]
        [row.image.credit for row in article.article_images.all()]
        assert list(article.tags.all()) and list(article.corrections.all())
        assert article.section.name and article.lead_image.credit


def test_article_without_anything_is_whole():
    article = whole_article(make_article().slug)
    assert article.lead_image is None and article.newer is None
    assert not article.tags.all() and not article.bylines.all()


def test_only_what_is_public_at_the_moment_of_asking_is_found(time_machine):
    make_hidden("hidden")
    for article in Article.objects.exclude(pk__in=Article.objects.published()):
        assert whole_article(article.slug) is None
    coming = make_article(published_at=timezone.now() + timedelta(minutes=5))
    assert whole_article(coming.slug) is None
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert whole_article(coming.slug) == coming


@pytest.mark.parametrize("slug", ["it's", "50%s", "a%%b", '"quoted"', "née", "\x01a text\x02"])
def test_values_are_never_part_of_the_sql(slug):
    assert whole_article(slug) is None
    article = make_article()
    Article.objects.filter(pk=article.pk).update(slug=slug)
    assert whole_article(slug) == article


def test_article_from_a_prepared_query_can_be_saved():
    article = whole_article(make_article(headline="Old").slug)
    article.headline = "New"
    article.store()
    assert Article.objects.get().headline == "New"
    assert "Text of article" in Article.objects.get().body


def test_each_kind_of_value_stands_where_it_belongs():
    section, moment = make_section(), ago(hours=3)
    make_article(section=section, published_at=ago(hours=5))
    here = make_article(section=section, published_at=ago(hours=1), headline="Here")
    make_article(published_at=ago(hours=1), headline="Here")
    query = Prepared(
        lambda pk, headline, at: Article.objects.filter(
            section=pk, headline=headline, published_at__gt=at
        ),
        NUMBER,
        TEXT,
        MOMENT,
    )
    assert query(section.pk, "Here", moment) == [here]
    assert query(section.pk, "There", moment) == []
    assert query(section.pk, "Here", timezone.now()) == []


def test_rows_of_values_are_tuples():
    author = make_author(name="Ann")
    query = Prepared(lambda pk: type(author).objects.filter(pk=pk).values_list("name"), NUMBER)
    assert query(author.pk) == [("Ann",)]


def test_corrections_keep_their_times():
    article = make_article()
    moment = ago(minutes=5)
    Correction.objects.create(article=article, text="x", published_at=moment)
    assert whole_article(article.slug).corrections.all()[0].published_at == moment


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_database_holds_finds_nothing(number):
    make_article()
    find = Prepared(lambda pk: Article.objects.filter(pk=pk), NUMBER)
    assert find(number) == []
