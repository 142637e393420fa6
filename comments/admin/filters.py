"""What of a tab is shown: filters and search, as the parameters of the queue's address."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.network import network_of
from accounts.numbers import number_in
from articles.models import Article, Section
from comments.keys import email_key
from comments.models import Comment, Hold
from comments.reason import CODES

MOST_WORDS = 8
DAYS = {"1": _("Past 24 hours"), "7": _("Past 7 days"), "30": _("Past 30 days")}
NAMES = ["q", "article", "section", "rule", "days", "sender", "network"]


@dataclass(frozen=True)
class Filters:
    """The filters of one address, each "" where it does not filter.

    `sender` and `network` are numbers of a comment: addresses of people stand in no log of a web
    server.
    """

    q: str = ""
    article: str = ""
    section: str = ""
    rule: str = ""
    days: str = ""
    sender: str = ""
    network: str = ""

    @classmethod
    def of(cls, query):
        given = {name: query.get(name, "").replace("\0", "").strip() for name in NAMES}
        for name in ("article", "section", "sender", "network"):
            if number_in(given[name]) is None:
                given[name] = ""
        given["rule"] = given["rule"] if given["rule"] in CODES else ""
        given["days"] = given["days"] if given["days"] in DAYS else ""
        return cls(**given)

    @property
    def as_query(self):
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    @property
    def reads_rows(self):
        """Whether no index knows the answer, so that comments are looked at one by one."""
        return bool(self.section or (self.q and not _is_address(self.q)))

    def walk(self, tab):
        """Rows of comments or of what held them, by an index; among them read() looks."""
        comments = self._of_somebody(tab.choose(Comment.objects))
        if self.rule and tab.status is not None and not self._names_somebody:
            rows = Hold.objects.by_rule(self.rule)
            rows = rows.with_status(tab.status) if tab.status else rows
        else:
            rows = comments.held_by(self.rule) if self.rule else comments
        return rows.since(timezone.now() - timedelta(days=int(self.days))) if self.days else rows

    def read(self, rows):
        """Those of walk() that are in the section and have the words."""
        comments = Comment.objects.all()
        if self.section:
            comments = comments.in_section(self.section)
        if self.q and not _is_address(self.q):
            comments = comments.with_words(self.q.split()[:MOST_WORDS])
        return rows.among(comments)

    @property
    def _names_somebody(self):
        """Whether there are few of them, all in one place."""
        return bool(self.article or self.sender or self.network or _is_address(self.q))

    def _of_somebody(self, comments):
        if self.article:
            comments = comments.filter(article=self.article)
        if self.sender:
            key = Comment.objects.filter(pk=self.sender).values("email_key")
            comments = comments.filter(email_key=key[:1])
        if self.network:
            network = Comment.objects.filter(pk=self.network).exclude(ip_network="")
            comments = comments.filter(ip_network=network.values("ip_network")[:1])
        return _from_address(comments, self.q) if _is_address(self.q) else comments

    def described(self):
        """(name, words) of the filters that are no field of the form."""
        if self.article:
            article = Article.objects.filter(pk=self.article).only("headline").first()
            yield "article", article.headline if article else "–"
        for name, words in (("sender", _("one address")), ("network", _("one network"))):
            if getattr(self, name):
                yield name, words


def sections():
    return [(str(pk), name) for pk, name in Section.objects.values_list("pk", "name")]


def rules():
    """(code, words) of all that comments are held for, by name."""
    return sorted(CODES.items(), key=lambda rule: str(rule[1]).casefold())


def _from_address(comments, term):
    """Those of `comments` from an e-mail or IP address."""
    if "@" in term:
        return comments.sent_by(email_key(term))
    address = _ip(term)
    return comments.sent_from(network_of(address)).filter(ip_address=str(address))


def _is_address(term):
    return "@" in term or _ip(term) is not None


def _ip(term):
    try:
        return ip_address(term)
    except ValueError:
        return None
