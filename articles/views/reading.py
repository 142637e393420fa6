from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import pagecache
from articles.addresses import MAX_LENGTH, normalize_slug
from articles.around import around
from articles.models import Article
from articles.sharing import share_links
from articles.showing import (
    RANKING_LASTS,
    article_tag,
    changes_by_itself,
    kept,
    shows_images,
)


@require_safe
@kept(query=("after", "before", "from", "order", "thread"))
def article(request, slug):
    wanted = wanted_slug(slug)
    articles = Article.objects.published().with_next_change().for_page()
    found = articles.filter(slug=wanted).first()
    if found is None:
        changes_by_itself(request, *Article.objects.next_change())
        return _elsewhere(request, wanted)
    if slug != wanted:
        return moved(request, found)
    context = {
        "article": found,
        "section": found.section,
        "gallery": _gallery(found),
        "around": around(found),
        "share_links": share_links(found),
    }
    _say_what_it_shows(request, context)
    return render(request, "articles/article.html", context)


def _say_what_it_shows(request, context):
    article, around = context["article"], context["around"]
    pagecache.tag(request, article_tag(article.pk))
    pagecache.until(request, timezone.now() + RANKING_LASTS)
    changes_by_itself(request, article.next_opening, article.next_expiry)
    pictures = [row.image for row in article.article_images.all()]
    shows_images(request, [article.lead_image, *pictures, *(one.lead_image for one in around.more)])


def wanted_slug(slug):
    """`slug` in the form in which addresses are stored; Http404 where none can be."""
    wanted = normalize_slug(slug)
    # PostgreSQL refuses NUL in a text with an error, where "no such address" is the answer.
    if len(wanted) > MAX_LENGTH or "\0" in wanted:
        raise Http404("not an address")
    return wanted


def moved(request, thing):
    """The one redirect to the current address of `thing`, with the query string kept."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(thing.get_absolute_url() + (f"?{query}" if query else ""))


def _elsewhere(request, slug):
    """What a former address leads to, what was withdrawn, or Http404."""
    moved_article = Article.objects.published().formerly_at(slug).first()
    if moved_article:
        return moved(request, moved_article)
    withdrawn = Article.objects.withdrawn()
    gone = withdrawn.filter(slug=slug).first() or withdrawn.formerly_at(slug).first()
    if gone:
        return render(request, "errors/410.html", {"reason": gone.withdrawn_reason}, status=410)
    raise Http404("no such article")


def _gallery(article):
    """Pictures of the article that stand neither above its text nor in it."""
    shown = {part.get("image") for part in article.body_parts} | {article.lead_image_id}
    return [one for one in article.article_images.all() if one.image_id not in shown]
