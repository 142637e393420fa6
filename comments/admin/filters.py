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
from comments.models import Comment

MOST_WORDS = 8
DAYS = {"1": _("Past 24 hours"), "7": _("Past 7 days"), "30": _("Past 30 days")}
# What held comments can be held for, as moderation.RULES name it.
RULES = {
    "manual": _("manual approval"),
    "article": _("article holds"),
    "trap": _("hidden field"),
    "fast": _("sent too fast"),
    "appeal": _("its author objects"),
    "links": _("links"),
    "watched": _("watched words"),
    "disallowed": _("disallowed words"),
    "blocked": _("blocked sender"),
    "hours": _("outside commenting hours"),
    "unproven": _("address not confirmed"),
    "newcomer": _("never approved before"),
    "score": _("spam score"),
    "akismet": "Akismet",
    "akismet-asked": _("Akismet asked"),
    "reports": _("reports"),
}
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
        given["rule"] = given["rule"] if given["rule"] in RULES else ""
        given["days"] = given["days"] if given["days"] in DAYS else ""
        return cls(**given)

    @property
    def as_query(self):
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    @property
    def reads_rows(self):
        """Whether no index knows the answer, so that comments are looked at one by one."""
        return bool(self.section or self.rule or (self.q and not _is_address(self.q)))

    def choose(self, comments):
        if self.article:
            comments = comments.filter(article=self.article)
        if self.section:
            comments = comments.in_section(self.section)
        if self.rule:
            comments = comments.held_by(self.rule)
        if self.days:
            comments = comments.since(timezone.now() - timedelta(days=int(self.days)))
        return self._of_somebody(comments)

    def _of_somebody(self, comments):
        if self.sender:
            key = Comment.objects.filter(pk=self.sender).values("email_key")
            comments = comments.filter(email_key=key[:1])
        if self.network:
            network = Comment.objects.filter(pk=self.network).exclude(ip_network="")
            comments = comments.filter(ip_network=network.values("ip_network")[:1])
        return search(comments, self.q) if self.q else comments

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


def search(comments, term):
    """Those of `comments` from an e-mail or IP address, or with all the words of `term`."""
    if "@" in term:
        return comments.sent_by(email_key(term))
    address = _ip(term)
    if address:
        return comments.sent_from(network_of(address)).filter(ip_address=str(address))
    return comments.with_words(term.split()[:MOST_WORDS])


def _is_address(term):
    return "@" in term or _ip(term) is not None


def _ip(term):
    try:
        return ip_address(term)
    except ValueError:
        return None
