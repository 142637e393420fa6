"""What cannot be answered is answered kindly, and never with a 500 that a stranger can make."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import path

from newsportal import errors, urls

from .dom import by_class, links_in, parse, text_of
from .world import make_article

pytestmark = pytest.mark.django_db


def fail_with(error):
    def view(request):
        raise error

    return view


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("broken/", fail_with(ZeroDivisionError("secret detail"))),
    path("away/", fail_with(OperationalError("secret detail"))),
    path("forbidden/", fail_with(PermissionDenied("secret detail"))),
    path("damaged/", fail_with(SuspiciousOperation("secret detail"))),
    *urls.urlpatterns,
]


@pytest.fixture
def visitor():
    """A client that gets the page for errors, as a browser does."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/broken/", 500, "Something went wrong"),
        ("/away/", 503, "back in a moment"),
        ("/forbidden/", 403, "not allowed"),
        ("/damaged/", 400, "cannot be understood"),
        ("/nothing/", 404, "no page at this address"),
    ],
)
@pytest.mark.urls(__name__)
def test_error_has_a_page_of_the_site(visitor, address, status, says):
    response = visitor.get(address)
    page = parse(response)
    assert response.status_code == status
    assert says in text_of(page.find(".//h1"))
    assert settings.SITE_NAME in text_of(page.find(".//header"))
    assert "base.css" in page.find(".//link[@rel='stylesheet']").get("href")
    assert "secret detail" not in response.text
    assert page.find(".//style") is None


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/broken/", "/away/", "/forbidden/", "/damaged/"])
def test_error_pages_ask_no_database(visitor, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get(address)


@pytest.mark.urls(__name__)
def test_page_for_a_broken_database_says_when_to_come_back(visitor):
    assert int(visitor.get("/away/")["Retry-After"]) > 0


@pytest.mark.urls(__name__)
def test_error_is_answered_although_static_files_are_not_collected(visitor, monkeypatch):
    def missing(name):
        raise ValueError(name)

    monkeypatch.setattr(errors, "static", missing)
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong" in response.text


@pytest.mark.urls(__name__)
def test_error_is_answered_although_templates_are_broken(visitor, monkeypatch):
    monkeypatch.setattr(errors, "render_to_string", fail_with(RuntimeError("no templates")))
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong" in response.text


def test_forged_form_gets_a_page_of_the_site():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert settings.SITE_NAME in response.text


def test_unknown_host_is_refused_without_a_failure(visitor):
    assert visitor.get("/", headers={"host": "evil.example"}).status_code == 400


# A 404 helps


def suggested(response):
    return links_in(by_class(parse(response), "latest")[0])


def test_unknown_address_offers_articles_with_its_words_first(client):
    ferry = make_article(slug="ferry-timetable-for-the-winter")
    bridge = make_article(slug="the-bridge")
    both = make_article(slug="bridge-replaces-ferry")
    newest = make_article(slug="something-else")
    response = client.get("/2019/05/FERRY-and-bridge.html/")
    assert response.status_code == 404
    assert suggested(response) == [one.get_absolute_url() for one in (both, bridge, ferry, newest)]


def test_unknown_address_costs_two_queries_whatever_it_is(client, django_assert_num_queries):
    make_article()
    for address in ["/x/y/", "/" + "/".join(["word-and-more"] * 500) + "/", "/%F0%9F%98%80/z/"]:
        with django_assert_num_queries(2):
            assert client.get(address).status_code == 404


def test_missing_file_costs_one_query(client, django_assert_num_queries):
    for address in ["/static/css/none.css", "/media/none.jpg"]:
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 404


def test_address_is_not_a_way_to_write_into_the_page(client):
    assert "<script>alert" not in client.get("/<script>alert(1)</script>/a/").text
    assert "<script>alert" not in client.get("/%3Cscript%3Ealert(1)%3C/script%3E/").text
