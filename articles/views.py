from django.shortcuts import get_object_or_404, render

from .models import Article


def front(request):
    return render(request, "articles/front.html")


def latest(request):
    return render(request, "articles/latest.html")


def section(request, slug):
    return render(request, "articles/section.html")


def tag(request, slug):
    return render(request, "articles/tag.html")


def author(request, slug):
    return render(request, "articles/author.html")


def article(request, slug):
    found = get_object_or_404(Article.objects.published().for_page(), slug=slug)
    return render(request, "articles/article.html", {"article": found})
