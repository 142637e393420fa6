from django.db import models
from django.db.models import Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

# Says from where, and with what, it was sent.
HAS_TRACES = Q(ip_address__isnull=False) | Q(ip_network__gt="") | Q(user_agent__gt="")


class OwnedQuerySet(models.QuerySet):
    """Comments as their authors see them, and as they are forgotten; part of CommentQuerySet."""

    def until(self, moment):
        return self.filter(created_at__lt=moment)

    def with_traces(self):
        """Of which it is still known from where and with what they were sent."""
        return self.filter(HAS_TRACES)

    def refused(self):
        """What nobody will see any more: rejected, spam, deleted by its author."""
        return self.filter(status__in=["rejected", "spam", "deleted"])

    def for_export(self):
        """With all that is known of it but what a moderator thought."""
        return (
            self.select_related("article")
            .defer("html", "article__body", "article__body_parts")
            .prefetch_related("decisions", "edits", "appeals")
        )

    def for_owner(self):
        """With what its author is shown of it on "my comments"."""
        return (
            self.select_related("article", "wish")
            .defer("article__body", "article__body_parts")
            .prefetch_related("decisions__rejection", "appeals")
        )

    def older_than(self, comment):
        """Those that come after it in newest_first()."""
        earlier = Q(created_at__lt=comment.created_at)
        return self.filter(earlier | Q(created_at=comment.created_at, pk__lt=comment.pk))

    def newest_replies_to(self, comments, at_most):
        """The newest approved answers to each of `comments`, up to so many; one query."""
        place = Window(RowNumber(), partition_by="parent", order_by="-created_at")
        answers = self.approved().filter(parent__in=[comment.pk for comment in comments])
        return answers.annotate(number=place).filter(number__lte=at_most).for_page()

    def with_is_wished(self):
        """Whether somebody wants a mail about it (see Wish)."""
        concerned = Q(comment=OuterRef("pk")) | Q(comment=OuterRef("parent_id"), replies=True)
        return self.annotate(is_wished=Exists(self._wishes().filter(concerned)))

    def wishes_about(self, comment):
        return self._wishes().about(comment)

    def _wishes(self):
        return self.model._meta.get_field("wish").related_model.objects

    def drop_unproven(self, at_most=1000):
        """Remove those that nobody has confirmed in time; returns how many."""
        late = self.awaiting_proof().filter(awaits_proof_until__lt=timezone.now())
        found = list(late.order_by("awaits_proof_until")[:at_most])
        return sum(comment.drop_if_unproven() for comment in found)
