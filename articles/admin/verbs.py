"""What can be done with an article at the desk, beyond saving it: the verbs of its model."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article

PUBLISH = "articles.publish_article"
DRAFT, REVIEW, PUBLISHED, WITHDRAWN = Article.Status


@dataclass(frozen=True)
class Verb:
    """A verb of Article as a button, for articles of some `statuses`.

    Who may change an article may do with it what needs no further `permission`.
    """

    name: str
    label: str
    statuses: tuple
    permission: str = ""

    @property
    def button(self):
        return f"_{self.name}"

    def is_allowed_to(self, user):
        return not self.permission or user.has_perm(self.permission)

    def fits(self, article):
        if self.name == "return_to_draft" and article.status == PUBLISHED:
            return article.is_scheduled  # what readers have seen is withdrawn instead
        return article.status in self.statuses

    def carry_out(self, article, reason=""):
        """Do it, and return what happened as a sentence."""
        if self.name == "withdraw":
            article.withdraw(reason)
        else:
            getattr(article, self.name)()
        return _outcome(article)


SUBMIT = Verb("submit", gettext_lazy("Submit for review"), (DRAFT,))
VERBS = [
    SUBMIT,
    Verb("publish", gettext_lazy("Publish"), (DRAFT, REVIEW, WITHDRAWN), PUBLISH),
    Verb("return_to_draft", gettext_lazy("Return to draft"), (REVIEW, PUBLISHED, WITHDRAWN)),
    Verb("withdraw", gettext_lazy("Withdraw"), (PUBLISHED,), PUBLISH),
]


def verbs_for(user, article):
    return [verb for verb in VERBS if verb.fits(article) and verb.is_allowed_to(user)]


def _outcome(article):
    if article.is_scheduled:
        time = date_format(localtime(article.published_at), "DATETIME_FORMAT")
        return _("It becomes public by itself: %(time)s.") % {"time": time}
    return {
        DRAFT: _("It is a draft again."),
        REVIEW: _("It is with the editors now."),
        PUBLISHED: _("It is public now."),
        WITHDRAWN: _("It is withdrawn; its address tells readers why."),
    }[article.status]
