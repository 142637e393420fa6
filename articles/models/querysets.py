from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.html import RichTextQuerySet

# Where the newsroom looks for an article: at its date or, while it has none, when it was begun.
DESK_TIME = Coalesce("published_at", "created_at")
DESK_ORDER = [DESK_TIME.desc(), F("id").desc()]

# From so many articles on, a tag or an author counts as frequent.
FREQUENT = 5000


class ArticleQuerySet(RichTextQuerySet):
    """Articles, as phrases: Article.objects.published().in_section(s).newest_first().for_list()"""

    def published(self):
        """Public at this moment. The one place where that is said."""
        now = timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now),
            status="published",
            published_at__lte=now,
        )

    def withdrawn(self):
        """Was public, and editors took it down: its address says so."""
        return self.filter(status="withdrawn", published_at__lte=timezone.now())

    def scheduled(self):
        """To become public by themselves."""
        return self.filter(status="published", published_at__gt=timezone.now())

    def expiring(self):
        """Public, but not for ever."""
        return self.published().filter(expires_at__isnull=False)

    def visible_to(self, user):
        """What `user` may read: the newsroom everything, everybody else what is public."""
        if user.is_active and user.is_staff and user.has_perm("articles.view_article"):
            return self
        return self.published()

    def in_section(self, section):
        return self.filter(section=section)

    def with_tag(self, tag):
        return self.filter(tags=tag)

    def by_author(self, author):
        return self.filter(bylines__author=author)

    def linked_by(self, links):
        """Those to which `links` lead, rows of a join table; asks how many there are.

        The same articles as with_tag() and by_author() give, for pages of an archive of any size.

        A rare subject is found fastest by its own rows, a frequent one by walking through the
        newest articles. Databases guess which is which, and a wrong guess reads the archive.
        """
        if links[:FREQUENT].count() < FREQUENT:
            return self.filter(pk__in=links.values("article")[:FREQUENT])
        return self.filter(Exists(links.filter(article=OuterRef("pk"))))

    def formerly_at(self, slug):
        return self.filter(former_slugs__slug=slug)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        return self.order_by("published_at", "id")

    def newest_on_desk(self):
        """Scheduled ones first, then what is newest, drafts among them."""
        return self.order_by(*DESK_ORDER)

    def on_desk_between(self, begin, end):
        """Those whose DESK_TIME is at or after `begin` and before `end` (aware, or None)."""
        found = self.alias(desk_time=DESK_TIME)
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
        return self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, id__lt=pk),
            published_at__lte=published_at,
        )

    def newer_than(self, published_at, pk):
        """Those that come before the given place in newest_first order."""
        return self.filter(
            Q(published_at__gt=published_at) | Q(published_at=published_at, id__gt=pk),
            published_at__gte=published_at,
        )

    def in_any_of(self, *choices):
        """Those that stand in one of `choices`: querysets of articles, ordered and cut at will."""
        # SQLite takes a limit inside a union only one level further down.
        parts = [
            self.model.objects.filter(pk__in=choice.values("pk")).values("pk") for choice in choices
        ]
        return self.filter(pk__in=parts[0].union(*parts[1:], all=True)) if parts else self.none()

    def with_next_change(self):
        """With `next_opening` and `next_expiry` of all: when the site changes by itself."""
        opening = self.model.objects.scheduled().order_by("published_at").values("published_at")
        expiry = self.model.objects.expiring().order_by("expires_at").values("expires_at")
        return self.annotate(next_opening=Subquery(opening[:1]), next_expiry=Subquery(expiry[:1]))

    def next_change(self):
        """The pair (next_opening, next_expiry), see with_next_change; each may be None."""
        change = self.model.objects.order_by("pk").with_next_change()
        return change.values_list("next_opening", "next_expiry").first() or (None, None)

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
