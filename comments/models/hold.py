from django.db import connection, models

from .comment import Comment
from .in_time import InTime

_ADD = "INSERT INTO comments_hold (comment_id, code, status, created_at) VALUES "
_ROW = "(%s, %s, %s, %s)"


class HoldQuerySet(InTime):
    """Holds, as phrases: Hold.objects.by_rule("links").with_status("pending").oldest_first()"""

    numbered_by = "comment_id"

    def by_rule(self, code):
        return self.filter(code=code)

    def with_status(self, status):
        return self.filter(status=status)

    def between(self, begin, end):
        """Of comments that were sent then."""
        return self.filter(created_at__gte=begin, created_at__lt=end)

    def undecided(self):
        """Of comments that nobody has looked at: they wait because of their rules alone."""
        return self.with_status("pending").filter(comment__decided_at=None)


class HoldManager(models.Manager.from_queryset(HoldQuerySet)):
    def note(self, comment):
        """Make the holds of `comment` what its reasons say."""
        codes = {reason["code"] for reason in comment.reasons}
        self.filter(comment=comment).exclude(code__in=codes).delete()
        self.bulk_create(
            self.of(comment),
            update_conflicts=True,
            update_fields=["status"],
            unique_fields=["comment", "code"],
        )

    def add_of(self, comment):
        """The same for a new comment; by hand, because a reader waits for it."""
        holds, moment = self.of(comment), connection.ops.adapt_datetimefield_value
        values = [
            (each.comment_id, each.code, each.status, moment(each.created_at)) for each in holds
        ]
        with connection.cursor() as cursor:
            cursor.execute(_ADD + ", ".join([_ROW] * len(values)), sum(values, ()))

    def of(self, comment):
        """Those that its reasons say, not stored."""
        codes = sorted({reason["code"] for reason in comment.reasons})
        common = {"status": comment.queue_status, "created_at": comment.created_at}
        return [self.model(comment=comment, code=code, **common) for code in codes]


class Hold(models.Model):
    """That a comment has a reason of this code: for the queue, which finds by an index what a rule
    held. `created_at` is the comment's, and so is `status`, but for what waits for a proof.

    The comment's `reasons` say it all; what follows from them here is written by the verbs.
    """

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="holds", db_index=False
    )
    code = models.CharField(max_length=40)
    status = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    objects = HoldManager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["code", "status", "created_at", "comment"], name="hold_queue"),
            models.Index(fields=["code", "created_at", "comment"], name="hold_in_time"),
        ]
        constraints = [models.UniqueConstraint(fields=["comment", "code"], name="hold_once")]

    def __str__(self):
        return f"{self.comment_id}: {self.code}"

    @property
    def is_the_only_one(self):
        """Whether no other rule holds the comment."""
        return {reason["code"] for reason in self.comment.reasons} == {self.code}

    def lift(self, by):
        """Judge the comment as if this rule had not spoken: see Comment.lift()."""
        return self.comment.lift(self.code, by)
