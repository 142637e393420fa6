"""Filling a database with the invented paper: batch by batch, each complete, in constant memory."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.utils import timezone

import pagecache
from articles.models import Article, ArticleAuthor, ArticleTag, SearchEntry, Section
from comments.models import Comment

from .holds import note_holds
from .indexes import put_aside
from .paper import PACE, PREFIX, Paper
from .readers import Readers
from .tables import count_on

BATCH = 2_000


class NotOurs(Exception):
    """The database holds a paper of somebody's own."""


def fill(articles, comments, seed=1, made=lambda done, total: None):
    """Fill up to `articles` articles, which bring their share of `comments`; return how many more.

    What an earlier call has put in stays and is counted, so an interrupted one can be repeated.
    `made` is told how many there are. Raises NotOurs.
    """
    if Section.objects.exclude(slug__startswith=PREFIX).exists():
        raise NotOurs
    now = timezone.now().replace(second=0, microsecond=0)
    paper = Paper(begin=now - PACE * (articles - 1), now=now, seed=seed)
    readers = Readers(per_article=comments / max(1, articles), now=now, seed=seed)
    start = Article.objects.count()
    # A few rows are sooner in than new indexes made.
    indexed = (Article, ArticleAuthor, ArticleTag, SearchEntry, Comment)
    with put_aside(*indexed) if articles - start > BATCH else nullcontext():
        _fill(paper, readers, range(start, articles), made)
    if articles > start:
        note_holds()
        with transaction.atomic():
            pagecache.purge(pagecache.EVERYTHING)
        let_the_database_look()
    return max(0, articles - start)


def _fill(paper, readers, numbers, made):
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = range(start, min(start + BATCH, numbers.stop))
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # What a crash of the machine loses is made again by a second call.
                cursor.execute("SET LOCAL synchronous_commit = off")
            _put(cursor, paper, readers, batch)
            count_on(*paper.tables, Comment)
        made(batch.stop, numbers.stop)


def _put(cursor, paper, readers, numbers):
    batch = {model: [] for model in paper.tables}
    said = []
    for number in numbers:
        rows = paper.article(number)
        article = rows.pop(Article)
        said += readers.comments_on(article, number)
        batch[Article].append(article)
        for model, more in rows.items():
            batch[model] += more
    for model, rows in batch.items():
        paper.tables[model].put(cursor, rows)
    readers.table.put(cursor, said)


def let_the_database_look():
    """Let the database see how much there is now; it plans by that."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
