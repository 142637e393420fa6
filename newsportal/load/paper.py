"""The invented paper: its sections, tags, authors and pictures, and how its articles are made.

An article's number decides everything about it, so that the same paper comes out again.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from itertools import accumulate
from random import Random

from django.core.files.base import ContentFile
from PIL import Image as Pixels

from articles.addresses import make_slug
from articles.html import clean, count_words, split
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleImage,
    ArticleTag,
    Author,
    Image,
    SearchEntry,
    Section,
    Tag,
)
from articles.models.search_entry import columns_of

from . import words
from .tables import Table

SECTIONS, TAGS, AUTHORS, PICTURES, BODIES = 12, 300, 100, 9, 400
PREFIX = "load-"  # of the addresses of sections, tags and authors
# So many minutes lie between two articles: some 150 a day, a million in nineteen years.
PACE = timedelta(minutes=10)


def sections():
    return [
        Section.objects.get_or_create(
            slug=f"{PREFIX}{n}", defaults={"name": f"Section {n}", "position": n}
        )[0].pk
        for n in range(1, SECTIONS + 1)
    ]


def tags():
    return [
        Tag.objects.get_or_create(slug=f"{PREFIX}{n}", defaults={"name": f"Subject {n}"})[0].pk
        for n in range(1, TAGS + 1)
    ]


def authors(random):
    return [
        Author.objects.get_or_create(slug=f"{PREFIX}{n}", defaults={"name": words.name(random)})[
            0
        ].pk
        for n in range(1, AUTHORS + 1)
    ]


def pictures():
    """A few pictures, which all articles share; their files are real."""
    found = list(Image.objects.filter(credit=PREFIX).values_list("pk", flat=True))
    for n in range(len(found), PICTURES):
        said = {"alt_text": f"Shades {n}", "caption": f"Picture {n}.", "credit": PREFIX}
        found.append(Image.add(ContentFile(_shades(n), name="shades.jpg"), **said).pk)
    return found


def _shades(number):
    file = BytesIO()
    shades = Pixels.linear_gradient("L").rotate(number * 37).resize((1200, 750))
    Pixels.merge("RGB", [shades, shades.rotate(180), shades]).save(file, "JPEG")
    return file.getvalue()


def rising(length):
    """Cumulative weights by which a few are frequent and most are rare (Zipf)."""
    return list(accumulate(1 / rank for rank in range(1, length + 1)))


@dataclass
class Paper:
    """Makes rows; `begin` (aware datetime) is when the article with number 0 is published."""

    begin: object
    now: object
    seed: int
    tables: dict = field(init=False)

    def __post_init__(self):
        random = Random(self.seed)  # noqa: S311 not for secrets
        self.sections, self.tags = sections(), tags()
        self.authors, self.pictures = authors(random), pictures()
        self.weights = {n: rising(n) for n in (SECTIONS, TAGS, AUTHORS)}
        self.bodies = [_body(random) for _ in range(BODIES)]
        models = (Article, ArticleAuthor, ArticleImage, ArticleTag, SearchEntry)
        self.tables = {model: Table(model) for model in models}

    def article(self, number):
        """Rows by model for one article; its own is the only one under Article."""
        random = Random(f"{self.seed} {number}")  # noqa: S311
        published_at = self.begin + PACE * number
        pk = self.tables[Article].next_id()
        text = words.headline(random)
        body, parts, word_count = random.choice(self.bodies)
        rows = {
            Article: {
                "id": pk,
                "headline": text,
                "kicker": random.choice(words.PLACES),
                "standfirst": words.sentence(random),
                "body": body,
                "body_parts": parts,
                "word_count": word_count,
                "slug": f"{make_slug(text)}-{number}",
                "section_id": self._one(random, self.sections),
                "lead_image_id": random.choice(self.pictures) if random.random() < 0.9 else None,
                "status": _status(random),
                "published_at": published_at,
                "created_at": published_at - timedelta(hours=2),
            }
        }
        rows[ArticleAuthor] = self._bylines(random, pk, published_at)
        rows[ArticleTag] = self._taggings(random, pk, published_at)
        rows[ArticleImage] = self._images(random, pk) if number % 3 == 0 else []
        texts = [rows[Article][name] for name in SearchEntry.SEARCHED]
        rows[SearchEntry] = [columns_of(pk, published_at, texts)]
        return rows

    def _one(self, random, of):
        return random.choices(of, cum_weights=self.weights[len(of)])[0]

    def _bylines(self, random, pk, date):
        found = {self._one(random, self.authors) for _ in range(random.choice((1, 1, 1, 2)))}
        return [
            self._link(ArticleAuthor, pk, article_date=date, author_id=author, position=position)
            for position, author in enumerate(sorted(found))
        ]

    def _taggings(self, random, pk, date):
        found = {self._one(random, self.tags) for _ in range(random.randint(1, 4))}
        return [self._link(ArticleTag, pk, article_date=date, tag_id=tag) for tag in sorted(found)]

    def _images(self, random, pk):
        return [
            self._link(ArticleImage, pk, image_id=image, position=position)
            for position, image in enumerate(random.sample(self.pictures, 2))
        ]

    def _link(self, model, pk, **columns):
        return {"id": self.tables[model].next_id(), "article_id": pk, **columns}


def _status(random):
    chance = random.random()
    return "draft" if chance < 0.004 else "withdrawn" if chance < 0.006 else "published"


def _body(random):
    paragraphs = [words.paragraph(random) for _ in range(random.randint(4, 9))]
    body = clean("".join(f"<p>{each}</p>" for each in paragraphs))
    return str(body), split(body), count_words(body)
