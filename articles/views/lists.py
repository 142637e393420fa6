from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.edition import edition
from articles.models import Article, Author, Section, Tag
from articles.paging import page_of

from .reading import moved, wanted_slug


@require_safe
def front(request):
    sections = list(Section.objects.all())
    context = {"current": "front", "sections": sections, "edition": edition(sections)}
    return render(request, "articles/front.html", context)


@require_safe
def latest(request):
    page = page_of(Article.objects.for_list(), request.GET)
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
def section(request, slug):
    found = get_object_or_404(Section, slug=wanted_slug(slug))
    articles = Article.objects.in_section(found)
    return _list(request, slug, found, articles, "section")


@require_safe
def author(request, slug):
    authors = Author.objects.select_related("portrait")
    found = get_object_or_404(authors, slug=wanted_slug(slug))
    articles = Article.objects.linked_by(found.bylines.all())
    return _list(request, slug, found, articles, "author")


@require_safe
def tag(request, slug):
    found = get_object_or_404(Tag, slug=wanted_slug(slug))
    articles = Article.objects.linked_by(Article.tags.through.objects.filter(tag=found))
    return _list(request, slug, found, articles, "tag", may_be_empty=False)


def _list(request, slug, subject, articles, kind, may_be_empty=True):
    """A page of `articles` under `subject`; `kind` names the template and the variable."""
    if slug != subject.slug:
        return moved(request, subject)
    page = page_of(articles.for_list(), request.GET)
    if page is None:
        return redirect(subject)
    # A subject of drafts alone would say what the newsroom works on.
    if not page.articles and not may_be_empty:
        raise Http404("nothing published under it")
    context = {kind: subject, "page": page, "address": subject.get_absolute_url() + page.query}
    return render(request, f"articles/{kind}.html", context)
