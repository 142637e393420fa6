from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.images import accept_upload
from articles.models import Article, Author, Image

from .paging import OpenEnded
from .shown import ShownAdmin
from .thumbnails import PREVIEW, picture_url, thumbnail

MOST_USES = 50


class ImageForm(forms.ModelForm):
    """The file is looked at before anything is kept; a refusal stands at its field."""

    # Not an ImageField: that would open it, in any format that Pillow knows, before we look.
    file = forms.FileField(label=_("file"))
    accepted = None

    class Meta:
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.accepted = accept_upload(upload)
        return upload


@admin.register(Image)
class ImageAdmin(OpenEnded, ShownAdmin):
    desk_order = 3
    form = ImageForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    said = ["alt_text", "caption", "credit", "source_url"]
    readonly_fields = ["preview", "measure", "used_in"]
    list_display = ["small", "name", "credit", "uploaded_at"]
    list_display_links = ["small", "name"]
    search_fields = ["caption", "alt_text", "credit"]
    ordering = ["-uploaded_at", "-id"]
    sortable_by = []

    class Media:
        css = {"all": ["css/admin-pictures.css"]}

    def get_fields(self, request, obj=None):
        return ["preview", "measure", *self.said, "used_in"] if obj else ["file", *self.said]

    def save_model(self, request, image, form, change):
        if form.accepted:
            image.store(form.accepted)
        else:
            image.put()

    @admin.display(description=_("picture"))
    def small(self, image):
        return thumbnail(image)

    @admin.display(description=_("picture"))
    def preview(self, image):
        return thumbnail(image, PREVIEW)

    @admin.display(description=_("size"))
    def measure(self, image):
        return f"{image.width} × {image.height}, {filesizeformat(image.size)}"

    @admin.display(description=_("caption"))
    def name(self, image):
        return str(image)

    @admin.display(description=_("used in"))
    def used_in(self, image):
        articles = Article.objects.filter(Q(lead_image=image) | Q(article_images__image=image))
        uses = [
            *articles.newest_on_desk().only("headline").distinct()[:MOST_USES],
            *Author.objects.filter(portrait=image)[:MOST_USES],
        ]
        links = ((_page_of(used), used) for used in uses)
        items = format_html_join("", '<li><a href="{}">{}</a></li>', links)
        return format_html("<ul>{}</ul>", items) if items else _("nothing yet")

    def describe_result(self, image):
        return {"thumbnail": picture_url(image)}


def _page_of(used):
    return reverse(f"admin:articles_{used._meta.model_name}_change", args=[used.pk])
