"""A small newsroom to test with: each function makes one thing, complete, with given parts."""

from datetime import timedelta
from importlib import import_module
from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleImage,
    Author,
    Correction,
    Image,
    Section,
    Tag,
)
from comments.models import Comment, Policy, Report
from newsportal.demo.pictures.catalogue import PICTURES

_number = count(1)
# The migrations that give groups their permissions.
GRANTS = [
    "articles.migrations.0002_groups",
    "articles.migrations.0005_record_groups",
    "comments.migrations.0002_groups",
    "comments.migrations.0003_reports",
    "comments.migrations.0003_rules",
    "comments.migrations.0003_threads",
    "comments.migrations.0004_queue",
]


def make_user(group=None, **parts):
    number = next(_number)
    user = User.objects.create_user(
        **{"username": f"user{number}", "password": "correct horse", "is_staff": True, **parts}
    )
    if group:
        if not Group.objects.exists():  # a test with real transactions has emptied the tables
            for migration in GRANTS:
                import_module(migration).forwards(apps, None)
        user.groups.add(Group.objects.get(name=group))
    return user


def make_section(**parts):
    number = next(_number)
    return Section.objects.create(
        **{"name": f"Section {number}", "slug": f"section-{number}", "position": number, **parts}
    )


def make_author(**parts):
    number = next(_number)
    return Author.objects.create(
        **{"name": f"Author {number}", "slug": f"author-{number}", **parts}
    )


def make_tag(**parts):
    number = next(_number)
    return Tag.objects.create(**{"name": f"Tag {number}", "slug": f"tag-{number}", **parts})


def make_draft(authors=(), tags=(), **parts):
    number = next(_number)
    article = Article(
        **{
            "headline": f"Headline {number}",
            "standfirst": f"Standfirst {number}.",
            "body": f"<p>Text of article {number}.</p>",
            "section": parts.pop("section", None) or make_section(),
            **parts,
        }
    )
    article.store()
    for position, author in enumerate(authors):
        ArticleAuthor.objects.create(article=article, author=author, position=position)
    article.tags.add(*tags)
    return article


def make_article(**parts):
    """A published article; `published_at` may be given, also in the future.

    As an import brings it: not every test needs what publishing asks for.
    """
    parts.setdefault("published_at", timezone.now() - timedelta(hours=1))
    article = make_draft(**parts)
    article.publish(checked=False)
    return article


def quick_pictures():
    """The pictures of the demonstration edition, as plain gradients that are drawn at once."""

    def draw(canvas):
        canvas.gradient([(0, "#123456"), (1, "#fedcba")])

    return {key: picture._replace(draw=draw, size=(180, 120)) for key, picture in PICTURES.items()}


def make_image(**parts):
    """A picture of the library; its file is only named, not there."""
    number = next(_number)
    image = Image(
        **{
            "file": f"images/{number}.jpg",
            "width": 1600,
            "height": 1000,
            "size": 250_000,
            "alt_text": "" if parts.get("is_decorative") else f"What picture {number} shows",
            "caption": f"Caption {number}.",
            "credit": f"Photo: Photographer {number}",
            **parts,
        }
    )
    image.put()
    return image


def make_full_article(images=1, **parts):
    """A published article with all that an article can have, and `images` pictures in its text."""
    parts.setdefault("authors", [make_author(), make_author()])
    parts.setdefault("tags", [make_tag(), make_tag()])
    parts.setdefault("lead_image", make_image())
    article = make_article(**parts)
    Correction.objects.create(article=article, text="It was Tuesday, not Monday.")
    body = list(article.body_parts)
    for position in range(images):
        image = make_image()
        ArticleImage.objects.create(article=article, image=image, position=position)
        body += [{"image": image.pk, "caption": ""}, {"html": f"<p>After {position}.</p>"}]
    Article.objects.filter(pk=article.pk).update(body_parts=body)
    article.refresh_from_db()
    return article


def make_comment(article=None, status="approved", **parts):
    """A comment that is there, whatever the rules would say; `parent` may be given."""
    number = next(_number)
    parent = parts.get("parent")
    article = article or (parent.article if parent else make_article())
    return Comment.objects.record(
        article,
        **{
            "status": status,
            "name": f"Reader {number}",
            "email": f"reader{number}@example.org",
            "text": f"Comment {number}.",
            **parts,
        },
    )


def make_report(comment=None, **parts):
    """A report of a published comment by somebody who has reported nothing else."""
    number = next(_number)
    parts = {
        "kind": "abusive",
        "ip_address": f"198.51.{number // 250 % 250}.{number % 250}",
        **parts,
    }
    return Report.objects.submit(comment or make_comment(), **parts)


def make_policy(**parts):
    """A policy, not saved, that holds no comment but for what `parts` say."""
    nothing = {"manual_approval": False, "max_links": 0}
    nothing |= {"hold_newcomers": False, "proof_for": "nothing", "hold_score": 0}
    return Policy(pk=1, **{**nothing, **parts})


def ago(**time):
    """A moment so long ago: ago(hours=2)."""
    return timezone.now() - timedelta(**time)


def make_hidden(headline, **parts):
    """Articles of every kind that readers must not see, each named `headline`."""
    draft = make_draft(headline=headline, **parts)
    scheduled = make_article(headline=headline, published_at=ago(hours=-1), **parts)
    expired = make_article(headline=headline, expires_at=ago(minutes=1), **parts)
    withdrawn = make_article(headline=headline, **parts)
    withdrawn.withdraw("gone")
    return [draft, scheduled, expired, withdrawn]


def make_discussion(article):
    """Fifty threads of comments on it, some with replies."""
    for number in range(50):
        comment = make_comment(article, text=f"Comment {number}: " + "I am of another mind. " * 9)
        if number % 5 == 0:
            make_comment(parent=comment, text="And why?")
