from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, Correction
from articles.paging import page_of
from articles.showing import TEXTS, changes_by_itself, kept


@require_safe
@kept(TEXTS, query=("after", "before"))
def corrections(request):
    """Everything that the newsroom had to correct or add, the newest first."""
    changes_by_itself(request, *Article.objects.next_change())
    page = page_of(Correction.objects.for_list(), request.GET)
    if page is None:
        return redirect("articles:corrections")
    address = request.path + page.query
    return render(request, "articles/corrections.html", {"page": page, "address": address})
