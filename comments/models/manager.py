import ipaddress

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.network import network_of
from comments import keys, moderation, places
from comments.limits import seconds_to_wait, take_turns
from comments.names import clean_name
from comments.policy import LONGEST_NAME, Policy
from comments.text import to_html

from .querysets import CommentQuerySet


class AlreadySent(Exception):
    """The same words from the same sender stand under the same article."""


class TooMany(Exception):
    """This sender has sent enough for now; `seconds` (int) is how long to wait."""

    def __init__(self, seconds):
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class CommentManager(models.Manager.from_queryset(CommentQuerySet)):
    """The doors by which comments come in: submit() for a reader's, record() for known ones."""

    def submit(self, article, *, policy=None, trap="", fill_seconds=None, **parts):
        """Store what somebody sent, as the rules decide, and return the comment.

        `parts` are those of prepare(). `trap` is what the hidden field held, `fill_seconds` how
        long ago the form was made, None if that is not known. The text's length, the name and
        the parent have been checked by the form. Raises AlreadySent and TooMany.
        """
        policy = policy or Policy.current()
        comment = self.prepare(article, reply_depth=policy.reply_depth, **parts)
        comment.fingerprint = keys.fingerprint(comment)
        comment.trap, comment.fill_seconds = trap, fill_seconds
        reasons = moderation.reasons_to_hold(comment, policy)
        comment.reasons = [reason.as_json() for reason in reasons]
        try:
            with transaction.atomic():
                self._refuse_a_flood(comment, policy)
                self._store(comment, moderation.status_for(reasons), log=True)
        except IntegrityError:
            if self.filter(fingerprint=comment.fingerprint).exists():
                raise AlreadySent from None
            raise
        return comment

    @transaction.atomic
    def record(self, article, *, status="pending", **parts):
        """Store a comment whose fate is known: no rule is asked, no limit holds, no log row."""
        return self._store(self.prepare(article, **parts), status, log=False)

    def prepare(
        self, article, *, name, email, text, parent=None, reply_depth=places.DEEPEST,
        created_at=None, ip_address=None, user_agent="", user=None,
    ):  # fmt: skip
        """A comment that is complete but not stored.

        `created_at` is an aware datetime, `ip_address` a str or an address of ipaddress. Raises
        ValueError for a parent of another article and for what is no address.
        """
        if parent and parent.article_id != article.pk:
            raise ValueError("a reply belongs to the article of the comment it answers")
        address = ipaddress.ip_address(str(ip_address)) if ip_address else None
        moment = created_at or timezone.now()
        place = places.new_place(moment, bytes(parent.place) if parent else b"", reply_depth)
        return self.model(
            article=article,
            parent=parent,
            thread_id=parent.root_id if parent else None,
            place=place,
            depth=places.depth_of(place),
            name=clean_name(name)[:LONGEST_NAME].rstrip(),
            email=email,
            email_key=keys.email_key(email),
            text=text,
            html=to_html(text),
            created_at=moment,
            ip_address=str(address) if address else None,
            ip_network=network_of(address),
            user_agent="".join(c for c in user_agent if c.isprintable())[:300],
            user=user,
        )

    def _refuse_a_flood(self, comment, policy):
        if comment.user:
            return
        take_turns(comment.ip_network, comment.email_key)
        seconds = seconds_to_wait(self, comment, policy)
        if seconds:
            raise TooMany(seconds)

    def _store(self, comment, status, log):
        comment.status = status
        if status != "pending":
            comment.decided_at = comment.created_at
        comment.save(force_insert=True)
        if status == "approved":
            comment._count(1)
        if log and status != "pending":
            codes = [reason["code"] for reason in comment.reasons]
            comment._log("pending", by=comment.user, reason=codes[0] if codes else "rules")
        return comment
