"""What this site has decided about comments: one row, edited in the admin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.prepared import Prepared
from articles.models.shown import Shown

from .closing import Closing
from .hours import usual_week
from .keeping import Keeping
from .places import DEEPEST
from .trust_policy import TrustPolicy
from .wordlists import ready_words, store_lists, stored_lists, version_of

# What a site may allow at most: the width of a name in the database, and a text that is turned
# into HTML in some hundredths of a second.
LONGEST_NAME = 150
LONGEST_TEXT = 10_000
LONGEST_RULES = 3000


def _between(smallest, largest):
    return [MinValueValidator(smallest), MaxValueValidator(largest)]


# By this tag kept pages name what the policy decides about them.
POLICY = "policy"


class Policy(TrustPolicy, Closing, Keeping, Shown):
    page_tags = (POLICY,)

    class Order(models.TextChoices):
        OLDEST = "oldest", _("oldest first")
        NEWEST = "newest", _("newest first")
        MOST_REPLIED = "replied", _("most replied first")

    class Outside(models.TextChoices):
        OPEN = "open", _("the same as within them")
        HELD = "held", _("each comment waits for a moderator")
        CLOSED = "closed", _("nobody can comment")

    manual_approval = models.BooleanField(
        _("manual approval"),
        default=False,
        help_text=_("Every comment waits for a moderator before it appears."),
    )
    max_links = models.PositiveSmallIntegerField(
        _("links that hold a comment"),
        default=2,
        help_text=_(
            "A comment with this many links or more is held: 2 lets one link pass and holds a "
            "comment with two; 1 holds every link; 0 holds nothing for its links. A link is a web "
            "address with http:// or https://, as readers see it."
        ),
    )
    words_version = models.CharField(max_length=64, default="", editable=False)
    outside_hours = models.CharField(
        _("outside these hours"), max_length=6, choices=Outside.choices, default=Outside.OPEN
    )
    hours = models.JSONField(_("hours"), default=usual_week)
    house_rules = models.TextField(
        _("house rules"),
        max_length=LONGEST_RULES,
        blank=True,
        help_text=_("Shown at the form. Plain text; an empty line begins a new paragraph."),
    )
    order = models.CharField(
        _("order of threads"), max_length=10, choices=Order.choices, default=Order.OLDEST
    )
    readers_choose_order = models.BooleanField(_("readers may choose the order"), default=True)
    picks_first = models.BooleanField(
        _("editors’ picks first"),
        default=False,
        help_text=_("The newest picks stand above the threads as well."),
    )
    threads_per_page = models.PositiveSmallIntegerField(
        _("threads on a page"), default=50, validators=_between(1, 100)
    )
    reply_depth = models.PositiveSmallIntegerField(
        _("levels of replies"),
        default=5,
        validators=_between(1, DEEPEST),
        help_text=_("A reply to the deepest level stands beside the comment it answers."),
    )
    max_name_length = models.PositiveSmallIntegerField(
        _("longest name"), default=80, validators=_between(1, LONGEST_NAME)
    )
    max_text_length = models.PositiveIntegerField(
        _("longest comment"),
        default=5000,
        validators=_between(1, LONGEST_TEXT),
        help_text=_("In characters."),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        default=0,
        help_text=_(
            "Counted from the publication of the article; 14 is usual, 0 leaves comments open."
        ),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes in which readers may change a comment"),
        default=5,
        validators=_between(0, 60),
        help_text=_("After sending it; 0: not at all."),
    )
    keep_address_days = models.PositiveSmallIntegerField(
        _("days that IP addresses and browsers are kept"), default=30, validators=_between(1, 3650)
    )
    keep_rejected_days = models.PositiveSmallIntegerField(
        _("days that rejected comments and spam are kept"),
        default=60,
        validators=_between(1, 3650),
    )
    min_fill_seconds = models.PositiveSmallIntegerField(
        _("fastest form, in seconds"),
        default=3,
        help_text=_("A comment sent sooner after its form was made is held."),
    )
    max_per_address = models.PositiveSmallIntegerField(
        _("comments a minute from one address"), default=3, validators=_between(1, 1000)
    )
    max_per_email = models.PositiveSmallIntegerField(
        _("comments an hour with one e-mail address"), default=20, validators=_between(1, 1000)
    )
    reports_to_hold = models.PositiveSmallIntegerField(
        _("reports that hold a comment"),
        default=3,
        help_text=_(
            "So many people send a published comment back to the queue, until a moderator has "
            "let it stand; 0 leaves it to the moderators alone."
        ),
    )

    _lists = None
    _lists_are_new = False

    class Meta:
        verbose_name = _("comment policy")
        verbose_name_plural = _("comment policy")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="policy_is_one_row"),
            models.CheckConstraint(
                condition=Q(reply_depth__range=(1, DEEPEST)), name="policy_reply_depth"
            ),
            models.CheckConstraint(
                condition=Q(max_text_length__range=(1, LONGEST_TEXT)), name="policy_text_length"
            ),
            models.CheckConstraint(
                condition=Q(max_name_length__range=(1, LONGEST_NAME)), name="policy_name_length"
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        """The policy in force, which is the defaults while nobody has decided anything."""
        return next(iter(_policy()), None) or cls(pk=1)

    # Words. Their lists stand in a table of their own, `words_version` says which ones they are.

    @property
    def lists(self):
        """Text of each word list, by its name."""
        if self._lists is None:
            self._lists = stored_lists() if self.words_version else {}
        return self._lists

    @lists.setter
    def lists(self, texts):
        self._lists = {name: text for name, text in texts.items() if text}
        self.words_version = version_of(self._lists)
        self._lists_are_new = True

    @property
    def words(self):
        """The lists, ready to be compared with comments."""
        return ready_words(self.words_version, lambda: self.lists)

    @transaction.atomic
    def put(self):
        if self._lists_are_new:
            store_lists(self._lists)
        super().put()


_policy = Prepared(lambda: Policy.objects.filter(pk=1))
