"""Files that programs ask for by fixed names, and that nothing in them comes from the request."""

import json
from io import BytesIO

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from PIL import Image as Picture

from .world import make_full_article

pytestmark = pytest.mark.django_db


def test_pages_say_nothing_of_the_host_that_was_asked(client):
    article = make_full_article()
    month = article.published_at.astimezone().strftime("%Y-%m")
    places = [
        f"{place}feed/{suffix}"
        for place in ("/", article.section.get_absolute_url())
        for suffix in ("", "atom/", "json/")
    ]
    places += ["/sitemap.xml", f"/sitemap-{month}.xml", "/sitemap-sections.xml"]
    places += ["/news-sitemap.xml", "/robots.txt", "/manifest.webmanifest"]
    for place in places:
        expected = client.get(place).content
        for headers in [
            {"host": "localhost:8147"},
            {"host": "127.0.0.1", "x-forwarded-host": "evil.example"},
            {"x-forwarded-proto": "https", "forwarded": "host=evil.example"},
            {"x-original-url": "/evil", "x-rewrite-url": "/evil", "accept-language": "de"},
            {"cookie": "theme=dark", "user-agent": "evil"},
        ]:
            assert client.get(place, headers=headers).content == expected
        answer = client.get(f"{place}?utm_source=evil&page=2;x=1", headers={"host": "localhost"})
        assert answer.content == expected
        assert "Set-Cookie" not in answer.headers, place
        assert "Cookie" not in answer.headers.get("Vary", ""), place


def test_robots_are_told_of_the_sitemaps_and_kept_out_of_the_admin(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert [line for line in response.content.decode().splitlines() if line] == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
    ]


def test_manifest_names_the_site_and_icons_that_are_there(client):
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "The Test Gazette"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with Picture.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.format == "PNG"


def test_manifest_of_a_site_in_arabic_reads_from_the_right(client, settings):
    settings.LANGUAGE_CODE = "ar"
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")


def test_favicon_is_where_programs_look_for_it(client):
    response = client.get("/favicon.ico")
    with Picture.open(BytesIO(response.content)) as picture:
        assert picture.format == "ICO"
        assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_pages_can_name_the_icons():
    text = Template("{% include 'articles/_metadata_icons.html' %}").render(Context())
    page = html5lib.parse(text, namespaceHTMLElements=False)
    named = {link.get("href") for link in page.iter("link")}
    assert {"/favicon.ico", "/manifest.webmanifest"} <= named
    for address in named - {"/favicon.ico", "/manifest.webmanifest"}:
        assert finders.find(address.removeprefix("/static/"))


def test_security_txt_says_where_to_write_only_if_the_site_has_an_address(client, settings):
    settings.SITE_EMAIL = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SITE_EMAIL = "desk@gazette.example"
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == "Contact: mailto:desk@gazette.example"
    assert lines[1].startswith("Expires: 2")
