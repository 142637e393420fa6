"""Loading the demonstration edition into an empty site: at any hour, interrupted, repeated."""

import pytest
from django.utils import timezone

from articles.models import Article, Image
from comments.models import Comment
from newsportal.demo import load as demo
from newsportal.demo.pictures.catalogue import PICTURES
from tests.world import quick_pictures


def test_comments_are_never_in_the_future_whenever_it_is_loaded(db):
    midnight = timezone.localtime().replace(hour=0, minute=1)
    demo.load(now=midnight, pictures=quick_pictures())
    assert not Comment.objects.filter(created_at__gt=midnight).exists()


def test_it_is_recognised_by_an_article_that_moved(db):
    demo.load(pictures=quick_pictures())
    Article.objects.exclude(slug="how-we-work").delete()
    article = Article.objects.get()
    article.slug = "about-us"
    article.store()
    assert demo.load(pictures=quick_pictures()) == 0


def test_an_interrupted_start_draws_nothing_twice(db):
    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.load(pictures=quick_pictures(), drawn=stop)
    drawn = set(Image.objects.values_list("pk", "file"))
    assert len(drawn) == 3
    assert demo.load(pictures=quick_pictures()) > 0
    assert drawn <= set(Image.objects.values_list("pk", "file"))
    assert Image.objects.count() == len(PICTURES)
