"""The demonstration edition: complete, alive, and left alone once it is in."""

import io
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Image, Section, Tag
from comments.models import Comment
from newsportal.demo import load as demo
from newsportal.demo.pictures.catalogue import PICTURES
from tests.world import quick_pictures


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(pictures=quick_pictures())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def edition(loaded, db):
    """The edition in the database; what a test changes is undone after it."""


def everything():
    models = [*apps.get_app_config("articles").get_models()]
    models += apps.get_app_config("comments").get_models()
    return {model: serializers.serialize("json", model.objects.order_by("pk")) for model in models}


def links_of(article):
    return re.findall(r'href="([^"]*)"', article.body)


def test_the_paper_is_complete(edition):
    assert Article.objects.published().count() >= 24
    assert Section.objects.count() == 6
    assert Author.objects.count() == 5
    assert 12 <= Tag.objects.count() <= 18


def test_every_section_and_tag_has_something_to_read(edition):
    published = Article.objects.published()
    assert all(published.in_section(section).count() >= 3 for section in Section.objects.all())
    assert all(published.with_tag(tag).exists() for tag in Tag.objects.all())


def test_every_author_has_a_face_a_story_and_articles(edition):
    for author in Author.objects.all():
        assert author.portrait and author.biography and author.job_title
        assert Article.objects.published().by_author(author).count() >= 3


def test_every_published_article_has_a_head_and_a_body(edition):
    for article in Article.objects.published():
        assert article.headline and article.standfirst and article.kicker
        assert article.word_count >= 60
        assert article.bylines.exists() and article.tags.exists()


def test_every_state_of_an_article_is_there(edition):
    statuses = set(Article.objects.values_list("status", flat=True))
    assert statuses == set(Article.Status.values)
    assert any(article.is_scheduled for article in Article.objects.all())
    assert Article.objects.get(status="withdrawn").withdrawn_reason


def test_every_state_of_a_comment_is_there(edition):
    statuses = set(Comment.objects.values_list("status", flat=True))
    assert statuses == set(Comment.Status.values)
    assert Comment.objects.reported().exists()
    assert all(comment.reasons for comment in Comment.objects.waiting())


def test_latest_looks_alive(edition):
    now = timezone.now()
    ages = [now - article.published_at for article in Article.objects.published()]
    assert sum(age < timedelta(hours=12) for age in ages) >= 6
    assert sum(age < timedelta(days=4) for age in ages) >= 12
    assert max(ages) > timedelta(days=55)


def test_corrections_stand_on_published_articles_and_came_later(edition):
    corrected = Article.objects.published().filter(corrections__isnull=False).distinct()
    assert corrected.count() >= 3
    for article in corrected:
        assert all(each.published_at > article.published_at for each in article.corrections.all())


def test_one_thread_is_long_and_deep(edition):
    longest = Article.objects.order_by("-comment_count").first()
    assert longest.comment_count >= 60
    assert longest.comments.filter(parent__parent__parent__isnull=False).exists()


def test_names_and_texts_of_the_world_are_there(edition):
    names = "".join(Comment.objects.approved().values_list("name", flat=True))
    for letter in "ŁÞمת林Õß":
        assert letter in names
    assert any("\n\n" in text for text in Comment.objects.values_list("text", flat=True))


def test_comments_came_after_their_article_and_what_they_answer(edition):
    now = timezone.now()
    for comment in Comment.objects.select_related("article", "parent"):
        assert comment.article.published_at < comment.created_at <= now
        assert not comment.parent or comment.created_at > comment.parent.created_at


def test_who_tries_the_comment_policy_sees_it_at_work(edition):
    """An article that decides itself would know neither its hours nor closing by age."""
    policies = Article.objects.published().values_list("comments_policy", flat=True)
    assert set(policies) <= {Article.Comments.SITE, Article.Comments.CLOSED}


def test_no_comment_stands_where_comments_are_closed(edition):
    closed = Article.objects.filter(comments_policy=Article.Comments.CLOSED)
    assert closed.exists()
    assert not Comment.objects.filter(article__in=closed).exists()


def test_commenters_have_addresses_of_nobody(edition):
    emails = Comment.objects.values_list("email", flat=True)
    assert all(re.fullmatch(r"[\w.]+@reader\.example", email) for email in emails)


def test_no_link_of_a_body_leads_nowhere(edition):
    addresses = {article.get_absolute_url() for article in Article.objects.published()}
    slugs = {f"/{slug}/" for slug in Article.objects.published().values_list("slug", flat=True)}
    links = [link for article in Article.objects.all() for link in links_of(article)]
    assert len(links) >= 15
    assert set(links) <= addresses | slugs


def test_every_image_has_alt_text_caption_and_credit(edition):
    assert Image.objects.count() == len(PICTURES) >= 18
    for image in Image.objects.all():
        assert image.alt_text and image.caption and image.credit.startswith("Illustration: ")


def test_figures_of_a_body_are_images_of_the_library(edition):
    shown = [
        part["image"] for a in Article.objects.all() for part in a.body_parts if "image" in part
    ]
    assert len(shown) >= 3
    assert Image.objects.filter(pk__in=shown).count() == len(set(shown))


def test_an_address_keeps_the_letters_of_its_headline(edition):
    assert Article.objects.published().filter(slug__startswith="õunalaid-⟩-eiderwick").exists()
    assert Article.objects.published().filter(slug="zum-weißen-wal-turns-150").exists()


def test_a_second_run_changes_nothing(edition):
    before = everything()
    call_command("load_demo", stdout=io.StringIO())
    assert everything() == before


def test_what_a_person_changed_or_deleted_stays_so(edition):
    article = Article.objects.get(slug="kettle-bridge-closes-to-cars-by-one-vote")
    article.headline, article.slug = "Changed by a person", "changed-by-a-person"
    article.store()
    Article.objects.get(slug="half-marathon-makes-way-for-the-terns").comments.all().delete()
    Section.objects.filter(slug="sport").update(name="Games")
    before = everything()
    call_command("load_demo", stdout=io.StringIO())
    assert everything() == before
