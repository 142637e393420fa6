"""Addresses of articles keep working, and say nothing about what is not public."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.addresses import path_of
from articles.models import Article, Placement

from .dom import parse, text_of
from .world import make_article, make_author, make_draft, make_section, make_tag

pytestmark = pytest.mark.django_db

LONG_SLUG = "partisan-movement-⟩-anti-war-sentiment-emerged-in-russia-and-belarus"
NOT_PUBLIC = ["draft", "review", "scheduled", "expired", "withdrawn while a draft"]


def make_not_public(state, **parts):
    """An article that no reader may see, in the given state of NOT_PUBLIC."""
    now = timezone.now()
    article = make_draft(**parts)
    if state == "review":
        article.submit()
    elif state == "scheduled":
        article.publish(at=now + timedelta(hours=1))
    elif state == "expired":
        article.expires_at = now - timedelta(minutes=1)
        article.publish(at=now - timedelta(hours=2))
    elif state == "withdrawn while a draft":
        article.withdraw("never mind")
    return article


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_article_answers_at_its_address_in_either_case_of_percent_encoding(client, change):
    make_article(slug=LONG_SLUG, headline="Partisan movement")
    path = LONG_SLUG.replace("⟩", change("%e2%9f%a9"))
    response = client.get(f"/{path}/")
    assert response.status_code == 200
    assert "Partisan movement" in response.text


def test_headline_with_bracket_gets_the_address_that_people_know():
    article = make_article(
        headline="Partisan movement ⟩ Anti-war sentiment emerged in Russia and Belarus"
    )
    assert unquote(article.get_absolute_url()) == f"/{LONG_SLUG}/"


@pytest.mark.parametrize(
    "asked",
    [
        "/Žalgiris-Łódź/",
        "/ŽALGIRIS-ŁÓDŹ/",
        "/" + unicodedata.normalize("NFD", "žalgiris-łódź") + "/",
    ],
)
@pytest.mark.parametrize("kind", ["", "/section", "/tag", "/author"])
def test_other_spelling_of_an_address_leads_to_the_one_spelling(client, asked, kind):
    slug = "žalgiris-łódź"
    tag = make_tag(slug=slug)
    make_article(
        slug=slug, section=make_section(slug=slug), tags=[tag], authors=[make_author(slug=slug)]
    )
    response = client.get(kind + quote(asked))
    assert response.status_code == 301
    assert response["Location"] == f"{kind}/{quote(slug)}/"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["/ferry-⟩-pärnu", "/section/meri-ä", "/tag/jää", "/author/õie"])
def test_missing_slash_is_added(client, path):
    article = make_article(
        slug="ferry-⟩-pärnu",
        section=make_section(slug="meri-ä"),
        tags=[make_tag(slug="jää")],
        authors=[make_author(slug="õie")],
    )
    assert article.is_published
    response = client.get(quote(path) + "?from=mail")
    assert response.status_code == 301
    assert response["Location"] == quote(path) + "/?from=mail"
    assert client.get(response["Location"]).status_code == 200


def test_every_former_address_leads_to_the_current_one_at_once(client):
    article = make_article(slug="first")
    for slug in ["second", "third-⟩"]:
        article.slug = slug
        article.store()
    for former in ["/first/", "/second/", "/FIRST/"]:
        response = client.get(former)
        assert (response.status_code, response["Location"]) == (301, f"/{quote('third-⟩')}/")
    assert client.get("/third-⟩/").status_code == 200


def test_redirect_keeps_what_was_asked(client):
    article = make_article(slug="first")
    article.slug = "second"
    article.store()
    assert client.get("/first/?page=2")["Location"] == "/second/?page=2"


def test_redirect_never_leaves_the_site(client):
    make_article(slug="evil.example")
    for path in ["//evil.example", "//evil.example/", "/\\evil.example", "///EVIL.example/"]:
        response = client.get("/", PATH_INFO=path)
        assert response.status_code in (301, 404)
        assert response.get("Location", "/")[:2] not in ("//", "/\\")


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_what_is_not_public_answers_as_if_nothing_were_there(client, state):
    article = make_not_public(state, slug="secret-plan", headline="Secret plan")
    other = make_article(slug="a-public-plan", headline="A public plan")
    Placement.objects.create(article=article, position=1)
    with_it = client.get("/secret-plan/")
    Article.objects.filter(pk=article.pk).delete()
    without_it = client.get("/secret-plan/")
    assert other.headline in with_it.text
    assert with_it.status_code == without_it.status_code == 404
    assert with_it.content == without_it.content
    assert with_it.headers == without_it.headers


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_former_address_of_what_is_not_public_answers_as_if_nothing_were_there(client, state):
    article = make_not_public(state, slug="now")
    article.former_slugs.create(slug="before")
    with_it = client.get("/before/")
    article.delete()
    assert with_it.status_code == 404
    assert with_it.content == client.get("/before/").content


@pytest.mark.parametrize("address", ["/taken-down/", "/before/"])
def test_withdrawn_article_says_so_in_the_words_of_the_editors_alone(client, address):
    article = make_article(slug="taken-down", headline="Zebra", standfirst="Zebra", body="Zebra")
    article.former_slugs.create(slug="before")
    article.withdraw("A court asked us to take this down.")
    response = client.get(address)
    assert response.status_code == 410
    assert "A court asked us to take this down." in text_of(parse(response))
    assert "Zebra" not in response.text


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_topic_of_unpublished_articles_is_unknown(client, state):
    tag = make_tag(name="Zebra", slug="zebra")
    make_not_public(state, tags=[tag])
    response = client.get("/tag/zebra/")
    assert response.status_code == 404
    assert "Zebra" not in response.text
    make_article(tags=[tag])
    assert client.get("/tag/zebra/").status_code == 200


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("articles:article", [LONG_SLUG]),
        ("articles:article", ["100%-a+b"]),
        ("articles:section_feed", ["žalgiris"]),
        ("articles:feed", []),
        ("comments:comment", [0]),
        ("comments:reply", [7, 12_345_678_901]),
        ("comments:receipt", ["a_B-c" * 8 + "xyz"]),
    ],
)
def test_addresses_that_are_put_together_are_those_that_lead_back(name, parts):
    assert path_of(name, *parts) == reverse(name, args=parts)


@pytest.mark.parametrize("slug", ["", "a/b"])
def test_no_address_is_put_together_where_there_is_none(slug):
    with pytest.raises(NoReverseMatch):
        path_of("articles:article", slug)
