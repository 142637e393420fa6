from django.db.models import Prefetch, Q
from django.utils import timezone

from articles.html import RichTextQuerySet


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

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        return self.order_by("published_at", "id")

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

    def for_list(self):
        """With what a teaser shows, and without the text."""
        return (
            self.select_related("section", "lead_image")
            .prefetch_related(self._authors())
            .defer("body", "body_parts")
        )

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
