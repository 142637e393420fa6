"""The part of an article's comments that one page shows."""

from dataclasses import dataclass, field
from functools import cache

from accounts.numbers import number_in
from articles.models.prepared import NUMBER, Prepared

from .models import Comment, Policy

# Replies shown below the first comment of a thread before "Show all"; a page of such a thread.
SHOWN_REPLIES = 10
REPLIES_PER_PAGE = 100
# Editors' picks above the threads.
SHOWN_PICKS = 5


@dataclass
class Thread:
    """A first comment with `replies` as far as this page shows them; `is_cut` if not all."""

    root: Comment
    replies: list = field(default_factory=list)
    is_cut: bool = False


@dataclass
class Page:
    """Threads in `order`, and where the pages beside this one are.

    `before` and `after` are numbers of first comments (see CommentQuerySet.preceding and
    following); `start` is the reply at which the next page of a single thread begins. None where
    there is no such page.
    """

    threads: list
    order: str
    before: int | None = None
    after: int | None = None
    start: int | None = None
    is_single: bool = False
    is_first: bool = False


def page_of(article, policy, query):
    """The Page that `query`, the QueryDict of an address, asks for; at most two queries.

    "order", "after" and "before" turn the pages, "thread" and "from" show one thread. What makes
    no sense is passed over; what is not there is an empty page.
    """
    order = query.get("order") if policy.readers_choose_order else None
    if order not in Policy.Order.values:
        order = policy.order
    thread, start, after, before = (
        number_in(query.get(name)) for name in ("thread", "from", "after", "before")
    )
    if thread:
        return _single(article, order, thread, start)
    return _many(article, order, policy.threads_per_page, after, before)


def picks_on(page, article, policy):
    """Editors' picks that stand above the threads of `page`; a query only where a site wants it."""
    if not policy.picks_first or not page.is_first:
        return []
    return list(Comment.objects.picks_on(article).for_page()[:SHOWN_PICKS])


def _single(article, order, root_id, start):
    root = Comment.objects.threads_of(article).for_page().filter(pk=root_id).first()
    if not root:
        return Page([], order, is_single=True)
    replies = Comment.objects.with_a_place().filter(thread=root).in_order(Policy.Order.OLDEST)
    if start:
        # What they answer may stand on the page before.
        replies = replies.starting_at(start).naming_the_answered()
    found = list(replies.for_page()[: REPLIES_PER_PAGE + 1])
    page = Page([Thread(root, found[:REPLIES_PER_PAGE])], order, is_single=True)
    if len(found) > REPLIES_PER_PAGE:
        page.start = found[-1].pk
    return page


def _many(article, order, size, after, before):
    if after or before:
        found = _turned(article, order, size + 1, after, before)
    else:
        found = _first_threads(order, size + 1, SHOWN_REPLIES)(article.pk)
    is_more, found = len(found) > size, found[:size]
    if before and not after:
        found.reverse()
        has_before, has_after = is_more, True
    else:
        has_before, has_after = bool(after), is_more
    is_first = not after and not before
    replies = _first_replies(order, size)(article.pk) if is_first and _is_whole(found) else None
    page = Page(_with_replies(found, replies), order, is_first=is_first)
    if found:
        page.before = found[0].pk if has_before else None
        page.after = found[-1].pk if has_after else None
    return page


def _turned(article, order, size, after, before):
    """First comments of threads after or before a certain one, the nearest to it first."""
    threads = Comment.objects.threads_of(article).with_cutoff(SHOWN_REPLIES).for_page()
    if after:
        return list(threads.following(after, order).in_order(order)[:size])
    return list(threads.preceding(before, order).in_order(order).reverse()[:size])


def _with_replies(roots, replies=None):
    """Threads of `roots` with `replies`, which are fetched where None are given."""
    threads = {root.pk: Thread(root, is_cut=root.cutoff is not None) for root in roots}
    if replies is None and any(root.reply_count for root in roots):
        replies = Comment.objects.replies_in(roots).for_page()
    for reply in replies or []:
        threads[reply.thread_id].replies.append(reply)
    return list(threads.values())


# The first page of comments is made most often, with each page of an article: its SQL is kept.


def _is_whole(roots):
    """Whether some threads have replies and none so many that they are cut."""
    return any(root.reply_count for root in roots) and not any(root.cutoff for root in roots)


@cache
def _first_threads(order, size, shown_replies):
    def make(article_id):
        threads = Comment.objects.threads_of(article_id).with_cutoff(shown_replies)
        return threads.for_page().in_order(order)[:size]

    return Prepared(make, NUMBER)


@cache
def _first_replies(order, size):
    def make(article_id):
        threads = Comment.objects.threads_of(article_id).in_order(order).values("pk")[:size]
        replies = Comment.objects.with_a_place().filter(thread__in=threads)
        return replies.order_by("thread_id", "place").for_page()

    return Prepared(make, NUMBER)
