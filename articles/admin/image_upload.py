"""Many pictures at once. A script sends them one by one and shows how far each is; without it
they come as one form."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.images import accept_upload
from articles.images.refusals import MOST_BYTES
from articles.models import Image

from .image_form import ANIMATED, already_there
from .image_list import missing
from .thumbnails import picture_url

MOST_FILES = 50
LONGEST_NAME = 60  # of a file, in what we answer


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A list of files; each is looked at by itself later, so that one refusal stops no other."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = [one for one in data or [] if one]
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(_("These are too many files at once."), code="too_many")
        return files


class UploadForm(forms.Form):
    files = ManyFiles(
        label=_("pictures"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, each with at most %(most)s MB.")
        % {"most": MOST_BYTES // 1_000_000},
    )
    credit = forms.CharField(
        label=_("credit"),
        max_length=200,
        required=False,
        help_text=_("For all pictures that do not name one themselves."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs |= {
            "multiple": True,
            "accept": "image/jpeg,image/png,image/webp,image/avif,image/gif",
        }


def upload(admin, request):
    """The page at admin:articles_image_upload; JSON for the script."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    by_script = "application/json" in request.headers.get("Accept", "")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        results = [_take(admin, request, one, said["credit"]) for one in said["files"]]
        return _told(results) if by_script else _shown(request, results)
    if request.method == "POST" and by_script:
        errors = " ".join(str(e) for field in form.errors.values() for e in field)
        return JsonResponse({"results": [{"name": "", "error": errors}]}, status=422)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Add pictures"),
        "opts": admin.opts,
        "form": form,
        "media": forms.Media(
            css={"all": ["css/admin-pictures.css"]},
            js=[forms.widgets.Script("js/admin-upload.js", defer=True)],
        ),
    }
    return TemplateResponse(request, "admin/articles/image/upload.html", context)


def _take(admin, request, file, credit):
    """What became of one file, as a dict for the script."""
    name = file.name[:LONGEST_NAME]
    try:
        accepted = accept_upload(file)
    except ValidationError as error:
        return {"name": name, "error": " ".join(error.messages)}
    if known := Image.objects.same_as(accepted).first():
        return {"name": name, "note": already_there(known), **_about(known)}
    image = Image()
    image.fill_in(accepted.said)
    image.credit = image.credit or credit
    image.store(accepted)
    admin.log_addition(request, image, [{"added": {}}])
    remarks = [ANIMATED] if accepted.is_animated else []
    remarks += missing(image)
    return {"name": name, **_about(image), "remarks": [str(one) for one in remarks]}


def _about(image):
    return {
        "title": str(image),
        "url": reverse("admin:articles_image_change", args=[image.pk]),
        "thumbnail": picture_url(image),
    }


def _told(results):
    for one in results:
        if "note" in one:
            one["note"] = str(_("This picture is in the library already:"))
    return JsonResponse({"results": results})


def _shown(request, results):
    for one in results:
        if "error" in one:
            messages.error(request, f"{one['error']} ({one['name']})")
        elif "note" in one:
            messages.warning(request, format_html("{} ({})", one["note"], one["name"]))
        else:
            link = format_html('<a href="{}">{}</a>', one["url"], one["title"])
            what = " · ".join([str(_("added")), *one["remarks"]])
            messages.success(request, format_html("{} ({}): {}", link, one["name"], what))
    return redirect("admin:articles_image_changelist")
