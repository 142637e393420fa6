from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from articles.html import RichTextQuerySet

# Where the newsroom looks for an article: at its date or, while it has none, when it was begun.
DESK_TIME = Coalesce("published_at", "created_at")
DESK_ORDER = [DESK_TIME.desc(), F("id").desc()]


class ArticleQuerySet(RichTextQuerySet):
    """Articles, as phrases: Article.objects.published().in_section(s).newest_first().for_list()"""

    # What an order goes by: the article's own columns, or those of a join table (see _along).
    _date, _number = "published_at", "id"

    def published(self, now=None):
        """Public at this moment. The one place where that is said."""
        now = now or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now),
            status="published",
            published_at__lte=now,
        )

    def withdrawn(self):
        """Was public, and editors took it down: its address says so."""
        return self.filter(status="withdrawn", published_at__lte=timezone.now())

    def scheduled(self, now=None):
        """To become public by themselves."""
        return self.filter(status="published", published_at__gt=now or timezone.now())

    def expiring(self, now=None):
        """Public, but not for ever."""
        return self.published(now).filter(expires_at__isnull=False)

    def visible_to(self, user):
        """What `user` may read: the newsroom everything, everybody else what is public."""
        if user.is_active and user.is_staff and user.has_perm("articles.view_article"):
            return self
        return self.published()

    def in_section(self, section):
        return self.filter(section=section)

    def with_tag(self, tag):
        return self._along("taggings", tag=tag)

    def by_author(self, author):
        return self._along("bylines", author=author)

    def _along(self, links, **subject):
        """Those to which rows of a join table lead; what follows is in order of these rows.

        The dates there are the articles' own, and stand in an index behind the subject: a list is
        one walk along it, be the subject rare or frequent.
        """
        found = self.filter(**{f"{links}__{name}": value for name, value in subject.items()})
        found = found.alias(
            link_date=F(f"{links}__article_date"), link_number=F(f"{links}__article")
        )
        found._date, found._number = "link_date", "link_number"
        return found

    @property
    def _is_along(self):
        return self._date == "link_date"

    def _clone(self):
        clone = super()._clone()
        clone._date, clone._number = self._date, self._number
        return clone

    def formerly_at(self, slug):
        return self.filter(former_slugs__slug=slug)

    def newest_first(self):
        return self.order_by(f"-{self._date}", f"-{self._number}")

    def oldest_first(self):
        return self.order_by(self._date, self._number)

    def newest_on_desk(self):
        """Scheduled ones first, then what is newest, drafts among them."""
        return self.newest_first() if self._is_along else self.order_by(*DESK_ORDER)

    def desk_ends(self):
        """DESK_TIME of the newest and of the oldest, or None if there is none."""
        dated = self.annotate(desk_date=F(self._date) if self._is_along else DESK_TIME)
        dates = dated.newest_on_desk().values_list("desk_date", flat=True)
        newest = dates.first()
        return newest and (newest, dates.reverse().first())

    def on_desk_between(self, begin, end):
        """Those whose DESK_TIME is at or after `begin` and before `end` (aware, or None)."""
        found = self.alias(desk_time=F(self._date) if self._is_along else DESK_TIME)
        found = found.filter(desk_time__gte=begin) if begin else found
        return found.filter(desk_time__lt=end) if end else found

    def for_desk(self):
        """With what the newsroom's list shows."""
        return (
            self.select_related("section")
            .prefetch_related(self._authors())
            .defer("standfirst", "body", "body_parts")
        )

    def older_than(self, published_at, pk):
        """Those that come after the given place in newest_first order."""
        return self._beyond("lt", published_at, pk)

    def newer_than(self, published_at, pk):
        """Those that come before the given place in newest_first order."""
        return self._beyond("gt", published_at, pk)

    def _beyond(self, side, moment, pk):
        date, number = self._date, self._number
        elsewhen, then = (
            Q((f"{date}__{side}", moment)),
            Q((date, moment), (f"{number}__{side}", pk)),
        )
        return self.filter(elsewhen | then, (f"{date}__{side}e", moment))

    def in_any_of(self, *choices):
        """Those that stand in one of `choices`: querysets of articles, ordered and cut at will."""
        # SQLite takes a limit inside a union only one level further down.
        parts = [
            self.model.objects.filter(pk__in=choice.values("pk")).values("pk") for choice in choices
        ]
        return self.filter(pk__in=parts[0].union(*parts[1:], all=True)) if parts else self.none()

    def with_next_change(self, now=None):
        """With when the site changes by itself: the next opening and expiry of an article, and
        the next end of a picture's licence, as `next_opening`, `next_expiry`, `next_licence_end`.
        """
        opening = self.model.objects.scheduled(now).order_by("published_at").values("published_at")
        expiry = self.model.objects.expiring(now).order_by("expires_at").values("expires_at")
        ending = self.model._meta.get_field("lead_image").related_model.objects.ending(now)
        return self.annotate(
            next_opening=Subquery(opening[:1]),
            next_expiry=Subquery(expiry[:1]),
            next_licence_end=Subquery(ending.values("licence_ends_at")[:1]),
        )

    def next_change(self):
        """(next_opening, next_expiry, next_licence_end), see with_next_change; any may be None."""
        names = ("next_opening", "next_expiry", "next_licence_end")
        change = self.model.objects.order_by("pk").with_next_change()
        return change.values_list(*names).first() or (None, None, None)

    def with_neighbours(self, now=None):
        """With `newer` and `older`: slug and headline of the next public ones in time, as dicts."""
        public = self.model.objects.published(now)
        place = (OuterRef("published_at"), OuterRef("pk"))
        said = JSONObject(slug="slug", headline="headline")
        newer = public.newer_than(*place).oldest_first().values(said=said)[:1]
        # Not public.older_than: of two upper bounds SQLite searches by the first.
        older = self.model.objects.older_than(*place).published(now).newest_first()
        return self.annotate(newer=Subquery(newer), older=Subquery(older.values(said=said)[:1]))

    def for_teaser(self):
        """With what a headline and its picture need, and without the text."""
        return self.select_related("section", "lead_image").defer("body", "body_parts")

    def for_list(self):
        """With what a teaser with byline shows, and without the text."""
        return self.for_teaser().prefetch_related(self._authors())

    def for_page(self):
        """With everything that the article's page shows, in a fixed number of queries."""
        return self.select_related("section", "lead_image").prefetch_related(
            self._authors(), "tags", "corrections", self._images()
        )

    def _authors(self):
        ArticleAuthor = self.model._meta.get_field("authors").remote_field.through
        return Prefetch("bylines", queryset=ArticleAuthor.objects.select_related("author"))

    def _images(self):
        ArticleImage = self.model._meta.get_field("images").remote_field.through
        return Prefetch("article_images", queryset=ArticleImage.objects.select_related("image"))
