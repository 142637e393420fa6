"""What this site has decided about comments: one row, edited in the admin."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.shown import Shown

from .places import DEEPEST

# What a site may allow at most: the width of a name in the database, and a text that is turned
# into HTML in some hundredths of a second.
LONGEST_NAME = 150
LONGEST_TEXT = 10_000


def _between(smallest, largest):
    return [MinValueValidator(smallest), MaxValueValidator(largest)]


# By this tag kept pages name what the policy decides about them.
POLICY = "policy"


class Policy(Shown):
    page_tags = (POLICY,)

    class Order(models.TextChoices):
        OLDEST = "oldest", _("oldest first")
        NEWEST = "newest", _("newest first")

    manual_approval = models.BooleanField(
        _("manual approval"),
        default=True,
        help_text=_("Every comment waits for a moderator before it appears."),
    )
    order = models.CharField(
        _("order of threads"), max_length=10, choices=Order.choices, default=Order.OLDEST
    )
    readers_choose_order = models.BooleanField(_("readers may choose the order"), default=True)
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
        help_text=_("Counted from the publication of the article; 0 leaves comments open."),
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
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def closes_at(self, article):
        """When comments on `article` close by themselves, or None."""
        stays_open = article.comments_policy in (article.Comments.OPEN, article.Comments.HELD)
        if not self.close_after_days or stays_open or article.published_at is None:
            return None
        return article.published_at + timedelta(days=self.close_after_days)

    def takes_comments(self, article):
        """Whether a reader may comment on `article` at this moment."""
        if article.comments_policy == article.Comments.CLOSED or not article.is_published:
            return False
        closes_at = self.closes_at(article)
        return closes_at is None or timezone.now() < closes_at
