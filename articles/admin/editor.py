"""The editor of an article's body: a textarea that scripts turn into the page's own look.

The editor is Tiptap as django-prose-editor packs it; static/js/editor puts it together, with no
more marks and blocks than articles.html lets through. Cleaning stays with the field: what a
browser sends is text from outside, whatever wrote it.
"""

import json

from csp.constants import NONCE
from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import get_language
from js_asset import ImportMap, Media

from articles.embeds import patterns_to_recognise
from articles.html import LIMIT

from .editor_words import words

PIECES = [
    "blocks",
    "dialogs",
    "embeds",
    "figure",
    "links",
    "paste",
    "pictures",
    "rows",
    "typing",
    "toolbar",
]
# By names, because a file that was collected has another one, which no script could write down.
MODULES = ImportMap(
    {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        **{f"newsportal/editor/{name}": f"js/editor/{name}.js" for name in PIECES},
    }
)

# Opening and closing, double and single, of the languages that the site may have; typed as " and '.
QUOTES = {"en": "“”‘’", "de": "„“‚‘", "ar": "«»‹›"}


class BodyEditor(forms.Textarea):
    @property
    def media(self):
        return Media(
            importmap=MODULES,
            css={"all": ["css/article.css", "css/admin-editor.css"]},
            js=[Script("js/editor/start.js", type="module")],
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-editor": reverse("admin:articles_image_shelf"),
            "data-links": reverse("admin:articles_article_links"),
            "data-quotes": QUOTES.get((get_language() or "en")[:2], QUOTES["en"]),
            "data-limit": LIMIT,
            "data-embeds": json.dumps(patterns_to_recognise()),
            "data-words": words(),
        }
        return context


def with_nonce(request, media):
    """The media of an editor's page: browsers read an import map only inline, so with a nonce."""
    return Media.from_media(media, nonce=str(request.csp_nonce))


def open_policy(response):
    """Let the one inline element of an editor's page pass, on this answer alone."""
    response._csp_update = {"script-src": [NONCE]}
    return response
