"""An article with everything that its page shows, from a few prepared queries."""

from django.utils import timezone

from .article import Article
from .correction import Correction
from .parts import ArticleAuthor, ArticleImage
from .prepared import MOMENT, NUMBER, TEXT, Prepared
from .tag import Tag


def _page_query(slug, now):
    public = Article.objects.published(now).filter(slug=slug)
    return public.with_next_change(now).with_neighbours(now).for_page().defer("body")


_article = Prepared(_page_query, TEXT, MOMENT)
_PARTS = {
    "bylines": (
        ArticleAuthor,
        Prepared(
            lambda pk: ArticleAuthor.objects.filter(article=pk).select_related("author"), NUMBER
        ),
    ),
    "tags": (Tag, Prepared(lambda pk: Tag.objects.filter(articles=pk), NUMBER)),
    "corrections": (
        Correction,
        Prepared(lambda pk: Correction.objects.filter(article=pk), NUMBER),
    ),
    "article_images": (
        ArticleImage,
        Prepared(
            lambda pk: ArticleImage.objects.filter(article=pk).select_related("image"), NUMBER
        ),
    ),
}


def whole_article(slug):
    """The public article with this address, or None.

    As published().with_next_change().with_neighbours().for_page() gives it, without `body`.
    """
    for article in _article(slug, timezone.now()):
        for name, (model, fetch) in _PARTS.items():
            _give(article, name, model.objects.all(), fetch(article.pk))
        return article
    return None


def _give(article, name, rows, found):
    """As prefetch_related() does, so that article.tags.all() and the like ask nothing."""
    rows._result_cache, rows._prefetch_done = found, True
    if not hasattr(article, "_prefetched_objects_cache"):
        article._prefetched_objects_cache = {}
    article._prefetched_objects_cache[name] = rows
