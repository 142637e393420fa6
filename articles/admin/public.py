from django.contrib import admin
from django.db.models import Q

from articles.models import Article, Author

from .verbs import PUBLISH

OUT_OF_REPORTERS_HANDS = [Article.Status.PUBLISHED, Article.Status.WITHDRAWN]


class PublicAdmin(admin.ModelAdmin):
    """What stands on published pages changes with them: only who may publish changes it.

    A subclass says by is_on_a_page(obj) whether an article that is out of the reporters' hands
    shows it.
    """

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or request.user.has_perm(PUBLISH) or not self.is_on_a_page(obj)


class PublicImageAdmin(PublicAdmin):
    def is_on_a_page(self, image):
        uses = Q(lead_image=image) | Q(article_images__image=image)
        articles = Article.objects.filter(uses, status__in=OUT_OF_REPORTERS_HANDS)
        return articles.exists() or Author.objects.filter(portrait=image).exists()


class PublicTagAdmin(PublicAdmin):
    def is_on_a_page(self, tag):
        return tag.articles.filter(status__in=OUT_OF_REPORTERS_HANDS).exists()
