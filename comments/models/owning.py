from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from articles.showing import article_tag
from comments import keys, moderation, tasks
from comments.showing import COMMENTS
from comments.text import to_html

from .appealing import Appealing, TooLate

# Nobody needs more to mend a text, and each is kept.
MOST_EDITS = 10

# A comment whose author is nobody.
NOBODY = {
    "email": "", "email_key": "", "ip_address": None, "ip_network": "", "user_agent": "",
    "browser": "", "proven_at": None, "fingerprint": None,
}  # fmt: skip


class Owning(Appealing):
    """The verbs of who wrote a Comment: mend it, delete it.

    Who calls them has come by its receipt or as the owner of its address.
    """

    def may_be_edited(self, policy):
        """Whether its author may still mend it. What the newsroom wrote or edited is its own.

        Spam may be, or its sender would see what it is taken for; it stays spam.
        """
        is_there = self.told_status in (self.Status.PENDING, self.Status.APPROVED)
        is_ours = self.user_id or self.edited_by_id
        return is_there and not is_ours and timezone.now() < self.edit_ends_at(policy)

    def edit_ends_at(self, policy):
        return self.created_at + policy.edit_window

    @property
    def is_deleted(self):
        return self.status == self.Status.DELETED

    @transaction.atomic
    def edit_by_author(self, text, policy):
        """Replace the words and ask all rules again; returns the row of the log, or None.

        What is published and breaks a rule now goes back to the queue. Raises TooLate, and
        AlreadySent when the same sender has sent these words here before.
        """
        self._lock("text", "html", "edited_by_id", "fingerprint")
        if not self.may_be_edited(policy) or self.edits.count() >= MOST_EDITS:
            raise TooLate
        if text == self.text:
            return None
        edit = self.edits.create(by=None, text_before=self.text)
        self.text, self.html, self.edited_at = text, to_html(text), timezone.now()
        type(self).objects.judge(self)  # not what stood there before
        self._store_words()
        self._ask_again(policy)
        if self.asks_akismet and self.status != self.Status.SPAM:
            tasks.ask_akismet.enqueue(self.pk)
        return edit

    @transaction.atomic
    def delete_by_author(self):
        """Take it back: its words are erased, its place stays while answers stand below it."""
        decision = self._decide(self.Status.DELETED, None, None, reason="author")
        if decision:
            if self.is_reported:
                self.reports.settle("upheld", None, decision, _("Its author has deleted it."))
            self.edits.all().delete()
            self.appeals.update(text="")
            self.text = self.html = ""
            self.reasons, self.fingerprint = [], None
            self._save_reasons("text", "html", "fingerprint")
        return decision

    @transaction.atomic
    def lose_its_author(self, name):
        """Nothing in it tells any more who wrote it; readers are shown `name`."""
        self._lock()
        self.edits.all().delete()
        self.appeals.update(text="")
        for field, nothing in NOBODY.items():
            setattr(self, field, nothing)
        self.name, self.token = name, keys.new_token()
        self.reasons = [{"code": reason["code"], "text": ""} for reason in self.reasons]
        self.save(update_fields=[*NOBODY, "name", "token", "reasons"])
        if self.is_approved:
            pagecache.purge(article_tag(self.article_id), COMMENTS, gone=True)

    def _store_words(self):
        from .manager import AlreadySent

        if self.fingerprint is not None:
            self.fingerprint = keys.fingerprint(self)
        try:
            with transaction.atomic():
                self.save(update_fields=["text", "html", "edited_at", "fingerprint", "spam_score"])
        except IntegrityError:
            raise AlreadySent from None
        if self.is_approved:
            pagecache.purge(article_tag(self.article_id), COMMENTS, gone=True)

    def _ask_again(self, policy):
        found = moderation.reasons_to_hold(self, policy)
        codes = {reason.code for reason in found}
        # Of what waits, the reasons that speak of its words are made anew; those that speak of
        # how it was sent stay, and so does that somebody has to look at it.
        waits = self.status in (self.Status.PENDING, self.Status.SPAM)
        old = [r for r in self.reasons if waits and r["code"] not in codes and not r.get("matches")]
        self.reasons = old + [reason.as_json() for reason in found]
        self._save_reasons()
        status = moderation.status_for(found)
        if found and status != self.status and self.status != self.Status.SPAM:
            self._decide(status, None, None, reason=found[0].code)
