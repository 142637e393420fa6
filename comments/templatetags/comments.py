from urllib.parse import urlencode

from django import template
from django.http import QueryDict

import pagecache
from comments.blank_form import blank_form
from comments.drawing import draw_comment, draw_picks, draw_threads
from comments.policy import POLICY, Policy
from comments.threads import page_of, picks_on

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments(context, article):
    """The whole section "Comments" of an article's page, in at most three queries.

    One more where the site wants editors' picks first.
    """
    request = context.get("request")
    policy = _policy(request)
    page = page_of(article, policy, request.GET if request else QueryDict())
    is_open = policy.takes_comments(article)
    if request:
        pagecache.until(request, policy.changes_at(article))
    return {
        "article": article,
        "policy": policy,
        "page": page,
        "threads": draw_threads(page, article, takes_replies=is_open),
        "picks": draw_picks(picks_on(page, article, policy), article),
        "orders": _orders(article, policy, page),
        "earlier": page.before and _address(article, policy, page, before=page.before),
        "later": page.after and _address(article, policy, page, after=page.after),
        "form": blank_form(request, article, policy) if is_open else None,
        "opens_at": policy.opens_at(article),
    }


def _policy(request):
    def current():
        if request:
            pagecache.tag(request, POLICY)
        return Policy.current()

    return pagecache.piece(request, "policy", current)


def _orders(article, policy, page):
    """Orders to choose from, as (label, address, whether it is this one)."""
    if not policy.readers_choose_order or article.comment_count < 2 or page.is_single:
        return []
    return [
        (label, _address(article, policy, page, order=value), value == page.order)
        for value, label in Policy.Order.choices
    ]


def _address(article, policy, page, **query):
    """Address of another part of these comments; what is usual is left out of it."""
    query = {"order": page.order, **query}
    if query["order"] == policy.order:
        del query["order"]
    asked = f"?{urlencode(query)}" if query else ""
    return f"{article.get_absolute_url()}{asked}#comments"


register.simple_tag(draw_comment, name="comment")
