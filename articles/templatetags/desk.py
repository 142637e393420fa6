from django import template

from articles.models import Article

register = template.Library()

SHOWN = 8


@register.simple_tag
def desk_of(user):
    """What waits for `user` on the newsroom's first page: lists of articles; None if not theirs."""
    if not user.has_perm("articles.view_article"):
        return None
    articles = Article.objects.for_desk()
    mine = articles.filter(bylines__author__user=user)
    return {
        "author": getattr(user, "author", None),
        "review": articles.filter(status="review").newest_on_desk()[:SHOWN],
        "drafts": mine.filter(status="draft").newest_on_desk()[:SHOWN],
        "scheduled": articles.scheduled().oldest_first()[:SHOWN],
        "published": articles.published().newest_first()[:SHOWN],
    }
