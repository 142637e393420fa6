from django.db import models
from django.db.models import Q
from django.utils import timezone

from .addressee import Addressee
from .comment import Comment


class WishQuerySet(models.QuerySet):
    def about(self, comment):
        """The wish of its sender, and that of whom it answers if that one wants replies."""
        found = Q(comment=comment.pk)
        if comment.parent_id:
            found |= Q(comment=comment.parent_id, replies=True)
        # Who answers himself knows it.
        himself = Q(comment__email_key=comment.email_key) & ~Q(comment=comment.pk)
        return self.filter(found).exclude(himself)

    def proven(self):
        """Of senders who have shown that the address is theirs. Others are mailed nothing."""
        return self.filter(Q(is_proven=True) | Q(comment__proven_at__isnull=False))

    def of_address(self, email_key):
        return self.filter(comment__email_key=email_key)

    def in_thread(self, root_id):
        return self.filter(Q(comment=root_id) | Q(comment__thread=root_id))

    def stop_replies(self):
        Notice.objects.filter(wish__in=self).delete()
        return self.update(replies=False)


class Wish(models.Model):
    """What the sender of a comment wants to be told by mail.

    `is_proven` says that the owner of the address asked for it; otherwise the comment must be
    proven. `due_at` is set while there is a decision to tell, `told` is the status told last.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="wish")
    decision = models.BooleanField(default=False)
    replies = models.BooleanField(default=False)
    is_proven = models.BooleanField(default=False)
    told = models.CharField(max_length=10, blank=True)
    due_at = models.DateTimeField(null=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["due_at"], name="wish_due", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self):
        return f"wish about {self.comment_id}"

    @classmethod
    def put(cls, comment, *, decision, replies, by_owner=False):
        """Say what is wanted about `comment`; `by_owner`: whoever asks owns the address.

        Somebody else with the receipt cannot make mails proven, but stop them anybody may.
        """
        wish, _created = cls.objects.get_or_create(comment=comment)
        wish.is_proven = by_owner or (wish.is_proven and wish._asks_no_more(decision, replies))
        wish.decision, wish.replies = decision, replies
        if not decision:
            wish.due_at = None
        elif not wish.told and comment.told_status != Comment.Status.PENDING:
            wish.told = comment.told_status  # the page on which this was asked has just said it
        wish.save()
        if by_owner and (decision or replies):
            Addressee.of(comment.email_key).hear()
        return wish

    @classmethod
    def want_answer(cls, comment):
        """The owner of the address has objected: whatever is decided now is news."""
        news = {"decision": True, "is_proven": True, "told": Comment.Status.PENDING}
        cls.objects.update_or_create(comment=comment, defaults=news)

    def become_due(self, moment):
        if self.decision:
            self.due_at = moment
            self.save(update_fields=["due_at"])

    def _asks_no_more(self, decision, replies):
        return (self.decision or not decision) and (self.replies or not replies)


class Notice(models.Model):
    """A reply that somebody wants to be told of and has not been yet."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="notices")
    reply = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["wish", "reply"], name="notice_once")]

    def __str__(self):
        return f"reply {self.reply_id}"
