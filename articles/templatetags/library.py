"""Cards of the library's grid at the desk."""

from django import template
from django.urls import reverse

from articles.admin.image_list import licence_note, missing
from articles.admin.thumbnails import PREVIEW, picture_url

register = template.Library()


@register.inclusion_tag("admin/articles/image/_card.html")
def library_card(image, can_choose=False):
    return {
        "image": image,
        "can_choose": can_choose,
        "address": reverse("admin:articles_image_change", args=[image.pk]),
        "thumbnail": picture_url(image, PREVIEW),
        "missing": missing(image),
        "licence_note": licence_note(image),
    }
