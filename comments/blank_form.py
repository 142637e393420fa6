"""The empty form "Leave a reply" under every article: drawn once, then only addressed anew."""

import re
from secrets import token_hex
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

import pagecache

from .forms import CommentForm, address
from .policy import POLICY
from .tokens import make_token

# They stand where articles differ; nothing else of the form can hold them.
NUMBER, ACTION, TOKEN = MARKS = [f"{name}-{token_hex(8)}" for name in ("number", "to", "token")]


class _Marked(CommentForm):
    action, token = ACTION, TOKEN


def blank_form(request, article, policy):
    """The form for `article` as nobody has begun to fill it, with what belongs to it, as HTML.

    `request` is that of the page, or None.
    """

    def draw():
        if request:
            pagecache.tag(request, POLICY)
        return _parts(policy)

    own = {NUMBER: article.pk, ACTION: address(article), TOKEN: make_token(article)}
    own = {mark: escape(value) for mark, value in own.items()}
    parts = pagecache.piece(request, "comment form", draw)
    # Safe: a template's output, in which words of ours were replaced by escaped ones.
    return mark_safe("".join(own.get(part, part) for part in parts))  # noqa: S308


def _parts(policy):
    """The form as a list of pieces of HTML, some of which are MARKS."""
    article = SimpleNamespace(pk=NUMBER)
    form = _Marked(article=article, policy=policy)
    context = {"article": article, "form": form, "policy": policy}
    return re.split(f"({'|'.join(MARKS)})", render_to_string("comments/_respond.html", context))
