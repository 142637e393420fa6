"""Whatever is asked, the answer is not a failure."""

import pytest
from django.test import Client

from articles.models import Article

from .world import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db

PLACE = "20231230T174400.123456-42"
ODD_PATHS = [
    "/%00/",
    "/a%00b/",
    "/section/%00/",
    "/tag/%00/",
    "/author/%00/",
    "/%FF%FE/",
    "/section/%C3%28/",
    "/%ED%A0%80/",
    "/%E2%80%AE/",
    "/" + "a" * 5000 + "/",
    "/" + "%E2%9F%A9" * 2000 + "/",
    "/section/" + "a" * 5000 + "/",
    "/../../etc/passwd",
    "/..%2F..%2Fetc%2Fpasswd/",
    "/%0d%0aSet-Cookie:a=b/",
    "/a%0d%0ab",
    "/;/",
    "/*/",
    "/%25/",
    "/%/",
    "//",
    "///latest///",
    "/latest/?after=",
    "/\u0660/",
    "/page/999999999999999999999/",
    "/wp-login.php",
    "/.env",
    "/.git/config",
]
ODD_QUERIES = [
    "after=",
    "after=x",
    "after=%00",
    "after=%FF",
    f"after={PLACE}0000000000000000000000",
    "after=99999999T999999.999999-1",
    "after=00000000T000000.000000-0",
    "after=00010101T000000.000000-1",
    "before=99991231T235959.999999-999999999999999999",
    "after=20231230T174400.123456-999999999999999999",
    "after=20231230T174400.123456--1",
    "after=٢٠٢٣١٢٣٠T174400.123456-1",
    f"after={PLACE}&after=x",
    f"after={PLACE}&before={PLACE}",
    "page=999999999999",
    "page=-1",
    ";&=&&;;",
    "%",
    "a" * 8000,
    "&".join(f"p{number}=1" for number in range(2000)),
    "_method=DELETE",
]
PAGES = ["/", "/latest/", "/section/town/", "/tag/ice/", "/author/ann/", "/story/"]


@pytest.fixture
def visitor():
    """A client that gets the page for errors, as a browser does."""
    return Client(raise_request_exception=False)


@pytest.fixture
def paper():
    return make_article(
        slug="story",
        section=make_section(slug="town"),
        tags=[make_tag(slug="ice")],
        authors=[make_author(slug="ann")],
    )


@pytest.mark.parametrize("address", ODD_PATHS)
def test_odd_path_is_no_failure(visitor, paper, address):
    response = visitor.get(address, follow=True)
    assert response.status_code < 500


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_odd_query_is_no_failure(visitor, paper, query):
    for address in PAGES:
        assert visitor.get(f"{address}?{query}", follow=True).status_code < 500, address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_odd_method_is_refused_and_changes_nothing(visitor, paper, method):
    for address in PAGES:
        response = visitor.generic(
            method, address, b"x=1", headers={"X-HTTP-Method-Override": "GET"}
        )
        assert response.status_code in (403, 405), address
    assert Article.objects.get().is_published


def test_head_answers_as_get_without_the_page(visitor, paper):
    for address in PAGES:
        response = visitor.head(address)
        assert (response.status_code, response.content) == (200, b"")


def test_huge_cookies_and_broken_headers_are_no_failure(visitor, paper):
    headers = {"cookie": "a=" + "b" * 60_000 + '; sessionid="\\"; csrftoken=%00', "accept": "\xff"}
    for address in PAGES:
        assert visitor.get(address, headers=headers).status_code == 200
