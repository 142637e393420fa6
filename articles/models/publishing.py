from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

import pagecache
from articles.addresses import MAX_LENGTH, make_slug, reserved_segments
from articles.checklist import NotReady, findings
from articles.showing import TEASERS, TEXTS, article_tag

# What lists, rails and the front page say of an article, and whether they may.
TEASER_FIELDS = [
    "kicker",
    "headline",
    "standfirst",
    "slug",
    "section_id",
    "lead_image_id",
    "lead_caption",
] + ["status", "published_at", "expires_at"]


class Publishing:
    """The verbs of an Article, the only doors for its changes: status, text, address.

    Each saves, keeps the old address, and has the pages made anew that show the article.
    """

    def publish(self, at=None, *, checked=True):
        """Make it public from `at` (aware datetime; default: its own date, or now) on.

        Raises NotReady, and changes nothing, where its page would lack what is needed. Only what
        was public elsewhere before may come as it is, not `checked`.
        """
        names = ("published_at", "status", "withdrawn_reason")
        was = {name: getattr(self, name) for name in names}
        self.published_at = at or self.published_at or timezone.now()
        self.status = self.Status.PUBLISHED
        self.withdrawn_reason = ""
        try:
            with self.staying_ready() if checked else transaction.atomic():
                self.store()
        except NotReady:  # else whoever stores it next would publish it
            for name in names:
                setattr(self, name, was[name])
            raise

    def must_be_ready(self, despite=False):
        """Raise NotReady unless the checklist lets it be published; `despite` what is soft.

        What is hard is held by the verb itself, for whoever publishes.
        """
        found = findings(self)
        if any(finding.is_hard for finding in found) or (found and not despite):
            raise NotReady(found)
        return found

    @contextmanager
    def staying_ready(self):
        """Undo what is done within, and raise NotReady, if a public page would lack what is needed.

        What it lacked before, as an import may, keeps nobody from mending the rest.
        """
        with transaction.atomic():
            before = self.lacks()
            yield
            self.must_lack_no_more_than(before)

    def must_lack_no_more_than(self, before):
        new = [finding for finding in self.lacks() if finding not in before]
        if new:
            raise NotReady(new)

    def lacks(self):
        """What is needed and missing on its page, as it is stored; nothing until it has one."""
        stored = type(self).objects.filter(pk=self.pk, status=self.Status.PUBLISHED).first()
        return [finding for finding in findings(stored) if finding.is_hard] if stored else []

    @transaction.atomic
    def submit(self):
        """Hand a draft to the editors."""
        self.status = self.Status.REVIEW
        self.store()

    @transaction.atomic
    def return_to_draft(self):
        self.status = self.Status.DRAFT
        self.store()

    @transaction.atomic
    def withdraw(self, reason=""):
        """Take it off the site; its address answers 410 with `reason` from then on.

        One that waited for its time loses it: otherwise the 410 would begin then, and tell
        readers of an article that they never saw.
        """
        if self.is_scheduled:
            self.published_at = None
        self.status = self.Status.WITHDRAWN
        self.withdrawn_reason = reason
        self.store()

    @transaction.atomic
    def store(self):
        """Save, with an address of its own, and keep the address under which it was known."""
        self.slug = self.slug or self.free_slug()
        before = None
        if self.pk:
            before = type(self).objects.select_for_update().filter(pk=self.pk).first()
        was_public = before is not None and before.is_published
        if before:  # comments are counted, and previews made, while somebody edits
            self.comment_count, self.social_image = before.comment_count, before.social_image
            self._keep_first_version(before)
        self.save()
        self.article_images.follow_body(self)
        self._meta.get_field("search_entry").related_model.objects.keep(self)
        former_slugs = self._meta.get_field("former_slugs").related_model.objects
        former_slugs.filter(slug=self.slug).delete()
        if before and before.slug != self.slug and before.published_at:
            former_slugs.update_or_create(slug=before.slug, defaults={"article": self})
        self.keep_rows()
        self.preview_soon(before)
        self.has_changed(teaser=before is None or self._teases_otherwise(before))
        if was_public and not self.is_published:
            pagecache.purge(article_tag(self.pk), TEASERS, TEXTS, gone=True)

    def has_changed(self, teaser=True):
        """Have the pages made anew that show it; without `teaser` only those with its text.

        For the parts that are rows of their own (bylines, images, tags, corrections) and are
        stored after the article, within the same transaction.
        """
        date = self.published_at or self.created_at
        for links in (self.bylines, self.taggings):
            links.exclude(article_date=date).update(article_date=date)
        pagecache.purge(article_tag(self.pk), TEXTS, *([TEASERS] if teaser else []))

    def _teases_otherwise(self, before):
        return any(getattr(self, name) != getattr(before, name) for name in TEASER_FIELDS)

    def free_slug(self):
        """An address made of the headline that no other article has or had."""
        wanted = make_slug(self.headline) or "article"
        if wanted in reserved_segments():
            wanted = f"{wanted}-2"
        slug, number = wanted, 2
        others = type(self).objects.exclude(pk=self.pk)
        while others.filter(Q(slug=slug) | Q(former_slugs__slug=slug)).exists():
            suffix = f"-{number}"
            slug, number = wanted[: MAX_LENGTH - len(suffix)] + suffix, number + 1
        return slug
