"""What search engines and networks are told of each page."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from articles.models import Article

from .heads import Head, article_head
from .nasty import NASTY, any_text
from .world import make_article, make_author, make_full_article, make_section, make_tag

pytestmark = pytest.mark.django_db

SCHEMA = json.loads((Path(__file__).parent / "schemas/newsarticle.json").read_text())


def test_article_is_described_as_search_engines_ask():
    article = make_full_article(images=2)
    graph = article_head(article).graph
    jsonschema.validate(graph, SCHEMA)
    described, breadcrumbs = graph["@graph"]
    authors = [byline.author for byline in article.bylines.all()]
    assert [one["name"] for one in described["author"]] == [author.name for author in authors]
    assert described["author"][0]["url"] == f"http://testserver{authors[0].get_absolute_url()}"
    assert len(described["image"]) == 3
    assert described["image"][0]["creditText"] == article.lead_image.credit
    assert described["image"][0]["caption"] == article.lead_image.caption
    assert described["correction"][0]["text"] == "It was Tuesday, not Monday."
    assert described["articleSection"] == article.section.name
    assert described["keywords"] == [tag.name for tag in article.tags.all()]
    assert [step["item"] for step in breadcrumbs["itemListElement"]] == [
        "http://testserver/",
        f"http://testserver{article.section.get_absolute_url()}",
        f"http://testserver{article.get_absolute_url()}",
    ]


def test_bare_article_is_described_too():
    article = make_article(standfirst="", body="<p>Fish &amp; chips <em>again</em></p>")
    head = article_head(article)
    jsonschema.validate(head.graph, SCHEMA)
    described = head.graph["@graph"][0]
    assert described["author"]["@type"] == "NewsMediaOrganization"
    assert described["description"] == "Fish & chips again"
    assert "image" not in described
    assert head.metas("name")["twitter:card"] == "summary"
    assert head.metas("property")["og:image"] == "http://testserver/static/icons/icon-512.png"


def test_article_without_a_word_is_described_too():
    head = article_head(make_article(standfirst="", body=""))
    jsonschema.validate(head.graph, SCHEMA)
    assert "description" not in head.metas("name")


def test_updates_are_described_but_not_as_corrections():
    article = make_article()
    later = article.published_at + timedelta(minutes=5)
    article.corrections.create(kind="update", text="The mayor answered.", published_at=later)
    graph = article_head(article).graph
    jsonschema.validate(graph, SCHEMA)
    described = graph["@graph"][0]
    assert "correction" not in described
    assert "comment" not in described
    [update] = described["subjectOf"]
    assert (update["@type"], update["name"]) == ("Comment", "Update")
    assert update["text"] == "The mayor answered."
    assert update["datePublished"] == described["dateModified"] > described["datePublished"]
    assert update["author"] == {"@id": described["publisher"]["@id"]}


def test_comments_are_counted():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(comment_count=7)
    described = article_head(article).graph["@graph"][0]
    assert described["commentCount"] == 7
    assert described["discussionUrl"] == f"http://testserver{article.get_absolute_url()}#comments"


def test_article_has_open_graph_and_a_twitter_card():
    article = make_full_article(lead_caption="Own caption")
    properties, names = (article_head(article).metas(kind) for kind in ("property", "name"))
    assert properties["og:type"] == "article"
    assert properties["og:title"] == article.headline
    assert properties["og:description"] == names["description"] == article.standfirst
    assert properties["og:url"] == f"http://testserver{article.get_absolute_url()}"
    assert properties["og:site_name"] == "The Test Gazette"
    assert properties["og:image"].startswith("http://testserver/media/")
    assert properties["og:image:alt"] == names["twitter:image:alt"] == article.lead_image.alt_text
    assert properties["article:section"] == article.section.name
    assert properties["article:tag"] == [tag.name for tag in article.tags.all()]
    assert len(properties["article:author"]) == 2
    assert properties["article:published_time"] <= properties["article:modified_time"]
    assert names["twitter:card"] == "summary_large_image"
    assert names["robots"] == "max-image-preview:large"


def test_article_names_its_one_address():
    (link,) = article_head(make_article(slug="straße-⟩")).links("canonical")
    assert link["href"] == "http://testserver/stra%C3%9Fe-%E2%9F%A9/"


MIMES = ["application/rss+xml", "application/atom+xml", "application/feed+json"]


def feeds_of(head):
    """Paths of the feeds that a page names, after checking that they are what they say."""
    links = head.links("alternate")
    assert [link["type"] for link in links] == MIMES * (len(links) // 3)
    assert len({link["title"] for link in links}) == len(links)
    return [link["href"].removeprefix("http://testserver") for link in links]


def three(rss):
    return [rss, f"{rss}atom/", f"{rss}json/"]


def test_each_page_names_its_feeds_and_each_of_them_is_there(client):
    section, author, tag = make_section(slug="мир"), make_author(slug="õie"), make_tag(slug="⟩")
    article = make_article(section=section, authors=[author], tags=[tag])
    own = [f"{thing.get_absolute_url()}feed/" for thing in (section, author, tag)]
    assert feeds_of(article_head(article)) == three(own[0]) + three("/feed/")
    head = Head("{% author_metadata author %}", author=author)
    assert feeds_of(head) == three(own[1]) + three("/feed/")
    head = Head(
        "{% list_metadata tag.name '' tag.get_absolute_url feed=feed %}", tag=tag, feed=own[2]
    )
    assert feeds_of(head) == three(own[2]) + three("/feed/")
    for head in (Head("{% front_metadata %}"), Head("{% list_metadata 'Latest' '' '/latest/' %}")):
        assert feeds_of(head) == three("/feed/")
    for rss in [*own, "/feed/"]:
        for address, mime in zip(three(rss), MIMES, strict=True):
            response = client.get(address)
            assert response.headers["Content-Type"].split(";")[0] == mime


def test_lists_say_what_they_show_without_asking_again(django_assert_num_queries):
    for _ in range(3):
        make_full_article()
    articles = list(Article.objects.published().newest_first().for_list())
    sources = {
        "CollectionPage": "{% list_metadata 'Town' 'About' '/section/town/' articles=articles %}",
        "ProfilePage": "{% author_metadata author articles=articles %}",
        "WebSite": "{% front_metadata articles=articles %}",
    }
    author = articles[0].bylines.all()[0].author
    for kind, source in sources.items():
        with django_assert_num_queries(0):
            graph = Head(source, articles=articles, author=author).graph["@graph"]
        assert graph[0]["@type"] == kind
        (items,) = find(graph, "ItemList")
        assert [item["name"] for item in items["itemListElement"]] == [
            article.headline for article in articles
        ]


def find(thing, kind):
    """Every description of that @type, however deep."""
    if isinstance(thing, list):
        return [found for part in thing for found in find(part, kind)]
    if isinstance(thing, dict):
        own = [thing] if thing.get("@type") == kind else []
        return own + find(list(thing.values()), kind)
    return []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=any_text)
def test_no_text_breaks_the_head(text):
    check_head_with(text)


@pytest.mark.parametrize(
    "text",
    [
        NASTY,
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>--></title></head><body>",
        '"><meta name="x" content="y',
        "\u2028\u2029\\u003C/script\\u003E\\",
        "&lt;b&gt; &amp; &#39;",
    ],
)
def test_hostile_text_stays_text_in_the_head(text):
    check_head_with(text)


def check_head_with(text):
    article = Article.objects.first() or make_full_article(slug="fuzz")
    image, tag = article.lead_image, article.tags.first()
    author = article.bylines.first().author
    article.headline = article.standfirst = article.lead_caption = image.credit = f"A{text}"
    author.name = tag.name = article.section.name = f"A{text}"
    for thing in (article, image, author, tag, article.section):
        thing.save()
    head = article_head(article)
    described = head.graph["@graph"][0]
    jsonschema.validate(head.graph, SCHEMA)
    assert described["headline"] == described["author"][0]["name"] == f"A{text}"
    assert f"A{text}" in described["keywords"]
    assert "x" not in head.metas("name")
    assert set(head.metas("name")) == {"description", "robots", "twitter:card", "twitter:image:alt"}
