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

    def carry_out(self, article, by, *, reason="", note="", despite=False):
        """Do it in the name of `by`, and return what happened as a sentence. May raise NotReady."""
        passed_over = article.must_be_ready(despite) if self.name == "publish" else []
        if passed_over:
            found = " ".join(str(finding) for finding in passed_over)
            said = _("Published although: %(findings)s") % {"findings": found}
            note = f"{note}\n{said}".strip()
        article.signed(by, note)
        if self.name == "withdraw":
            article.withdraw(reason)
        else:
            getattr(article, self.name)()
        return " ".join([_outcome(article), *([said] if passed_over else [])])


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
        # The sentence ends with the stop of "a.m.", not with a second one.
        return _("It becomes public by itself: %(time)s.") % {"time": time.removesuffix(".")}
    return {
        DRAFT: _("It is a draft again."),
        REVIEW: _("It is with the editors now."),
        PUBLISHED: _("It is public now."),
        WITHDRAWN: _("It is withdrawn; its address tells readers why."),
    }[article.status]
