"""make_load: a paper of any size to measure with, as whole as one that people made."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Q

from articles.models import Article, ArticleAuthor, ArticleTag, SearchEntry
from articles.search import search
from comments.models import Comment
from newsportal.load import filling, paper, readers
from newsportal.load.indexes import put_aside
from tests.world import make_section

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_world(monkeypatch):
    for name in ("PICTURES", "TAGS", "AUTHORS", "BODIES"):
        monkeypatch.setattr(paper, name, {"PICTURES": 2}.get(name, 5))
    monkeypatch.setattr(readers, "READERS", 20)
    monkeypatch.setattr(readers, "TEXTS", 20)


def load(articles=40, comments=200):
    call_command("make_load", articles=articles, comments=comments, verbosity=0)


def test_loaded_paper_has_as_much_as_was_asked_for():
    load()
    assert Article.objects.count() == 40
    assert 190 <= Comment.objects.count() <= 200


def test_counts_that_are_kept_agree_with_the_rows():
    load()
    approved = Count("comments", filter=Q(comments__status="approved"))
    wrong = Article.objects.annotate(found=approved).exclude(found=F("comment_count"))
    assert not wrong.exists()
    answered = Comment.objects.exclude(reply_count=0).filter(parent=None)
    for root in answered:
        below = Comment.objects.approved().filter(thread=root).count()
        assert root.reply_count == below


def test_links_and_search_entries_are_what_the_verbs_would_write():
    load()
    kept = [Link.objects.order_by("pk").values() for Link in (ArticleAuthor, ArticleTag)]
    kept.append(SearchEntry.objects.order_by("pk").values())
    before = [list(rows) for rows in kept]
    for article in Article.objects.all():
        article.store()
    assert [list(rows.all()) for rows in kept] == before


def test_pages_of_a_loaded_paper_are_there(client):
    load()
    article = Article.objects.published().newest_first().first()
    paths = ["/", "/latest/", "/section/load-1/", "/tag/load-1/", "/author/load-1/", "/feed/"]
    for path in [*paths, article.get_absolute_url()]:
        assert client.get(path).status_code == 200, path


def test_same_seed_makes_the_same_paper():
    load()
    before = list(Article.objects.order_by("id").values_list("headline", "body", "section__slug"))
    Comment.objects.filter(thread__isnull=False).delete()
    Comment.objects.all().delete()
    Article.objects.all().delete()
    load()
    after = list(Article.objects.order_by("id").values_list("headline", "body", "section__slug"))
    assert after == before


def test_second_call_adds_what_is_missing_and_no_more():
    load(articles=20, comments=100)
    load(articles=40, comments=200)
    load(articles=40, comments=200)
    assert Article.objects.count() == 40


def test_rows_of_people_come_after_loaded_ones():
    load()
    newest = Article.objects.order_by("-id").first()
    article = Article(headline="By hand", section=newest.section)
    article.store()
    assert article.pk > newest.pk


def test_a_newsroom_with_sections_of_its_own_is_left_alone():
    make_section()
    with pytest.raises(CommandError):
        load()
    assert not Article.objects.exists()


def test_indexes_are_back_when_filling_breaks_off():
    wanted = {index.name for index in [*Article._meta.indexes, *Comment._meta.indexes]}
    with pytest.raises(ZeroDivisionError), put_aside(Article, Comment):
        1 / 0  # noqa: B018
    assert wanted <= _index_names(Article) | _index_names(Comment)


def test_search_finds_what_was_loaded():
    load()
    article = Article.objects.published().newest_first().first()
    found = search(Article.objects.all(), article.headline, visible_to=AnonymousUser(), at_most=1)
    assert found == [article.pk]


def test_interrupted_filling_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 10)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filling.fill(40, 200, made=stop)
    assert Article.objects.count() == 10
    filling.fill(40, 200)
    assert Article.objects.count() == 40
    assert Article.objects.values("published_at").distinct().count() == 40


def _index_names(model):
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))
