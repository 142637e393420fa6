"""The part of an article's comments that one page shows."""

from dataclasses import dataclass, field

from .models import Comment, Policy

# Replies shown below the first comment of a thread before "Show all"; a page of such a thread.
SHOWN_REPLIES = 10
REPLIES_PER_PAGE = 100


@dataclass
class Row:
    """A comment and the list tags around it.

    A list of replies begins before it (`opens`); after it its item ends (`ends_item`), unless a
    list of replies follows, and then as many lists end as the range `closes` is long.
    """

    comment: Comment
    opens: bool
    ends_item: bool
    closes: range


@dataclass
class Thread:
    """A first comment with `replies` as far as this page shows them; `is_cut` if not all."""

    root: Comment
    replies: list = field(default_factory=list)
    is_cut: bool = False

    @property
    def rows(self):
        """Root and replies depth-first, as Rows whose tags balance.

        Only the list of a thread that is cut stays open, for the link to the rest of it.
        """
        comments = [self.root, *self.replies]
        levels = _levels(comments)
        last = 1 if self.is_cut else 0
        neighbours = zip(comments, levels, [0, *levels], [*levels[1:], last], strict=False)
        return [
            Row(each, level > before, after <= level, range(max(0, level - after)))
            for each, level, before, after in neighbours
        ]


def _levels(comments):
    """Depth of each without gaps: a page that begins in mid-thread does not hold the parents."""
    levels, level = [], -1
    for comment in comments:
        level = min(comment.depth, level + 1)
        levels.append(level)
    return levels


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


def page_of(article, policy, query):
    """The Page that `query`, the QueryDict of an address, asks for; at most two queries.

    "order", "after" and "before" turn the pages, "thread" and "from" show one thread. What makes
    no sense is passed over; what is not there is an empty page.
    """
    order = query.get("order") if policy.readers_choose_order else None
    if order not in Policy.Order.values:
        order = policy.order
    thread = _number(query, "thread")
    if thread:
        return _single(article, order, thread, _number(query, "from"))
    after, before = _number(query, "after"), _number(query, "before")
    return _many(article, order, policy.threads_per_page, after, before)


def _number(query, name):
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _single(article, order, root_id, start):
    root = Comment.objects.threads_of(article).for_page().filter(pk=root_id).first()
    if not root:
        return Page([], order, is_single=True)
    replies = Comment.objects.with_a_place().filter(thread=root).in_order(Policy.Order.OLDEST)
    if start:
        replies = replies.starting_at(start)
    found = list(replies.for_page()[: REPLIES_PER_PAGE + 1])
    page = Page([Thread(root, found[:REPLIES_PER_PAGE])], order, is_single=True)
    if len(found) > REPLIES_PER_PAGE:
        page.start = found[-1].pk
    return page


def _many(article, order, size, after, before):
    threads = Comment.objects.threads_of(article).with_cutoff(SHOWN_REPLIES).for_page()
    if after:
        found = list(threads.following(after, order).in_order(order)[: size + 1])
    elif before:
        found = list(threads.preceding(before, order).in_order(order).reverse()[: size + 1])
    else:
        found = list(threads.in_order(order)[: size + 1])
    is_more, found = len(found) > size, found[:size]
    if before and not after:
        found.reverse()
        has_before, has_after = is_more, True
    else:
        has_before, has_after = bool(after), is_more
    page = Page(_with_replies(found), order)
    if found:
        page.before = found[0].pk if has_before else None
        page.after = found[-1].pk if has_after else None
    return page


def _with_replies(roots):
    threads = {root.pk: Thread(root, is_cut=root.cutoff is not None) for root in roots}
    if any(root.reply_count for root in roots):
        for reply in Comment.objects.replies_in(roots).for_page():
            threads[reply.thread_id].replies.append(reply)
    return list(threads.values())
