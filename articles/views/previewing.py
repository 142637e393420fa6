"""An article as its page will be, for those who may see it before everybody does."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article, PreviewLink

from .reading import page_of


@require_safe
@never_cache
@login_required
def preview(request, pk):
    """For people of the newsroom."""
    articles = Article.objects.visible_to(request.user)
    if not request.user.has_perm("articles.view_article"):
        articles = articles.none()
    return _page(request, articles.filter(pk=pk))


@require_safe
@never_cache
def preview_link(request, token):
    """For whoever has the link; wrong, ended and revoked ones look the same."""
    links = PreviewLink.objects.open().filter(token=token)
    return _page(request, Article.objects.filter(pk__in=links.values("article")))


def _page(request, articles):
    found = articles.with_next_change().with_neighbours().for_page().first()
    if found is None:
        raise Http404
    found.published_at = found.published_at or timezone.now()
    response = page_of(request, found, "articles/preview.html", is_public=found.is_published)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # The address is the key: it goes to no other site, and to no page of ours either.
    response["Referrer-Policy"] = "no-referrer"
    return response
