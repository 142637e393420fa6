from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from articles.models import Article
from comments.policy import Policy

# Shown, or kept as an empty place because an approved reply stands below it.
HAS_A_PLACE = Q(status="approved") | Q(reply_count__gt=0)


class CommentQuerySet(models.QuerySet):
    """Comments, as phrases: Comment.objects.threads_of(article).in_order("newest").for_page()"""

    def approved(self):
        return self.filter(status="approved")

    def waiting(self):
        return self.filter(status="pending")

    def public(self):
        """Approved comments on articles that are public at this moment."""
        return self.approved().filter(article__in=Article.objects.published())

    def with_a_place(self):
        """What takes up room in a thread: ask each `is_approved` before showing any of it."""
        return self.filter(HAS_A_PLACE)

    def threads_of(self, article):
        """The first comment of each thread that readers of `article` find."""
        return self.with_a_place().filter(article=article, parent=None)

    def replies_in(self, threads):
        """What stands below each of `threads`, depth-first, up to its `cutoff`.

        `threads` come from with_cutoff(); one query, and it reads no more than it returns.
        """
        whole = Q(thread__in=[each.pk for each in threads if each.cutoff is None])
        parts = [Q(thread=each.pk, place__lt=each.cutoff) for each in threads if each.cutoff]
        return self.with_a_place().filter(Q.create([whole, *parts], Q.OR)).order_by("place")

    def with_cutoff(self, at_most):
        """With `cutoff`: the place of the first reply that is one too many, or None."""
        replies = self.model.objects.with_a_place().filter(thread=OuterRef("pk"))
        one_too_many = replies.order_by("place").values("place")[at_most : at_most + 1]
        return self.annotate(
            cutoff=Case(When(reply_count__gt=at_most, then=Subquery(one_too_many)))
        )

    def in_order(self, order):
        return self.order_by("-place" if order == Policy.Order.NEWEST else "place")

    def following(self, comment_id, order):
        """Those that come after that comment in in_order(order)."""
        side = "place__lt" if order == Policy.Order.NEWEST else "place__gt"
        return self.filter(**{side: self._place_of(comment_id)})

    def preceding(self, comment_id, order):
        """Those that come before that comment in in_order(order)."""
        side = "place__gt" if order == Policy.Order.NEWEST else "place__lt"
        return self.filter(**{side: self._place_of(comment_id)})

    def starting_at(self, comment_id):
        return self.filter(place__gte=self._place_of(comment_id))

    def _place_of(self, comment_id):
        return Subquery(self.model.objects.filter(pk=comment_id).values("place"))

    def sent_from(self, network):
        return self.filter(ip_network=network)

    def sent_by(self, email_key):
        return self.filter(email_key=email_key)

    def since(self, moment):
        return self.filter(created_at__gt=moment)

    def with_words(self, words, among):
        """Those of the newest `among` comments with all `words` in text or name."""
        newest = self.model.objects.order_by("-created_at").values_list("created_at", flat=True)
        found = self
        for oldest in newest[among : among + 1]:
            found = self.since(oldest)
        for word in words:
            found = found.filter(Q(text__icontains=word) | Q(name__icontains=word))
        return found

    def for_page(self):
        """With what readers are shown; nothing of the sender but the name is even fetched."""
        return self.only(
            "article_id", "parent_id", "thread_id", "place", "depth", "reply_count", "name",
            "html", "status", "created_at", "edited_at", "user_id",
        )  # fmt: skip

    def for_admin(self):
        return self.select_related("article__section", "user").defer("html", "article__body")
