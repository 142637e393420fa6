from django.contrib import admin, messages
from django.db import models
from django.db.models import Q
from django.forms.widgets import Script
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Image

from .image_form import ANIMATED, ImageForm, already_there
from .image_list import LibraryState, licence_note
from .image_upload import upload
from .paging import OpenEnded, asked_page
from .public import PublicImageAdmin
from .shelf import Shelf
from .shown import ShownAdmin
from .thumbnails import PREVIEW, picture_url, thumbnail
from .times import MINUTES

MOST_USES = 50
# Of a word that thousands of pictures say, the newest so many are found.
MOST_FOUND = 1_000
SAID = (_("Words"), {"fields": ["alt_text", "is_decorative", "caption", "credit"]})
RIGHTS = (
    _("Rights"),
    {"fields": ["source_url", "rights_holder", "licence", "licence_ends_at"]},
)
SCENE = (_("What it shows"), {"fields": ["taken_at", "place", "people", "keywords"]})
FOCUS = (
    _("Focal point"),
    {
        "fields": ["focus_x", "focus_y"],
        "classes": ["focus"],
        "description": _("What stays in the picture where a page shows only a part of it."),
    },
)


@admin.register(Image)
class ImageAdmin(Shelf, OpenEnded, PublicImageAdmin, ShownAdmin):
    desk_order = 3
    form = ImageForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}, **MINUTES}
    readonly_fields = ["preview", "measure", "used_in"]
    list_display = ["name"]
    list_filter = [LibraryState]
    list_per_page = 48
    search_fields = ["caption"]
    search_help_text = _("Words of caption, credit, alternative text, place, people, keywords.")
    ordering = ["-uploaded_at", "-id"]
    sortable_by = []

    class Media:
        css = {"all": ["css/admin-pictures.css"]}
        js = [Script("js/admin-focus.js", defer=True)]

    # The grid

    def get_urls(self):
        return [
            path("upload/", self.admin_site.admin_view(self.upload), name="articles_image_upload"),
            *super().get_urls(),
        ]

    def upload(self, request):
        return upload(self, request)

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            at_most = min(asked_page(request) * self.list_per_page + 1, MOST_FOUND)
            queryset = queryset.saying(search_term, at_most=at_most)
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        found = Image.objects.ending_soon()
        note = {"ends_soon": found.exists(), "state_soon": LibraryState.SOON}
        return super().changelist_view(request, {**note, **(extra_context or {})})

    # The form

    def get_fieldsets(self, request, obj=None):
        if not obj:
            return [(None, {"fields": ["file"]}), SAID, RIGHTS, SCENE]
        can_change = self.has_change_permission(request, obj)
        replacing = ["new_file"] if can_change else []
        about = (None, {"fields": ["preview", "measure", *replacing]})
        return [about, SAID, FOCUS, RIGHTS, SCENE, (_("Used in"), {"fields": ["used_in"]})]

    def save_model(self, request, image, form, change):
        if form.accepted:
            image.store(form.accepted)
            if form.known:
                messages.warning(request, already_there(form.known))
        else:
            image.put()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.accepted and form.accepted.is_animated:
            messages.warning(request, ANIMATED)

    @admin.display(description=_("picture"))
    def preview(self, image):
        return format_html("{}{}", thumbnail(image, PREVIEW), licence_note(image))

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
