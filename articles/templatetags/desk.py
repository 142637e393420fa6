from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.numbers import counted
from articles.models import Article, ErrorReport

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


@register.simple_tag
def waiting_for_editor(user):
    """What `user` may decide about articles, as (name, number of those that wait, address)."""
    waiting = []
    if user.has_perms(["articles.publish_article", "articles.view_article"]):
        number = counted(Article.objects.filter(status="review"))
        address = f"{reverse('admin:articles_article_changelist')}?status=review"
        waiting.append((_("Articles in review"), number, address))
    if user.has_perms(["articles.add_correction", "articles.change_errorreport"]):
        number = counted(ErrorReport.objects.filter(status="open"))
        address = f"{reverse('admin:articles_errorreport_changelist')}?status__exact=open"
        waiting.append((_("Reported errors"), number, address))
    return waiting
