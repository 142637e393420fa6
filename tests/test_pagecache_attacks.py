"""Known tricks against caches: whatever a stranger sends, others get what they would have got."""

import string

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from pagecache.door import Door
from pagecache.process import pages
from tests.pagecache_site import made

pytest_plugins = ["tests.pagecache_readers"]

# Headers that some framework, proxy or library obeys, and that are no part of the key.
POISON = {
    "X-Forwarded-Host": "evil.example",
    "X-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-HTTP-Host-Override": "evil.example",
    "Forwarded": "host=evil.example;proto=https;for=203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "nothttps",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Ssl": "on",
    "Front-End-Https": "on",
    "X-Forwarded-Prefix": "/evil",
    "X-Script-Name": "/evil",
    "X-Original-URL": "/not-declared/",
    "X-Rewrite-URL": "/not-declared/",
    "X-Forwarded-For": "127.0.0.1",
    "X-Real-IP": "127.0.0.1",
    "X-HTTP-Method-Override": "POST",
    "X-HTTP-Method": "DELETE",
    "X-Method-Override": "PUT",
    "Accept": "application/json",
    "Accept-Language": "ar",
    "Accept-Charset": "utf-7",
    "User-Agent": "evil",
    "Referer": "https://evil.example/",
    "Origin": "null",
    "X-Requested-With": "XMLHttpRequest",
    "Range": "bytes=0-0",
    "If-Range": '"x"',
    "If-Match": '"x"',
    "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT",
    "Expect": "100-continue",
    "Max-Forwards": "0",
    "Upgrade": "h2c",
    "Cache-Control": "no-cache, max-age=0",
    "Pragma": "no-cache",
    "X-Middleware-Subrequest": "1",
    "Sec-Fetch-Site": "cross-site",
    "Save-Data": "on",
    "DNT": "1",
    "X-Amz-Website-Redirect-Location": "/evil",
    "Purge": "1",
}


@pytest.mark.parametrize("name", POISON)
def test_header_outside_the_key_changes_no_page(reader, name):
    poisoned = reader.ask("/mirror/", {name: POISON[name]})
    pages.purge(["*"], gone=True)
    clean = reader.ask("/mirror/")
    assert poisoned.code == clean.code == 200
    assert poisoned.body == clean.body
    assert reader.ask("/mirror/", {name: POISON[name]}).body == clean.body


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.text(string.ascii_letters + "-", min_size=1).filter(
            lambda name: (
                name.upper()
                not in ("HOST", "COOKIE", "AUTHORIZATION", "TRANSFER-ENCODING", "ACCEPT-ENCODING")
            )
        ),
        st.text(string.printable),
        max_size=5,
    )
)
def test_no_invented_header_changes_a_page(reader, headers):
    clean = reader.ask("/mirror/").body
    pages.purge(["*"], gone=True)
    answer = reader.ask("/mirror/", headers)
    assert answer.body == clean or answer.code == 304


@pytest.mark.parametrize(
    "environ",
    [
        {"CONTENT_TYPE": "text/plain; charset=utf-16"},
        {"REMOTE_ADDR": "127.0.0.1"},
        {"SERVER_PROTOCOL": "HTTP/2"},
        {"REMOTE_USER": "admin"},
        {"REMOTE_HOST": "evil.example"},
        {"REDIRECT_URL": "/evil/mirror/"},
        {"SCRIPT_URL": "/evil/mirror/"},
        {"PATH_TRANSLATED": "/etc/passwd"},
    ],
)
def test_nothing_else_of_a_request_changes_a_page(reader, environ):
    strange = reader.ask("/mirror/", **environ)
    pages.purge(["*"], gone=True)
    assert reader.ask("/mirror/").body == strange.body


def test_what_another_request_left_in_the_thread_changes_no_page(reader):
    clean = reader.ask("/mirror/").body
    pages.purge(["*"], gone=True)
    translation.activate("ar")
    timezone.activate("Asia/Tokyo")
    assert reader.ask("/mirror/").body == clean


def test_two_cookie_jars_get_the_same_bytes(reader):
    jars = [None, {"Cookie": "csrftoken=abcdef; theme=dark"}, {"Cookie": "django_language=ar"}]
    answers = [reader.ask("/mirror/", jar) for jar in jars]
    pages.purge(["*"], gone=True)
    answers += [reader.ask("/mirror/", jar) for jar in reversed(jars)]
    assert len({answer.body for answer in answers}) == 1
    for answer in answers:
        assert answer.get("Set-Cookie") is None
        assert answer.get("Vary") == "Accept-Encoding"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "testserver@evil.example",
        "testserver,evil.example",
        "testserver:80:evil.example",
        "testserver:evil",
        "testserver/evil",
        "testserver\x00",
        "TestServer",
        "testserver.",
        "[::1",
        "",
        None,
    ],
)
def test_odd_host_is_never_kept(reader, host):
    reader.ask("/mirror/", HTTP_HOST=host) if host is not None else reader.ask("/mirror/")
    kept = [key[1] for key in pages.kept]
    assert kept == ([] if host is not None else ["testserver"])


def test_foreign_host_is_not_kept_though_no_middleware_looks(reader, settings):
    settings.MIDDLEWARE = []
    reader.app = Door(get_wsgi_application())
    for host in ("evil.example", "testserver"):
        assert reader.ask("/article/1/", HTTP_HOST=host).code == 200
    assert [key[1] for key in pages.kept] == ["testserver"]


def test_hosts_have_their_own_pages(reader):
    bodies = {
        reader.ask("/mirror/", HTTP_HOST=host).body
        for host in ("testserver", "localhost", "testserver:8000", "testserver")
    }
    assert len(bodies) == 3


def test_ports_that_strangers_invent_are_few(reader):
    for port in range(1000, 1300):
        reader.ask("/mirror/", HTTP_HOST=f"testserver:{port}")
    reader.ask("/mirror/", HTTP_HOST="testserver:8000")
    assert len(pages.kept) == 101


def test_page_for_https_is_not_the_page_for_http(reader):
    plain = reader.ask("/mirror/")
    secure = reader.ask("/mirror/", **{"wsgi.url_scheme": "https"})
    assert b"http://testserver" in plain.body
    assert b"https://testserver" in secure.body


def test_scheme_comes_from_a_trusted_proxy_only(reader, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reader.app = Door(reader.app.app)
    told = {name: {"X-Forwarded-Proto": name} for name in ("https", "http", "evil", "https, http")}
    bodies = {name: reader.ask("/mirror/", headers).body for name, headers in told.items()}
    assert b"https://testserver" in bodies["https"]
    assert bodies["https"] == bodies["https, http"]
    assert bodies["http"] == bodies["evil"]
    assert b"'http://testserver" in bodies["http"]
    assert {key[0] for key in pages.kept} == {"http", "https"}


@pytest.mark.parametrize("name", ["USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT"])
def test_site_that_trusts_forwarded_hosts_does_not_start(reader, settings, name):
    setattr(settings, name, True)
    with pytest.raises(ImproperlyConfigured):
        Door(reader.app.app)


@pytest.mark.parametrize(
    "path",
    [
        "//article/1/",
        "/article//1/",
        "/article/./1/",
        "/x/../article/1/",
        "/article/1/..",
        "/article/1/\x00",
        "/article/1/\n",
        "/article/1/;x.css",
        "/article/1/?x.css",
        "/article/1/#x.css",
        "/article/1/%2e%2e",
        "\\article\\1\\",
        "/article/1/x.css",
        "/article/1/.js",
        "/article/1",
        "/ARTICLE/1/",
        "/article/\xff/",
        "",
        "*",
        "http://evil.example/article/1/",
    ],
)
def test_other_spelling_of_a_path_is_no_kept_page(reader, path):
    answer = reader.ask("/", PATH_INFO=path, QUERY_STRING="")
    assert answer.code in (301, 400, 404)
    assert len(pages.kept) == 0
    assert made == {}


@pytest.mark.parametrize(
    "odd", ["/a", "a//b", "./a", "a/../b", "a/..", "a\x00", "a b", "a;b", "a?b"]
)
def test_odd_path_is_not_kept_though_a_view_takes_it(reader, odd):
    assert reader.ask("/", PATH_INFO=f"/any/{odd}").code == 200
    assert len(pages.kept) == 0
    assert reader.ask("/", PATH_INFO="/any/a/b.css").code == 200
    assert len(pages.kept) == 1


@pytest.mark.parametrize("path", ["/private/user/x.css", "/private/user/%0ax.css", "/mirror/x.js"])
def test_path_suffix_stores_no_private_page(reader, path):
    reader.ask(path, {"Cookie": "sessionid=victim"})
    reader.ask(path)
    assert len(pages.kept) == 0


@pytest.mark.parametrize(
    "query",
    [
        "after=1&after=2",
        "after=1;after=2",
        "after=1;before=2",
        "after=%31",
        "%61fter=1",
        "after=a+b",
        "after=a%00",
        "after=<script>",
        "after",
        "=after",
        "after=1&",
        "&after=1",
        "after[]=1",
        "After=1",
        "after=1&x=1",
        "after=" + "1" * 300,
        "after=\xe9",
    ],
)
def test_unusual_query_changes_no_other_page(reader, query):
    before = [reader.ask(path).body for path in ("/mirror/", "/mirror/?after=1")]
    answer = reader.ask("/mirror/", QUERY_STRING=query)
    assert answer.code in (200, 400)
    after = [reader.ask(path).body for path in ("/mirror/", "/mirror/?after=1")]
    assert before == after
    assert len(pages.kept) == 2


def test_body_of_a_get_goes_round(reader):
    clean = reader.ask("/mirror/").body
    pages.purge(["*"], gone=True)
    assert b"evil" in reader.ask("/mirror/", body=b"evil=1").body
    reader.ask("/mirror/", {"Transfer-Encoding": "chunked"})
    assert len(pages.kept) == 0
    assert reader.ask("/mirror/").body == clean


def test_body_of_a_get_does_not_change_a_kept_page(reader):
    clean = reader.ask("/mirror/").body
    assert reader.ask("/mirror/", body=b"evil=1").body == clean


def test_long_accept_encodings_are_not_remembered(reader):
    from pagecache.encodings import chosen

    long = "br," + "x" * 100_000
    assert reader.ask("/mirror/", {"Accept-Encoding": long}).get("Content-Encoding") is None
    assert long not in chosen


def test_invented_accept_encodings_do_not_pile_up(reader):
    from pagecache.encodings import REMEMBERED, chosen

    for number in range(2 * REMEMBERED):
        reader.ask("/mirror/", {"Accept-Encoding": f"x{number}"})
    assert len(chosen) <= REMEMBERED + 1
    assert reader.ask("/mirror/", {"Accept-Encoding": "br"}).get("Content-Encoding") == "br"


def test_ten_thousand_queries_add_at_most_a_hundred_pages(reader, settings):
    settings.MIDDLEWARE = []  # only for the time it takes
    reader.app = Door(get_wsgi_application())
    for number in range(10_000):
        reader.ask(f"/article/1/?after={number}")
    assert len(pages.kept) <= 100


def test_invented_addresses_add_at_most_a_hundred_pages(reader):
    reader.ask("/latest/")
    for number in range(500):
        reader.ask(f"/missing/{number}/")
        reader.ask(f"/moved/{number}/")
        reader.ask(f"/article/1/?invented{number}=1")
    assert len(pages.kept) <= 101
    assert ("http", "testserver", "/latest/", "") in pages.kept
