"""Comments as HTML, by hand: a page shows hundreds, and a template costs ten times as much each.

What people typed goes through `escape` here, with quotation marks, so that it may stand in
attributes too; `comment.html` is cleaned before it is stored and goes in as it is (promise 2).
Everything else is ours: numbers, addresses, and sentences of the translation, escaped as well.
"""

from bisect import bisect_right
from functools import cache, lru_cache
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from articles.addresses import path_of

from .moments import Clock


def draw_threads(page, article, takes_replies):
    """The items of the list of threads that a Page of threads has."""
    pen = Pen(article, takes_replies)
    return _as_it_is(piece for thread in page.threads for piece in pen.thread(thread))


def draw_picks(picks, article):
    """The items of a list of comments that stand in the threads as well."""
    if not picks:
        return ""
    pen = Pen(article, takes_replies=False)
    return _as_it_is(f"<li>{pen.comment(each, is_copy=True)}</li>\n" for each in picks)


def draw_comment(comment):
    """One comment alone, without what can be done with it."""
    return _as_it_is([Pen(comment.article, takes_replies=False).comment(comment, is_copy=True)])


def _as_it_is(pieces):
    # Safe: everything in it was escaped here, or cleaned before it was stored.
    return mark_safe("".join(pieces))  # noqa: S308


class Words:
    """What stands beside comments in one language, escaped."""

    def __init__(self):
        self.report = escape(gettext("Report"))
        self.report_whose = escape(gettext("the comment by %(name)s"))
        self.by = escape(gettext("Comment by %(name)s"))
        self.newsroom = f' <span class="tag">{escape(gettext("Newsroom"))}</span>'
        self.picked = f' <span class="tag">{escape(gettext("Editors’ pick"))}</span>'
        self.edited = f' <span class="meta">{escape(gettext("edited"))}</span>'
        by_us = escape(gettext("edited by the newsroom"))
        self.edited_by_us = f' <span class="meta">{by_us}</span>'
        self.reply, self.to = escape(gettext("Reply")), escape(gettext("to %(name)s"))
        self.before_correction = escape(gettext("written before the correction of %(moment)s"))
        self.in_reply_to = escape(gettext("in reply to %(name)s"))
        self.hidden = escape(gettext("This comment is not shown."))
        self.deleted = escape(gettext("Deleted by its author."))


@cache
def _words(language):
    return Words()


@lru_cache(maxsize=1000)
def _replies(number, language):
    return escape(ngettext("%(n)d reply", "%(n)d replies", number) % {"n": number})


class Pen:
    """Draws comments of `article`. Words and addresses are looked up once for all of them."""

    def __init__(self, article, takes_replies):
        self.takes_replies, self.clock = takes_replies, Clock()
        self.corrections = _corrections(article)
        self.article_url = escape(article.get_absolute_url())
        self.comment_url = escape(path_of("comments:comment", 0)).rpartition("0")
        self.reply_url = escape(path_of("comments:reply", article.pk, 0)).rpartition("0")
        self.report_url = escape(path_of("comments:report", 0)).rpartition("0")
        self.words = _words(self.clock.language)

    def thread(self, thread):
        """Pieces of HTML: the comments of a Thread, depth-first, in nested lists."""
        shown = {}
        above = []  # the comments that this one stands below, each with whether its list is open
        for comment in (thread.root, *thread.replies):
            shown[comment.id] = comment
            place = bytes(comment.place)
            while above and not place.startswith(above[-1][0]):
                yield self._end(above.pop())
            if above and not above[-1][2]:
                above[-1][2] = True
                yield self._branch(above[-1][1])
            yield "<li>" + self.comment(comment, shown, above[-1][1] if above else None)
            above.append([place, comment, False])
        while len(above) > 1:
            yield self._end(above.pop())
        if thread.is_cut:
            yield self._rest(thread.root)
        yield self._end(above.pop())

    def comment(self, comment, shown=None, above=None, is_copy=False):
        """One comment; `above` is the one below which it stands, `shown` what is on the page.

        A copy has no number: a page has each number once.
        """
        if not comment.is_approved:
            return self._gone(comment)
        name = escape(comment.name)
        footer = "" if is_copy else self._footer(comment, name)
        number = "" if is_copy else f' id="c{comment.id}" data-shown="{_shown_at(comment)}"'
        return (
            f'<article class="say"{number} aria-label="{self.words.by % {"name": name}}">\n'
            f"<header><b><bdi>{name}</bdi></b>{self._marks(comment)}"
            f"{self._answered(comment, shown or {}, above)}</header>\n"
            f'<div class="txt" dir="auto">{comment.html}</div>\n'
            f"{footer}</article>"
        )

    def _gone(self, comment):
        """The place of a comment that is not public: nothing of it."""
        words = self.words.deleted if comment.is_deleted else self.words.hidden
        return f'<article class="say gone" id="c{comment.id}"><p class="txt">{words}</p></article>'

    def _marks(self, comment):
        """What stands behind the name."""
        before, _, after = self.comment_url
        local, words = self.clock.local(comment.created_at), self.words
        return (
            f"{words.newsroom if comment.user_id else ''}"
            f"{words.picked if comment.picked_at else ''}"
            f' <a href="{before}{comment.id}{after}">'
            f'<time datetime="{local.isoformat(timespec="seconds")}">'
            f"{escape(self.clock.say(local))}</time></a>"
            f"{self._edited(comment) if comment.edited_at else ''}"
            f"{self._correction(local) if self.corrections else ''}"
        )

    def _edited(self, comment):
        return self.words.edited_by_us if comment.edited_by_id else self.words.edited

    def _correction(self, written):
        """That the article was corrected after the comment was written; the next time counts."""
        next_one = bisect_right(self.corrections, written)
        if next_one == len(self.corrections):
            return ""
        corrected = self.clock.local(self.corrections[next_one])
        same_day = corrected.date() == written.date()
        moment = self.clock.say_time(corrected) if same_day else self.clock.say(corrected)
        words = self.words.before_correction % {"moment": escape(moment)}
        return f' <span class="meta">{words}</span>'

    def _answered(self, comment, shown, above):
        """Whom it answers, where that is not the comment below which it stands."""
        if comment.parent_id is None or above is None or comment.parent_id == above.id:
            return ""
        parent = shown.get(comment.parent_id)
        if parent:
            name, address = parent.is_approved and parent.name, f"#c{parent.id}"
        else:
            name = getattr(comment, "answered", None)
            address = str(comment.parent_id).join(self.comment_url[::2])
        if not name:
            return ""
        words = self.words.in_reply_to % {"name": f"<bdi>{escape(name)}</bdi>"}
        return f' <a href="{address}">{words}</a>'

    def _footer(self, comment, name):
        """What a reader can do with the comment: links, in this order."""
        links, words = [], self.words
        if self.takes_replies:
            before, _, after = self.reply_url
            links.append(
                f'<a rel="nofollow" href="{before}{comment.id}{after}" data-reply>{words.reply}'
                f'<span class="vh"> {words.to % {"name": name}}</span></a>'
            )
        before, _, after = self.report_url
        links.append(
            f'<a rel="nofollow" href="{before}{comment.id}{after}">{words.report}'
            f'<span class="vh"> {words.report_whose % {"name": name}}</span></a>'
        )
        return f"<footer>{' '.join(links)}</footer>\n"

    def _branch(self, comment):
        """The beginning of the list of replies to `comment`, which can be folded."""
        count = _replies(comment.reply_count, self.clock.language)
        name = escape(comment.name) if comment.is_approved else ""
        to = f'<span class="vh"> {self.words.to % {"name": name}}</span>' if name else ""
        return f'\n<details open><summary>{count}{to}</summary><ol class="re">\n'

    def _end(self, entry):
        return "</ol></details></li>\n" if entry[2] else "</li>\n"

    def _rest(self, root):
        number = root.reply_count
        words = ngettext("Show the reply", "Show all %(number)s replies", number)
        return (
            f'<li class="more"><a href="{self.article_url}?thread={root.id}#c{root.id}">'
            f"{escape(words % {'number': number})}</a></li>\n"
        )


def _corrections(article):
    """When the article was corrected, the first time first."""
    kind = article.corrections.model.Kind.CORRECTION
    return sorted(one.published_at for one in article.corrections.all() if one.kind == kind)


def _shown_at(comment):
    """When it became public, in seconds: what a browser compares with its last visit."""
    return int((comment.decided_at or comment.created_at).timestamp())
