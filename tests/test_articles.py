from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article

from .world import make_article, make_draft

pytestmark = pytest.mark.django_db


def test_scheduled_article_appears_by_itself_at_its_minute(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    article = make_article(published_at=now + timedelta(minutes=1))
    assert article.is_scheduled
    assert article not in Article.objects.published()
    time_machine.move_to(now + timedelta(minutes=1), tick=False)
    assert article.is_published
    assert article in Article.objects.published()


@pytest.mark.parametrize("status", Article.Status.values)
@pytest.mark.parametrize("published_in", [-1, 1])
@pytest.mark.parametrize("expires_in", [None, -0.5, 2])
def test_instance_and_queryset_agree_on_what_is_published(status, published_in, expires_in):
    now = timezone.now()
    article = make_draft(
        status=status,
        published_at=now + timedelta(hours=published_in),
        expires_at=None if expires_in is None else now + timedelta(hours=expires_in),
    )
    assert article.is_published == Article.objects.published().filter(pk=article.pk).exists()


def test_changed_address_of_a_public_article_is_kept():
    article = make_article(slug="first")
    article.slug = "second"
    article.store()
    assert [former.slug for former in article.former_slugs.all()] == ["first"]
