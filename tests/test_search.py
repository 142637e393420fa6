"""A search finds articles by how their words begin, the newest first, and only what one may see."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import search as searching
from articles.folding import words_in
from articles.models import Article, SearchEntry
from articles.search import search

from .world import ago, make_article, make_draft, make_hidden, make_section, make_user

pytestmark = pytest.mark.django_db

READER = AnonymousUser()


def found(text, visible_to=READER, at_most=50, articles=None, **more):
    articles = Article.objects.all() if articles is None else articles
    return search(articles, text, visible_to=visible_to, at_most=at_most, **more)


@pytest.mark.parametrize("text", ["ferry", "night fer", "FERRY night", "ferry, night!", "harbour"])
def test_words_are_found_by_how_they_begin_and_in_any_order(text):
    wanted = make_article(headline="Ferry runs all night", kicker="Harbour", slug="boats")
    make_article(headline="A day on land")
    assert found(text) == [wanted.pk]


@pytest.mark.parametrize("text", ["ferry land", "erry", "ferryman"])
def test_all_words_must_be_there(text):
    make_article(headline="Ferry runs all night")
    make_article(headline="A day on land")
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Straße gesperrt", "strasse"),
        ("Zürich", "zurich"),
        ("Zurich", "Zürich"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Ελλάδα", "ελλαδα"),
        ("Ёлка", "елка"),
        ("東京の港", "港"),
        ("İstanbul", "istanbul"),
        ("Ｆｅｒｒｙ", "ferry"),
    ],
)
def test_accents_and_forms_of_letters_make_no_difference(words, text):
    wanted = make_article(headline=words, slug="a-b")
    assert found(text) == [wanted.pk]


@pytest.mark.parametrize("part", ["kicker", "headline", "standfirst", "slug"])
def test_each_part_that_a_list_shows_is_searched(part):
    wanted = make_article(**{part: "zebra"})
    assert found("zebra") == [wanted.pk]


def test_newest_come_first_however_long_ago():
    dates = [
        datetime(year, 5, 1, tzinfo=UTC) for year in (2025, 2024, 2019, 2018, 1999, 1970, 1815)
    ]
    made = [make_article(headline="Zebra", published_at=date) for date in dates]
    numbers = [article.pk for article in made]
    assert found("zebra") == numbers
    assert found("zebra", at_most=3) == numbers[:3]
    assert found("zebra", older_than=(dates[2], numbers[2])) == numbers[3:]


def test_one_after_the_other_at_the_same_moment():
    moment = ago(hours=1)
    numbers = [make_article(headline="Zebra", published_at=moment).pk for _ in range(3)]
    assert found("zebra", at_most=2) == [numbers[2], numbers[1]]
    assert found("zebra", older_than=(moment, numbers[1])) == [numbers[0]]


def test_far_dates_break_nothing():
    year = datetime(9999, 12, 30, tzinfo=UTC)
    scheduled = make_article(headline="Zebra", published_at=year)
    old = make_article(headline="Zebra", published_at=datetime(2, 1, 1, tzinfo=UTC))
    assert found("zebra") == [old.pk]
    assert found("zebra", visible_to=make_user("Editor")) == [scheduled.pk, old.pk]


def test_readers_find_what_is_public_and_the_newsroom_all():
    public = make_article(headline="Zebra", published_at=ago(days=400))
    hidden = make_hidden("Zebra")
    assert found("zebra") == [public.pk]
    assert set(found("zebra", make_user("Editor"))) == {public.pk, *(one.pk for one in hidden)}


def test_what_is_left_out_does_not_hide_what_is_older(monkeypatch):
    section = make_section()
    old = make_article(headline="Zebra", section=section, published_at=ago(days=90))
    for _ in range(5):
        make_article(headline="Zebra")
    articles = Article.objects.in_section(section)
    assert found("zebra", at_most=1, articles=articles) == [old.pk]


def test_entry_follows_the_article():
    article = make_article(headline="Zebra", slug="one")
    article.headline = "Lion"
    article.store()
    assert found("zebra") == []
    assert found("lion") == [article.pk]
    article.publish(at=ago(days=1000))
    assert found("lion") == [article.pk]
    article.delete()
    assert found("lion") == []
    assert not SearchEntry.objects.exists()


def test_entry_stays_as_it_was_when_the_change_fails():
    article = make_article(headline="Zebra", slug="one")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        article.headline = "Lion"
        article.store()
        1 / 0  # noqa: B018
    assert found("zebra") == [article.pk]
    assert found("lion") == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "zebra\x00", "*", '"', "'", "a OR b", "NEAR(a b)", "-", "words:zebra"]
    + ["^zebra", "zebra*", "(zebra", "!zebra", "zebra & !", "zebra:*", "\\", "%", "$1", "{a}"]
    + ["\ud800", "\u202e", "x" * 10_000, "zebra " * 2_000, "é" * 10_000, "\u0301" * 10_000]
    + [" ".join(f"w{n}" for n in range(3_000)), "🦓", "a\tb\nc", "; DROP TABLE x; --", "١٢٣"],
)
def test_no_words_break_the_search(text):
    article = make_article(headline="Zebra AND lion")
    make_draft(headline=text[:100].replace("\x00", "").replace("\ud800", "") or "x", slug="draft")
    assert found(text) in ([], [article.pk])


def test_operators_are_words():
    wanted = make_article(headline="Zebra or lion", slug="one")
    make_article(headline="Zebra", slug="two")
    assert found("zebra OR") == [wanted.pk]


def test_nothing_is_found_where_nothing_is():
    assert found("zebra") == []


def test_words_are_bounded():
    assert [len(word) for word in words_in("x" * 10_000)] == [40]


def test_migration_writes_what_the_verbs_write():
    make_article(headline="Zebra", published_at=ago(days=3))
    make_draft(headline="Lion")
    before = list(SearchEntry.objects.order_by("pk").values())
    SearchEntry.objects.all().delete()
    migration = import_module("articles.migrations.0004_growth")
    with connection.cursor():
        migration.write_entries(apps, connection.schema_editor())
    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_a_search_asks_few_times():
    for year in (2000, 2010, 2020):
        make_article(headline="Zebra", published_at=datetime(year, 1, 1, tzinfo=UTC))
    with CaptureQueriesContext(connection) as asked:
        found("zebra")
    # Savepoints stand for the transactions that a test does not have.
    questions = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(questions) <= 2 + 3 * (len(searching.SPANS) + 1)
