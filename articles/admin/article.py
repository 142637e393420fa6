from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.querysets import DESK_ORDER

from .article_form import ArticleForm
from .article_list import ArticleChangeList, AuthorFilter, DateFilter, StatusFilter, searched
from .article_verbs import ArticleVerbs
from .article_writing import ArticleWriting
from .inlines import BylineInline, CorrectionInline, ImageInline
from .paging import OpenEnded, asked_page
from .pickers import Picks
from .previews import Previews
from .times import MINUTES
from .verbs import PUBLISH
from .versions import Versions, last_notes

TEXT = (None, {"fields": ["headline", "kicker", "standfirst", "body"], "classes": ["text"]})
LEAD_IMAGE = (_("Lead image"), {"fields": ["lead_image", "lead_caption"]})
FILING = (_("Filing"), {"fields": ["section", "tags"], "classes": ["beside"]})
ADDRESS = (_("Address"), {"fields": ["slug"], "classes": ["beside"]})
PUBLISHING = ["published_at", "expires_at", "modified_at", "comments_policy"]


@admin.register(Article)
class ArticleAdmin(
    ArticleWriting, ArticleVerbs, Versions, Previews, OpenEnded, Picks, admin.ModelAdmin
):
    desk_order = 1
    form = ArticleForm
    formfield_overrides = MINUTES
    picks = ["lead_image"]
    no_icons = ["section"]
    autocomplete_fields = ["tags"]
    inlines = [BylineInline, ImageInline, CorrectionInline]

    list_display = ["state", "title", "section", "byline", "published_at", "comment_count"]
    list_display_links = ["title"]
    list_filter = [StatusFilter, "section", AuthorFilter, DateFilter]
    ordering = DESK_ORDER
    sortable_by = []
    search_fields = ["headline"]  # that there is a search; get_search_results is it
    search_help_text = _(
        "How words of kicker, headline or standfirst begin, or the address of the article."
    )

    class Media:
        css = {"all": ["css/admin-article.css", "css/admin-record.css"]}
        js = [Script(f"js/admin-{name}.js", defer=True) for name in ("article", "writing")]

    # Who may do what

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or obj.is_in_the_works or request.user.has_perm(PUBLISH)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.was_never_public)

    # The list

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return searched(queryset, search_term, request.user, asked_page(request)), False

    @admin.display(description=_("status"))
    def state(self, article):
        name = "scheduled" if article.is_scheduled else article.status
        label = _("scheduled") if article.is_scheduled else article.get_status_display()
        return format_html('<span class="state state-{}">{}</span>', name, label)

    @admin.display(description=_("headline"))
    def title(self, article):
        return article.headline

    @admin.display(description=_("authors"))
    def byline(self, article):
        return ", ".join(str(byline.author) for byline in article.bylines.all())

    # The form

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        # Django leaves out what has rows of its own; those of a tag say nothing that is typed.
        widget = AutocompleteSelectMultiple(db_field, self.admin_site)
        return db_field.formfield(widget=widget, **kwargs)

    def get_fieldsets(self, request, obj=None):
        mine = [TEXT, LEAD_IMAGE, FILING]
        if request.user.has_perm(PUBLISH):
            told = ["show_as_updated"] if obj and obj.is_published else []
            fields = [*PUBLISHING[:3], *told, *PUBLISHING[3:]]
            mine.append((_("Publishing"), {"fields": fields, "classes": ["beside"]}))
        elif obj:
            mine.append((_("Publishing"), {"fields": PUBLISHING, "classes": ["beside"]}))
        if obj is None or self.has_change_permission(request, obj):
            notes = ["note", *(["notes"] if obj else [])]
            mine.append((_("For colleagues"), {"fields": notes, "classes": ["beside"]}))
        former = ["former_addresses"] if obj else []
        fields = [*ADDRESS[1]["fields"], *former]
        return [*mine, (ADDRESS[0], {**ADDRESS[1], "fields": fields})]

    def get_readonly_fields(self, request, obj=None):
        readonly = ["former_addresses", "notes"]
        return readonly if request.user.has_perm(PUBLISH) else [*readonly, *PUBLISHING]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        author = getattr(request.user, "author", None)
        if isinstance(inline, BylineInline) and obj.pk is None and author:
            kwargs["initial"] = [{"author": author.pk}]
        return kwargs

    @admin.display(description=_("former addresses"))
    def former_addresses(self, article):
        links = (
            (reverse("articles:article", args=[f.slug]), f.slug) for f in article.former_slugs.all()
        )
        return format_html_join("\n", '<a href="{}">{}</a><br>', links) or "–"

    @admin.display(description=_("notes"))
    def notes(self, article):
        said = (
            (v.history_change_reason, v.history_user or "–", localtime(v.history_date))
            for v in last_notes(article)
        )
        said = ((text, who, date_format(when, "DATETIME_FORMAT")) for text, who, when in said)
        items = format_html_join("\n", "<li>{} <small>{}, {}</small></li>", said)
        return format_html('<ul class="notes">{}</ul>', items) if items else "–"

    def view_on_site(self, article):
        # A form with errors has changed the article already, its address perhaps to none.
        return article.get_absolute_url() if article.slug and article.is_published else None
