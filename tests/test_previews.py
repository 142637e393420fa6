"""The preview of an article: its lead image with the headline, made in the background."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture

from articles.images import accept
from articles.images.social import SIZE, social_picture
from articles.models import Article, Image
from articles.tasks import make_social_image
from background.models import Job

from .photographs import noise
from .world import make_article, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    words = {"credit": "Photo: Mari Tamm", "alt_text": "A pier"}
    return Image.add(ContentFile(noise(size=(1600, 900))), **words)


def previews_asked():
    return [job for job in Job.objects.all() if "make_social_image" in job.task_path]


def test_preview_is_what_networks_show(client, image):
    article = make_article(lead_image=image)
    make_social_image.func(article.pk)
    article = Article.objects.get()
    page = client.get(article.get_absolute_url()).content.decode()
    assert default_storage.url(article.social_image) in page
    assert '"og:image:width" content="1200"' in page
    answer = client.get(default_storage.url(article.social_image))
    made = Picture.open(io.BytesIO(b"".join(answer)))
    assert (made.size, made.format) == (SIZE, "JPEG")


def test_preview_goes_with_the_licence(client, image):
    article = make_article(lead_image=image)
    make_social_image.func(article.pk)
    image.licence_ends_at = timezone.now()
    image.put()
    path = Article.objects.get().social_image
    assert path not in client.get(article.get_absolute_url()).content.decode()


def test_preview_is_made_when_there_is_something_new_to_show(image):
    draft = make_draft(lead_image=image)
    assert previews_asked() == []
    draft.publish()
    assert len(previews_asked()) == 1
    draft.body = "<p>Other words.</p>"
    draft.store()
    assert len(previews_asked()) == 1
    draft.headline = "Another headline"
    draft.store()
    assert len(previews_asked()) == 2
    image.focus_y = 10
    image.put()
    assert len(previews_asked()) == 3


def test_old_preview_is_not_left_behind(image, django_capture_on_commit_callbacks):
    article = make_article(lead_image=image)
    make_social_image.func(article.pk)
    before = Article.objects.get().social_image
    article.headline = "Quite another headline"
    article.store()
    with django_capture_on_commit_callbacks(execute=True):
        make_social_image.func(article.pk)
    assert not default_storage.exists(before)
    assert default_storage.exists(Article.objects.get().social_image)


@pytest.mark.parametrize("headline", ["Short", "Łódź – „Fähre“ " * 30, "x" * 200, "Мир", "🎉", " "])
def test_every_headline_gives_a_preview(headline):
    _, data = social_picture(accept(noise(size=(300, 900))).data, headline, "The Gazette", (0, 100))
    assert Picture.open(io.BytesIO(data)).size == SIZE
