"""What stands around an article: the latest, the most discussed, its section, its neighbours."""

from dataclasses import dataclass

from django.db.models import Subquery

from .models import Article

LATEST = 8
DISCUSSED = 5
MORE = 4
# "Most discussed" looks at this many of the newest articles, so that it stays new and cheap.
RECENT = 200


@dataclass(frozen=True)
class Around:
    latest: list
    discussed: list
    more: list
    newer: Article | None
    older: Article | None


def around(article):
    """Around for a published `article`, in one query however many articles there are."""
    public = Article.objects.published()
    others = public.exclude(pk=article.pk)
    place = (article.published_at, article.pk)
    fetched = public.in_any_of(
        others.newest_first()[:LATEST],
        most_discussed(public)[: DISCUSSED + 1],
        others.in_section(article.section_id).newest_first()[:MORE],
        others.newer_than(*place).oldest_first()[:1],
        # Not others.older_than: of two upper bounds SQLite searches by the first.
        Article.objects.older_than(*place).published().newest_first()[:1],
    )
    fetched = fetched.for_teaser().annotate(recent_since=_recent_since(public)).newest_first()
    return _sort_out(article, [other for other in fetched if other != article])


def most_discussed(public):
    """Of the newest articles those with comments, the liveliest first; a queryset to cut."""
    recent = public.newest_first().values("pk")[:RECENT]
    return public.filter(pk__in=recent, comment_count__gt=0).order_by(
        "-comment_count", "-published_at", "-id"
    )


def _recent_since(public):
    """When the oldest of the RECENT newest articles was published; NULL if there are fewer."""
    return Subquery(public.newest_first().values("published_at")[RECENT - 1 : RECENT])


def _sort_out(article, fetched):
    """Each list is complete in `fetched` (newest first), so that sorting finds its members."""
    place = (article.published_at, article.pk)
    newer = [other for other in fetched if (other.published_at, other.pk) > place]
    older = [other for other in fetched if (other.published_at, other.pk) < place]
    lively = [
        other
        for other in fetched
        if other.comment_count
        and (other.recent_since is None or other.published_at >= other.recent_since)
    ]
    return Around(
        latest=fetched[:LATEST],
        discussed=sorted(lively, key=lambda other: -other.comment_count)[:DISCUSSED],
        more=[other for other in fetched if other.section_id == article.section_id][:MORE],
        newer=newer[-1] if newer else None,
        older=older[0] if older else None,
    )
