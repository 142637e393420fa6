from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When

from articles.models import Article
from comments.policy import Policy

from .in_time import InTime
from .owned import OwnedQuerySet
from .rows import Before, Behind

# Shown, or kept as an empty place because an approved reply stands below it.
HAS_A_PLACE = Q(status="approved") | Q(reply_count__gt=0)

_ORDERS = {
    Policy.Order.OLDEST: ["place"],
    Policy.Order.NEWEST: ["-place"],
    Policy.Order.MOST_REPLIED: ["-reply_count", "-place"],
}


class CommentQuerySet(InTime, OwnedQuerySet):
    """Comments, as phrases: Comment.objects.threads_of(article).in_order("newest").for_page()"""

    def approved(self):
        return self.filter(status="approved")

    def waiting(self):
        """The queue: what a moderator has to decide."""
        return self.filter(status="pending", awaits_proof_until=None)

    def awaiting_proof(self):
        """What enters the queue only when its sender has proven the address."""
        return self.filter(status="pending").exclude(awaits_proof_until=None)

    def reported(self):
        """Those with reports that nobody has settled yet."""
        return self.filter(
            pk__in=self._open_reports().filter(comment__isnull=False).values("comment")
        )

    def with_is_reported(self):
        return self.annotate(
            is_reported=Exists(self._open_reports().filter(comment=OuterRef("pk")))
        )

    def _open_reports(self):
        return self.model._meta.get_field("reports").related_model.objects.open()

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
        return self.order_by(*_ORDERS[order])

    def following(self, comment_id, order):
        """Those that come after that comment in in_order(order)."""
        if order == Policy.Order.MOST_REPLIED:
            return self.filter(Before(*self._replied_place_of(comment_id)))
        side = "place__lt" if order == Policy.Order.NEWEST else "place__gt"
        return self.filter(**{side: self._place_of(comment_id)})

    def preceding(self, comment_id, order):
        """Those that come before that comment in in_order(order)."""
        if order == Policy.Order.MOST_REPLIED:
            return self.filter(Behind(*self._replied_place_of(comment_id)))
        side = "place__gt" if order == Policy.Order.NEWEST else "place__lt"
        return self.filter(**{side: self._place_of(comment_id)})

    def starting_at(self, comment_id):
        return self.filter(place__gte=self._place_of(comment_id))

    def _place_of(self, comment_id):
        # Only of one that has a public place: others must not be told from none.
        known = self.model.objects.with_a_place()
        return Subquery(known.filter(pk=comment_id).values("place"))

    def _replied_place_of(self, comment_id):
        """The two rows that Before and Behind compare."""
        known = self.model.objects.with_a_place().filter(pk=comment_id)
        columns = ("reply_count", "place")
        return [*map(F, columns), *(Subquery(known.values(column)) for column in columns)]

    def sent_from(self, network):
        return self.filter(ip_network=network)

    def sent_by(self, email_key):
        return self.filter(email_key=email_key)

    def sent_from_domain(self, domain):
        """With an e-mail address of this domain or one below it."""
        here, below = Q(email_key__endswith=f"@{domain}"), Q(email_key__endswith=f".{domain}")
        return self.filter(here | below)

    def in_section(self, section):
        """Asked of each comment by itself, so that a list stays in its order: see among()."""
        of_article = Article.objects.filter(pk=OuterRef("article")).values("section")
        return self.alias(section=Subquery(of_article)).filter(section=section)

    def among(self, comments):
        """Those of them that `comments` has, too."""
        return self & comments

    def with_words(self, words):
        """Those with all `words` in text or name."""
        found = self
        for word in words:
            found = found.filter(Q(text__icontains=word) | Q(name__icontains=word))
        return found

    def held_by(self, code):
        """Those that the rule with this code held."""
        holds = self.model._meta.get_field("holds").related_model.objects.by_rule(code)
        return self.filter(Exists(holds.filter(comment=OuterRef("pk"))))

    def picks_on(self, article):
        """The editors' picks among the comments on `article`, the newest pick first."""
        picked = self.approved().filter(article=article, picked_at__isnull=False)
        return picked.order_by("-picked_at")

    def naming_the_answered(self):
        """With `answered`: the name of whom each answers, None where that is not shown."""
        parents = self.model.objects.approved().filter(pk=OuterRef("parent_id"))
        return self.annotate(answered=Subquery(parents.values("name")))

    def for_page(self):
        """With what readers are shown; nothing of the sender but the name is even fetched."""
        return self.only(
            "article_id", "parent_id", "thread_id", "place", "depth", "reply_count", "name",
            "html", "status", "created_at", "decided_at", "edited_at", "edited_by_id", "picked_at",
            "user_id",
        )  # fmt: skip

    def for_feed(self):
        """With what feeds tell, and no more of the article than its headline."""
        return self.select_related("article").only(
            "article__headline", "name", "html", "created_at", "edited_at"
        )

    def for_cards(self):
        """With what a moderator is shown of each, corrections of its article among it."""
        around = ["article__section", "parent", "user", "edited_by"]
        left_out = ["article__body", "article__body_parts", "article__standfirst", "parent__html"]
        return (
            self.select_related(*around)
            .prefetch_related("article__corrections", self._decisions())
            .defer(*left_out)
        )

    def _decisions(self):
        Decision = self.model._meta.get_field("decisions").related_model
        rows = Decision.objects.newest_first().select_related("by", "rejection")
        return Prefetch("decisions", queryset=rows)
