import ipaddress
from datetime import timedelta

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accounts.flood import TooMany
from accounts.network import network_of
from articles.models.prepared import add
from comments import akismet, keys, moderation, places, tasks
from comments.limits import seconds_to_wait, take_turns_as
from comments.names import clean_name
from comments.policy import LONGEST_NAME, Policy
from comments.text import to_html

from .querysets import CommentQuerySet
from .spam_model import learnt

# A comment whose sender has not proven the address in this time never enters the queue.
AWAITED = timedelta(days=7)

_TAKE_ARTICLE = "SELECT 1 FROM articles_article WHERE id = %s FOR NO KEY UPDATE"
_STATUS = "SELECT status FROM comments_comment WHERE id = %s"


class AlreadySent(Exception):
    """The same words from the same sender stand under the same article."""


class ParentGone(Exception):  # noqa: N818 (what is so, not what broke)
    """The comment that was to be answered is not published any more."""


class CommentManager(models.Manager.from_queryset(CommentQuerySet)):
    """The doors by which comments come in: submit() for a reader's, record() for known ones."""

    def submit(
        self, article, *, policy=None, trap="", fill_seconds=None, browser=None, **parts
    ):  # fmt: skip
        """Store what somebody sent, as the rules decide, and return the comment.

        `parts` are those of prepare(). `trap` is what the hidden field held, `fill_seconds` how
        long ago the form was made, None if that is not known, `browser` the proof.Browser. The
        text's length, the name and the parent have been checked by the form. Raises AlreadySent,
        TooMany and ParentGone.
        """
        policy = policy or Policy.current()
        comment = self._received(article, reply_depth=policy.reply_depth, **parts)
        # Twice: here before any work is done for it, and once more in its turn.
        self._refuse_a_flood(comment, policy)
        comment.html = to_html(comment.text)
        comment.fingerprint = keys.fingerprint(comment)
        comment.trap, comment.fill_seconds = trap, fill_seconds
        self._recognise(comment, browser, policy)
        self.judge(comment)
        reasons = moderation.reasons_to_hold(comment, policy)
        comment.reasons = [reason.as_json() for reason in reasons]
        try:
            with transaction.atomic():
                # Who holds an article must not wait for a turn: others wait the other way round.
                # The newsroom, which answers and approves at once, needs none.
                if not comment.user:
                    take_turns_as(comment.ip_network, comment.email_key)
                self._refuse_a_flood(comment, policy)
                if comment.parent_id:
                    self._keep_parent(comment)
                self._store(comment, moderation.status_for(reasons), log=True)
                if comment.asks_for_proof and comment.status == "pending":
                    tasks.ask_for_proof.enqueue(comment.pk)
                if comment.asks_akismet and comment.status != "spam":
                    tasks.ask_akismet.enqueue(comment.pk)
        except IntegrityError:
            if self.filter(fingerprint=comment.fingerprint).exists():
                raise AlreadySent from None
            raise
        return comment

    @transaction.atomic
    def record(self, article, *, status="pending", **parts):
        """Store a comment whose fate is known: no rule is asked, no limit holds, no log row."""
        return self._store(self.prepare(article, **parts), status, log=False)

    def prepare(self, article, **parts):
        """A comment that is complete but not stored; for `parts` see _received()."""
        comment = self._received(article, **parts)
        comment.html = to_html(comment.text)
        return comment

    def _received(
        self, article, *, name, email, text, parent=None, reply_depth=places.DEEPEST,
        created_at=None, ip_address=None, user_agent="", user=None,
    ):  # fmt: skip
        """A comment as somebody sent it, without its HTML.

        `created_at` is an aware datetime, `ip_address` a str, an address of ipaddress or None.
        Raises ValueError for a parent of another article and for what is no address.
        """
        if parent and parent.article_id != article.pk:
            raise ValueError("a reply belongs to the article of the comment it answers")
        address = ip_address or None
        if isinstance(address, str):
            address = ipaddress.ip_address(address)
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
            created_at=moment,
            ip_address=str(address) if address else None,
            ip_network=network_of(address),
            user_agent="".join(c for c in user_agent if c.isprintable())[:300],
            user=user,
        )

    def _keep_parent(self, comment):
        """What `comment` answers stays published until it is stored below it.

        As every decision begins by taking the article's row, so does this.
        """
        with connection.cursor() as cursor:  # by hand: each reply does it
            if connection.features.has_select_for_no_key_update:
                cursor.execute(_TAKE_ARTICLE, [comment.article_id])
            cursor.execute(_STATUS, [comment.parent_id])
            if cursor.fetchone() != ("approved",):
                raise ParentGone

    def _recognise(self, comment, browser, policy):
        if not browser or comment.user or not policy.asks_for_proof:
            return
        comment.browser = browser.key
        if comment.email_key in browser.proven_keys:
            comment.proven_at = comment.created_at
        elif policy.proof_for == Policy.ProofFor.QUEUE:
            comment.awaits_proof_until = comment.created_at + AWAITED

    def judge(self, comment):
        """Note on it, unsaved, how much its words are like spam, and whether Akismet is asked."""
        if comment.user:
            return
        score = learnt.score(comment)
        comment.spam_score = score.percent if score else None
        comment.spam_pieces = score.pieces if score else ()
        comment.asks_akismet = akismet.is_on()

    def _refuse_a_flood(self, comment, policy):
        if comment.user:
            return
        seconds = seconds_to_wait(self, comment, policy)
        if seconds:
            raise TooMany(seconds)

    def _note_holds(self, comment):
        from .hold import Hold

        Hold.objects.add_of(comment)

    def _store(self, comment, status, log):
        comment.status = status
        if status != "pending":
            comment.decided_at = comment.created_at
        add(comment)
        if comment.reasons:
            self._note_holds(comment)
        if status == "approved":
            comment._count(1)
        if log and status != "pending":
            codes = [reason["code"] for reason in comment.reasons]
            reason = codes[0] if codes else "rules"
            comment.is_wished = comment.parent_id is not None  # whom it answers may want to know
            comment._tell(comment._log("pending", by=comment.user, reason=reason))
        return comment
