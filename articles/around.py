"""What stands around an article: the latest, the most discussed, its section, its neighbours."""

from dataclasses import dataclass
from functools import cache
from itertools import count

from django.db.models import Subquery
from django.utils import timezone

import pagecache

from .models import Article
from .models.prepared import MOMENT, NUMBER, Prepared
from .showing import RANKING_LASTS, changes_by_itself, shared, shows_images

LATEST = 8
DISCUSSED = 5
MORE = 4
# "Most discussed" looks at this many of the newest articles, so that it stays new and cheap.
RECENT = 200

_numbers = count(1)


@dataclass(frozen=True)
class Choices:
    """For all articles of a section: one more of each than is shown, because none shows itself."""

    number: int  # tells these choices from those before and after a change
    latest: list
    discussed: list
    more: list

    def holds(self, article):
        return article in self.latest or article in self.discussed or article in self.more


@dataclass(frozen=True)
class Around:
    """`copy` is equal for articles around which everything but the neighbours is the same."""

    latest: list
    discussed: list
    more: list
    newer: Article | None
    older: Article | None
    copy: tuple


def around(article, request):
    """Around for a published `article` that with_neighbours() and with_next_change() fetched."""
    choices = shared(
        request,
        ("around", article.section_id),
        lambda: _declared(_choices(article), article, request),
    )
    return Around(
        latest=_others(choices.latest, article)[:LATEST],
        discussed=_others(choices.discussed, article)[:DISCUSSED],
        more=_others(choices.more, article)[:MORE],
        newer=_neighbour(article.newer),
        older=_neighbour(article.older),
        copy=(choices.number, article.pk if choices.holds(article) else None),
    )


def most_discussed(public, recent=RECENT):
    """Of the newest articles those with comments, the liveliest first; a queryset to cut."""
    newest = public.newest_first().values("pk")[:recent]
    return public.filter(pk__in=newest, comment_count__gt=0).order_by(
        "-comment_count", "-published_at", "-id"
    )


def _choices(article):
    """Choices in one query."""
    return _sort_out(article, _query(RECENT)(article.section_id, timezone.now()))


@cache
def _query(recent):
    def make(section_id, now):
        public = Article.objects.published(now)
        fetched = public.in_any_of(
            public.newest_first()[: LATEST + 1],
            most_discussed(public, recent)[: DISCUSSED + 1],
            public.in_section(section_id).newest_first()[: MORE + 1],
        )
        since = Subquery(public.newest_first().values("published_at")[recent - 1 : recent])
        # When the oldest of the recent ones was published; NULL if there are fewer.
        return fetched.for_teaser().annotate(recent_since=since).newest_first()

    return Prepared(make, NUMBER, MOMENT)


def _sort_out(article, fetched):
    """Each list is complete in `fetched` (newest first), so that sorting finds its members."""
    lively = [
        other
        for other in fetched
        if other.comment_count
        and (other.recent_since is None or other.published_at >= other.recent_since)
    ]
    return Choices(
        number=next(_numbers),
        latest=fetched[: LATEST + 1],
        discussed=sorted(lively, key=lambda other: -other.comment_count)[: DISCUSSED + 1],
        more=[other for other in fetched if other.section_id == article.section_id][: MORE + 1],
    )


def _declared(choices, article, request):
    """`choices`, having said of the page what they show and how long they are right."""
    changes_by_itself(request, *article.next_change)
    pagecache.until(request, timezone.now() + RANKING_LASTS)
    shows_images(request, (one.lead_image for one in choices.more))
    return choices


def _others(articles, article):
    return [other for other in articles if other != article]


def _neighbour(said):
    return said and Article(**said)
