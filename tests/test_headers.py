"""Headers of a public site: as much as the HTTP Observatory gives points for, on every page."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from .world import make_article, make_user

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = {
    "SECRET_KEY": "a-long-random-value-" * 3,
    "SITE_URL": "https://testserver",
    "ALLOWED_HOSTS": "testserver",
    "DEFAULT_FROM_EMAIL": "newsroom@news.example",
}
ASKED = """
import json
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE"))]
values = {n: getattr(settings, n) for n in names}
print(json.dumps({n: v for n, v in values.items() if isinstance(v, (str, int, bool))}))
"""


@pytest.fixture(scope="module")
def chosen_by_a_public_site():
    """What settings.py makes of the environment of a site behind https."""
    kept = {name: os.environ[name] for name in ("PATH", "NEWSPORTAL_DATA")}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASKED]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | PUBLIC, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.fixture
def visitor(settings, chosen_by_a_public_site):
    for name, value in chosen_by_a_public_site.items():
        setattr(settings, name, value)
    return Client()  # it reads the settings when it starts


@pytest.fixture(params=["article", "front", "404", "log-in"])
def page(request, visitor):
    address = {"article": "/ferry/", "front": "/", "404": "/nothing/", "log-in": "/admin/login/"}
    make_article(slug="ferry")
    response = visitor.get(address[request.param], secure=True)
    assert response.status_code == (404 if request.param == "404" else 200)
    return response


def policy_of(page):
    directives = (part.split() for part in page["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


def score(page):
    """Points by the scoring table of the HTTP Observatory (github.com/mdn/mdn-http-observatory,
    src/grader/charts.js); 100 to begin with."""
    policy = policy_of(page)
    points = 100
    sources = {source for name, found in policy.items() if name != "img-src" for source in found}
    if sources <= {"'none'", "'self'"} and policy["default-src"] == ["'none'"]:
        points += 10
    if page["Referrer-Policy"] in ("no-referrer", "same-origin", "strict-origin-when-cross-origin"):
        points += 5
    if policy["frame-ancestors"] == ["'none'"]:
        points += 5
    if page["Cross-Origin-Resource-Policy"] == "same-origin":
        points += 10
    if page["X-Content-Type-Options"] != "nosniff":
        points -= 5
    age = re.match(r"max-age=(\d+)", page.get("Strict-Transport-Security", "max-age=0"))
    if int(age[1]) < 15_768_000:
        points -= 10
    for cookie in page.cookies.values():
        if not (
            cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict")
        ):
            points -= 40
    if foreign_scripts(page):
        points -= 5
    return points


def foreign_scripts(page):
    return re.findall(r"<script[^>]+src=[\"']?(?!/static/)[^>]*>", page.content.decode())


def test_observatory_gives_at_least_115_points(page):
    assert score(page) >= 115


def test_policy_leaves_no_way_in(page):
    policy = policy_of(page)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "http:" not in page["Content-Security-Policy"]


def test_browsers_are_told_to_stay_on_https_and_to_share_nothing(page):
    assert page["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]


def test_no_header_tells_what_runs_here(page):
    assert not {"Server", "X-Powered-By", "X-AspNet-Version", "X-Generator"} & {*page.headers}
    assert b"Django" not in page.content.split(b"</head>")[0]


def test_readers_pages_set_no_cookie(visitor):
    make_article(slug="ferry")
    for address in ("/ferry/", "/", "/nothing/"):
        assert not visitor.get(address, secure=True).cookies, address


def test_cookies_are_bound_to_this_host_and_out_of_scripts_reach(visitor):
    user = make_user(password="correct horse")
    sent = {"username": user.username, "password": "correct horse"}
    visitor.get("/admin/login/", secure=True)
    visitor.post("/admin/login/", sent, secure=True)
    assert {*visitor.cookies} == {"__Host-csrftoken", "__Host-sessionid"}
    for cookie in visitor.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_http_leads_to_https_on_the_same_host(visitor):
    response = visitor.get("/ferry/?page=2")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/ferry/?page=2"


def test_admin_pages_are_kept_by_nobody(visitor):
    page = visitor.get("/admin/login/", secure=True)
    assert {"no-store", "private"} <= {part.strip() for part in page["Cache-Control"].split(",")}
