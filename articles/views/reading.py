from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

import pagecache
from articles.addresses import MAX_LENGTH, normalize_slug
from articles.around import around
from articles.embeds import frames_of
from articles.models import Article, whole_article
from articles.sharing import share_links
from articles.showing import article_tag, changes_by_itself, kept, shows_images


@require_safe
@kept(query=("after", "before", "from", "order", "thread"))
def article(request, slug):
    wanted = wanted_slug(slug)
    found = whole_article(wanted)
    if found is None:
        changes_by_itself(request, *Article.objects.next_change())
        return _elsewhere(request, wanted)
    if slug != wanted:
        return moved(request, found)
    _say_what_it_shows(request, found)
    return page_of(request, found)


def page_of(request, article, template="articles/article.html", **more):
    """The page of an `article` that for_page() and the like fetched."""
    frames = frames_of(article)
    places = article.corrections.model.Place
    context = {
        "article": article,
        "frames": frames,
        "section": article.section,
        "gallery": _gallery(article),
        "around": around(article, request),
        "share_links": share_links(article),
        "top": [one for one in article.corrections.all() if one.place == places.TOP],
        "bottom": [one for one in article.corrections.all() if one.place == places.BOTTOM],
        "is_public": True,
        **more,
    }
    response = render(request, template, context)
    if frames:
        response._csp_update = {"frame-src": frames}  # as csp.decorators.csp_update does it
    return response


def _say_what_it_shows(request, article):
    pagecache.tag(request, article_tag(article.pk))
    changes_by_itself(request, *article.next_change)
    pictures = [row.image for row in article.article_images.all()]
    shows_images(request, [article.lead_image, *pictures])


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
    return [one for one in article.article_images.all().shown() if one.image_id not in shown]
