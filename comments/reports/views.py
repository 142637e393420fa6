from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from accounts.flood import too_many
from accounts.network import client_address
from accounts.posting import takes_form
from comments.models import AlreadyReported, Comment, Report, TooMany
from comments.proof import proven_keys

from .forms import IllegalContentForm, ObjectionForm, ReportForm


@takes_form(ReportForm, "comments/reports/unavailable.html")
def report(request, comment_id):
    return _report(request, comment_id, ReportForm)


@takes_form(IllegalContentForm, "comments/reports/unavailable.html")
def report_illegal(request, comment_id):
    return _report(request, comment_id, IllegalContentForm)


@never_cache
@takes_form(ObjectionForm, "comments/reports/unavailable_objection.html")
def receipt(request, token):
    """What became of a report, for the one who sent it; and where to object, once.

    Nothing that the reporter wrote stands here: its address may have been mailed to somebody
    whose address a stranger typed.
    """
    found = get_object_or_404(Report.objects.select_related("comment__article"), token=token)
    form = ObjectionForm(request.POST or None, report=found)
    if request.method == "POST":
        if not found.may_be_objected_to:
            return HttpResponseRedirect(found.receipt_url, status=303)
        if form.is_valid():
            found.object_to(form.cleaned_data["text"])
            return HttpResponseRedirect(found.receipt_url, status=303)
    shown = Comment.objects.public().filter(pk=found.comment_id).exists()
    context = {"report": found, "form": form, "is_shown": shown}
    return _page(request, "receipt", context, 422 if form.errors else 200)


def _report(request, comment_id, form_class):
    comments = Comment.objects.public().select_related("article")
    comment = comments.defer("article__body", "article__body_parts").filter(pk=comment_id).first()
    if request.method != "POST":
        if comment is None:
            raise Http404
        return _form(request, form_class(comment=comment))
    if comment is None:
        return _gone(request)
    form = form_class(request.POST, comment=comment)
    if not form.is_valid():
        return _form(request, form, 422)
    return _submit(request, form)


def _submit(request, form):
    who = {"ip_address": client_address(request), "proofs": proven_keys(request)}
    try:
        sent = Report.objects.submit(form.comment, **form.parts(), **who)
    except ObjectDoesNotExist:
        return _gone(request)
    except AlreadyReported:
        already = _("You have already reported this comment. It is safe with us, once is enough.")
        return _form(request, form, 409, already)
    except TooMany as refusal:
        wait = ngettext(
            "Many reports came from your network. Please send this in %(n)d second.",
            "Many reports came from your network. Please send this in %(n)d seconds.",
            refusal.seconds,
        )
        page = _form(request, form, problem=wait % {"n": refusal.seconds})
        return too_many(page, refusal.seconds)
    return HttpResponseRedirect(sent.receipt_url, status=303)


def _form(request, form, status=200, problem=""):
    """The form on a page of its own, with everything that was typed."""
    context = {"form": form, "comment": form.comment, "article": form.comment.article}
    context |= {"problem": problem, "is_illegal": isinstance(form, IllegalContentForm)}
    return _page(request, "report", context, status)


def _gone(request):
    """The comment is not public: the same answer whether it was once, or is none at all."""
    return _page(request, "gone", {"text": request.POST.get("text", "")}, 404)


def _page(request, name, context, status):
    response = render(request, f"comments/reports/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
