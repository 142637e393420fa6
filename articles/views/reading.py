from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.addresses import MAX_LENGTH, normalize_slug
from articles.around import around
from articles.models import Article
from articles.sharing import share_links


@require_safe
def article(request, slug):
    wanted = wanted_slug(slug)
    found = Article.objects.published().for_page().filter(slug=wanted).first()
    if found is None:
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
    return render(request, "articles/article.html", context)


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
