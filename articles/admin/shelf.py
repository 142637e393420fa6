"""What the editor of the body asks the library: pictures to choose, a place for new ones."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from accounts.numbers import number_in
from articles.models import Image

from .image_form import ALREADY_THERE, ANIMATED
from .thumbnails import PREVIEW, picture_url

ON_A_PAGE = 24
MOST_NUMBERS = 300  # pictures of one text


class Shelf(admin.ModelAdmin):
    """For the ModelAdmin of Image: its pictures as JSON at shelf/."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.shelf))
        return [path("shelf/", view, name="articles_image_shelf"), *super().get_urls()]

    def shelf(self, request):
        if request.method == "POST":
            return self._take(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if "numbers" in request.GET:
            numbers = re.findall(r"[0-9]{1,18}", request.GET["numbers"])[:MOST_NUMBERS]
            return _answer(Image.objects.filter(pk__in=numbers))
        text = request.GET.get("q", "")
        after = request.GET.get("after")
        after = _number(after) if after else None
        found = Image.objects.filter(pk__lt=after) if after is not None else Image.objects.all()
        if text.strip():
            found = found.saying(text, at_most=ON_A_PAGE + 1, before=after)
        rows = list(found.order_by("-pk")[: ON_A_PAGE + 1])
        return _answer(rows[:ON_A_PAGE], rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else "")

    @transaction.atomic
    def _take(self, request):
        """Put an uploaded picture into the library; what is wrong with it is an answer, too."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.get_form(request)(request.POST, request.FILES)
        valid = form.is_valid()
        if form.known:
            return JsonResponse(_described(form.known) | {"note": f"{ALREADY_THERE} {form.known}"})
        if not valid:
            sentences = [str(text) for texts in form.errors.values() for text in texts]
            return JsonResponse({"wrong": " ".join(sentences)})
        image = form.save(commit=False)
        self.save_model(request, image, form, change=False)
        self.log_addition(request, image, [{"added": {}}])
        note = {"note": str(ANIMATED)} if form.accepted.is_animated else {}
        return JsonResponse(_described(image) | note)


def _number(text):
    number = number_in(text)
    if number is None:
        raise Http404("no such place")
    return number


def _answer(images, following=""):
    return JsonResponse({"pictures": [_described(one) for one in images], "next": following})


def _described(image):
    return {
        "id": image.pk,
        "thumbnail": picture_url(image),
        "preview": picture_url(image, PREVIEW),
        "width": image.width,
        "height": image.height,
        "focus": f"{image.focus_x}% {image.focus_y}%",
        "alt": image.alt_text,
        "caption": image.caption,
        "credit": image.credit,
    }
