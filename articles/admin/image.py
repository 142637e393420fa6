from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles.images import accept
from articles.models import Article, Author, Image

from .paging import OpenEnded
from .thumbnails import thumbnail, thumbnail_url

MOST_USES = 50


class ImageForm(forms.ModelForm):
    """The file is looked at before anything is kept; a refusal stands at its field."""

    accepted = None

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data:
            upload.seek(0)
            self.accepted = accept(upload.read())
        return upload


@admin.register(Image)
class ImageAdmin(OpenEnded, admin.ModelAdmin):
    desk_order = 3
    form = ImageForm
    fields = ["preview", "file", "alt_text", "caption", "credit", "source_url", "used_in"]
    readonly_fields = ["preview", "used_in"]
    list_display = ["preview", "name", "credit", "uploaded_at"]
    list_display_links = ["preview", "name"]
    search_fields = ["caption", "alt_text", "credit"]
    ordering = ["-uploaded_at", "-id"]
    sortable_by = []

    class Media:
        css = {"all": ["css/admin-pictures.css"]}

    def get_fields(self, request, obj=None):
        new = {"preview", "used_in"}
        return self.fields if obj else [name for name in self.fields if name not in new]

    def get_readonly_fields(self, request, obj=None):
        # A new file is a new image: pages, feeds and caches know the old one by its address.
        return [*self.readonly_fields, "file"] if obj else self.readonly_fields

    def save_model(self, request, image, form, change):
        if form.accepted:
            image.store(form.accepted)
        else:
            image.save()

    def delete_queryset(self, request, images):
        for image in images:  # each with its files
            image.delete()

    @admin.display(description=_("picture"))
    def preview(self, image):
        return thumbnail(image)

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
        return format_html_join("\n", '<a href="{}">{}</a><br>', links) or _("nothing yet")

    def describe_result(self, image):
        return {"thumbnail": thumbnail_url(image)}


def _page_of(used):
    return reverse(f"admin:articles_{used._meta.model_name}_change", args=[used.pk])
