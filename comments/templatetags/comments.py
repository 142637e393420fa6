from urllib.parse import urlencode

from django import template
from django.http import QueryDict

import pagecache
from comments.forms import CommentForm
from comments.policy import POLICY, Policy
from comments.threads import page_of

register = template.Library()


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments(context, article):
    """The whole section "Comments" of an article's page, in at most three queries."""
    request = context.get("request")
    policy = Policy.current()
    page = page_of(article, policy, request.GET if request else QueryDict())
    is_open = policy.takes_comments(article)
    if request:
        pagecache.tag(request, POLICY)
        closes_at = policy.closes_at(article)
        pagecache.until(request, closes_at if is_open else None)
    form = CommentForm(article=article, policy=policy) if is_open else None
    return {
        "article": article,
        "policy": policy,
        "page": page,
        "orders": _orders(article, policy, page),
        "earlier": page.before and _address(article, policy, page, before=page.before),
        "later": page.after and _address(article, policy, page, after=page.after),
        "form": form,
    }


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
