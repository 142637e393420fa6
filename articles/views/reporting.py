from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.flood import too_many
from accounts.network import client_address
from accounts.posting import takes_form
from articles.forms import ErrorReportForm
from articles.models import Article, ErrorReport, TooMany


@takes_form(ErrorReportForm, "articles/error_unsent.html")
def report_error(request, pk):
    """Tell the newsroom, and it alone, what is wrong in a public article."""
    found = get_object_or_404(Article.objects.published().only("headline", "slug"), pk=pk)
    form = ErrorReportForm(request.POST or None, article=found)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, 422 if form.errors else 200)
    try:
        said = {name: form.cleaned_data[name] for name in ("text", "email")}
        ErrorReport.objects.submit(found, **said, ip_address=client_address(request))
    except TooMany as refusal:
        wait = ngettext(
            "Many reports came from your network. Please send this in %(n)d second.",
            "Many reports came from your network. Please send this in %(n)d seconds.",
            refusal.seconds,
        )
        page = _form(request, form, problem=wait % {"n": refusal.seconds})
        return too_many(page, refusal.seconds)
    return HttpResponseRedirect(reverse("articles:error_reported"), status=303)


@require_safe
@never_cache
def error_reported(request):
    return _page(request, "error_reported", {}, 200)


def _form(request, form, status=200, problem=""):
    context = {"form": form, "article": form.article, "problem": problem}
    return _page(request, "error_report", context, status)


def _page(request, name, context, status):
    response = render(request, f"articles/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
