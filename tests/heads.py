"""Reading the head of a page as a browser and a search engine do."""

import json

import html5lib
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from articles.models import Article


class Head:
    """The head that a tag writes, as a browser reads it."""

    def __init__(self, source, **context):
        self.text = Template("{% load metadata %}" + source).render(Context(context))
        page = html5lib.parse(
            f"<!doctype html><html><head><title>x</title>{self.text}</head><body></body></html>",
            namespaceHTMLElements=False,
        )
        self.head = page.find("head")
        # A browser closes the head at the first thing that does not belong there.
        assert list(page.find("body")) == []
        assert (page.find("body").text or "").strip() == ""

    def metas(self, kind):
        found = {}
        for meta in self.head.findall("meta"):
            if meta.get(kind):
                found.setdefault(meta.get(kind), []).append(meta.get("content"))
        return {name: values[0] if len(values) == 1 else values for name, values in found.items()}

    def links(self, rel):
        return [link.attrib for link in self.head.findall("link") if link.get("rel") == rel]

    @property
    def graph(self):
        scripts = self.head.findall("script")
        assert [script.attrib for script in scripts] == [{"type": "application/ld+json"}]
        return json.loads(scripts[0].text)


def article_head(article):
    found = Article.objects.published().for_page().get(pk=article.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        head = Head("{% article_metadata article %}", article=found)
    assert len(queries) == 0
    return head
