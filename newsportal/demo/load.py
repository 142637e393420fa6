"""Putting the demonstration edition into the site, once: all of it or nothing."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.models import (
    Article,
    ArticleAuthor,
    Author,
    Correction,
    FormerSlug,
    Image,
    Placement,
    Section,
    Tag,
)
from newsportal.demo import people
from newsportal.demo.moments import moment
from newsportal.demo.pages import FIGURE, read_edition
from newsportal.demo.pictures.catalogue import PICTURES
from newsportal.demo.threads import put_comments


def load(now=None, pictures=PICTURES, drawn=lambda done, total: None):
    """Put in the edition and return the number of articles that were added.

    Where one of its articles is there already, under its first address or another, nothing is
    touched and 0 returned: what people changed or deleted since stays as they want it. Pictures
    are kept one by one, so that an interrupted start goes on where it stopped; the rest comes in
    one transaction. `drawn` is told of each picture.
    """
    pages = read_edition()
    if _is_here(pages):
        return 0
    images = {}
    for number, (key, picture) in enumerate(pictures.items(), start=1):
        images[key] = _image_of(picture)
        drawn(number, len(pictures))
    with transaction.atomic():
        _put_people(images)
        now = now or timezone.now()
        for page in sorted(pages, key=lambda page: _published_at(page, now) or now):
            article = _put_article(page, images, now)
            put_comments(article, page.key, now)
    return len(pages)


def _is_here(pages):
    slugs = [page.slug for page in pages]
    return (
        Article.objects.filter(slug__in=slugs).exists()
        or FormerSlug.objects.filter(slug__in=slugs).exists()
    )


def _image_of(picture):
    """The library's image of `picture`; drawn only if it is not there yet."""
    said = {"alt_text": picture.alt_text, "caption": picture.caption, "credit": picture.credit}
    image = Image.objects.filter(**said).first()
    if image is None:
        image = Image.add(ContentFile(picture.jpeg(), name="drawn.jpg"), **said)
    return image


def _put_people(images):
    for position, section in enumerate(people.SECTIONS, start=1):
        parts = {**section._asdict(), "position": position}
        Section.objects.get_or_create(slug=parts.pop("slug"), defaults=parts)
    for slug, name in people.TAGS.items():
        Tag.objects.get_or_create(slug=slug, defaults={"name": name})
    for author in people.AUTHORS:
        parts = {**author._asdict(), "portrait": images[author.portrait]}
        Author.objects.get_or_create(slug=parts.pop("slug"), defaults=parts)


def _published_at(page, now):
    return moment(page.published, now) if page.published else None


def _put_article(page, images, now):
    article = Article(
        kicker=page.kicker,
        headline=page.headline,
        standfirst=page.standfirst,
        body=FIGURE.sub(lambda found: _figure(images[found[1]]), page.body),
        section=Section.objects.get(slug=page.section),
        lead_image=images.get(page.picture),
        lead_caption=page.picture_caption,
        slug=page.slug,
        modified_at=moment(page.modified, now) if page.modified else None,
        comments_policy=page.comments,
    )
    article.store()
    _put_parts(article, page)
    _bring_to_status(article, page, _published_at(page, now))
    _put_notes(article, page, now)
    return article


def _figure(image):
    return f'<figure data-image="{image.pk}"></figure>'


def _put_parts(article, page):
    for position, slug in enumerate(page.authors):
        author = Author.objects.get(slug=slug)
        ArticleAuthor.objects.create(article=article, author=author, position=position)
    article.tags.set(Tag.objects.filter(slug__in=page.tags))
    if page.front:
        Placement.objects.create(article=article, position=int(page.front))


def _bring_to_status(article, page, published_at):
    if published_at:
        article.publish(at=published_at)
    if page.status == Article.Status.REVIEW:
        article.submit()
    if page.status == Article.Status.WITHDRAWN:
        article.withdraw(reason=page.reason)


def _put_notes(article, page, now):
    for kind, when, text in page.notes:
        Correction.objects.create(
            article=article, kind=kind, text=text, published_at=moment(when, now)
        )
