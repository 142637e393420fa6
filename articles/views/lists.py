from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.edition import edition
from articles.models import Article, Author, Section, Tag
from articles.paging import page_of
from articles.showing import COUNTS, changes_by_itself, kept, shows_images

from .reading import moved, wanted_slug

TURNING = ("after", "before")


@require_safe
@kept(COUNTS)
def front(request):
    sections = list(Section.objects.all())
    context = {"current": "front", "sections": sections, "edition": edition(sections)}
    changes_by_itself(request, *Article.objects.next_change())
    shows_images(request, (article.lead_image for article in context["edition"].articles))
    return render(request, "articles/front.html", context)


@require_safe
@kept(COUNTS, query=TURNING)
def latest(request):
    page = _page(request, Article.objects.for_list())
    if page is None:
        return redirect("articles:latest")
    days = groupby(page.articles, key=lambda one: timezone.localdate(one.published_at))
    context = {
        "current": "latest",
        "page": page,
        "address": request.path + page.query,
        "days": [(day, list(articles)) for day, articles in days],
    }
    return render(request, "articles/latest.html", context)


@require_safe
@kept(COUNTS, query=TURNING)
def section(request, slug):
    found = get_object_or_404(Section, slug=wanted_slug(slug))
    articles = Article.objects.in_section(found)
    return _list(request, slug, found, articles, "section")


@require_safe
@kept(COUNTS, query=TURNING)
def author(request, slug):
    authors = Author.objects.select_related("portrait")
    found = get_object_or_404(authors, slug=wanted_slug(slug))
    shows_images(request, [found.portrait])
    articles = Article.objects.by_author(found)
    return _list(request, slug, found, articles, "author")


@require_safe
@kept(COUNTS, query=TURNING)
def tag(request, slug):
    found = get_object_or_404(Tag, slug=wanted_slug(slug))
    articles = Article.objects.with_tag(found)
    return _list(request, slug, found, articles, "tag", may_be_empty=False)


def _list(request, slug, subject, articles, kind, may_be_empty=True):
    """A page of `articles` under `subject`; `kind` names the template and the variable."""
    if slug != subject.slug:
        return moved(request, subject)
    page = _page(request, articles.for_list())
    if page is None:
        return redirect(subject)
    # A subject of drafts alone would say what the newsroom works on.
    if not page.articles and not may_be_empty:
        raise Http404("nothing published under it")
    context = {kind: subject, "page": page, "address": subject.get_absolute_url() + page.query}
    return render(request, f"articles/{kind}.html", context)


def _page(request, articles):
    """page_of() for this request, and what it shows."""
    changes_by_itself(request, *Article.objects.next_change())
    page = page_of(articles, request.GET)
    shows_images(request, (article.lead_image for article in page.articles) if page else ())
    return page
