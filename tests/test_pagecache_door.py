"""What the door keeps and how it answers, for one process."""

import gzip
import logging
import re
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.utils import timezone

import pagecache
from pagecache.door import Door
from pagecache.process import counters, pages
from tests.pagecache_site import PRIVATE, Reader, made, says

pytest_plugins = ["tests.pagecache_readers"]
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def test_page_is_made_once(reader):
    first, second = reader.ask("/article/1/"), reader.ask("/article/1/")
    assert made == {"article": 1}
    assert second.code == 200
    assert second.body == first.body
    assert second.headers == first.headers


@pytest.mark.parametrize("proxy", [None, "http", "https"])
@pytest.mark.parametrize("connection", ["http", "https"])
def test_kept_page_is_an_ordinary_hit_whatever_a_proxy_says(settings, reader, proxy, connection):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    door = Door(reader.app.app)
    said = {"X-Forwarded-Proto": proxy} if proxy else {}
    asked = {"headers": said, "wsgi.url_scheme": connection}
    made_first = Reader(door).ask("/latest/", **asked)
    door._ask = None  # the long way
    assert Reader(door).ask("/latest/", **asked).body == made_first.body


def test_page_of_another_address_is_another_page(reader):
    assert reader.ask("/article/1/").body != reader.ask("/article/2/").body


def test_view_that_did_not_opt_in_is_made_each_time(reader):
    reader.ask("/not-declared/")
    reader.ask("/not-declared/")
    assert made == {"not declared": 2}
    assert len(pages.kept) == 0


@pytest.mark.parametrize("name", [route.name for route in PRIVATE])
def test_answer_for_one_reader_is_not_kept(reader, name):
    reader.ask(f"/private/{name}/")
    reader.ask(f"/private/{name}/")
    assert made[name] == 2
    assert len(pages.kept) == 0


@pytest.mark.parametrize("name", ["session", "cookie", "language", "stream"])
def test_log_says_once_why_a_declared_page_is_not_kept(reader, caplog, monkeypatch, name):
    monkeypatch.setattr("pagecache.answer.Answer.warned", set())
    with caplog.at_level(logging.WARNING, "pagecache"):
        reader.ask(f"/private/{name}/")
        reader.ask(f"/private/{name}/")
    assert [name in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("br; q=0.000, gzip; q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("brotli, xgzip", None),
        ("", None),
        (";;,,q=", None),
    ],
)
def test_encoding_is_one_that_the_reader_accepts(reader, accepts, encoding):
    plain = reader.ask("/article/1/")
    for _ in range(2):
        answer = reader.ask("/article/1/", {"Accept-Encoding": accepts})
        assert answer.get("Content-Encoding") == encoding
        assert answer.get("Content-Length") == str(len(answer.body))
        assert answer.get("Vary") == "Accept-Encoding"
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
        assert unpack(answer.body) == plain.body
    assert made == {"article": 1}


def test_small_answers_are_not_compressed(reader):
    answer = reader.ask("/moved/slug/", BROWSER)
    assert answer.get("Content-Encoding") is None
    assert reader.ask("/moved/slug/", BROWSER).headers == answer.headers


def test_reader_who_has_the_page_gets_304(reader):
    first = reader.ask("/article/1/", BROWSER)
    tag = first.get("ETag")
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = reader.ask("/article/1/", BROWSER | {"If-None-Match": asked})
        assert (answer.code, answer.body) == (304, b"")
        assert answer.get("ETag") == tag
        assert answer.get("Vary") == "Accept-Encoding"
        assert answer.get("Cache-Control") == first.get("Cache-Control")
        assert answer.get("Content-Length") is None
    assert reader.ask("/article/1/", BROWSER | {"If-None-Match": '"other"'}).code == 200


def test_first_reader_who_has_the_page_gets_304(reader):
    tag = reader.ask("/article/1/").get("ETag")
    pages.purge(["article:1"], gone=True)
    assert reader.ask("/article/1/", {"If-None-Match": tag}).code == 304


def test_each_encoding_has_its_own_etag(reader):
    asked = ("br", "gzip", "identity")
    tags = {reader.ask("/article/1/", {"Accept-Encoding": name}).get("ETag") for name in asked}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_changed_page_has_another_etag(reader):
    tag = reader.ask("/article/1/").get("ETag")
    says["article"] = "corrected"
    pages.purge(["article:1"])
    assert reader.ask("/article/1/", {"If-None-Match": tag}).code == 200


def test_page_is_dated_once_its_date_tells_it_apart(reader):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert reader.ask("/article/1/").get("Last-Modified") is None
        clock.shift(2.1)
        reader.ask("/article/1/")
        dated = reader.ask("/article/1/").get("Last-Modified")
        assert dated == now.strftime("%a, %d %b %Y %H:%M:%S GMT")
        assert reader.ask("/article/1/", {"If-Modified-Since": dated}).code == 304
        older = (now - timedelta(seconds=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        assert reader.ask("/article/1/", {"If-Modified-Since": older}).code == 200
        both = {"If-Modified-Since": dated, "If-None-Match": '"other"'}
        assert reader.ask("/article/1/", both).code == 200


def test_head_is_answered_without_body_and_keeps_the_whole_page(reader):
    head = reader.ask("/article/1/", method="HEAD")
    get = reader.ask("/article/1/")
    again = reader.ask("/article/1/", method="HEAD")
    assert (head.body, again.body) == (b"", b"")
    assert head.headers == get.headers == again.headers
    assert get.get("Content-Length") == str(len(get.body))
    assert made == {"article": 1}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PURGE"])
def test_other_methods_go_round(reader, method):
    reader.ask("/article/1/")
    reader.ask("/article/1/", method=method)
    assert made == {"article": 2}


def test_range_is_answered_with_the_whole_page(reader):
    for _ in range(2):
        answer = reader.ask("/article/1/", {"Range": "bytes=0-9"})
        assert (answer.code, answer.get("Content-Range")) == (200, None)
    assert made == {"article": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abc"},
        {"Cookie": "theme=dark; sessionid=abc"},
        {"Cookie": "theme=dark;sessionid=abc;x=y"},
        {"Cookie": "messages=abc"},
        {"Authorization": "Basic abc"},
    ],
)
def test_reader_with_a_session_goes_round(reader, headers):
    reader.ask("/article/1/")
    answer = reader.ask("/article/1/", headers)
    assert made == {"article": 2}
    assert answer.get("Cache-Control") == "private, no-cache"
    assert counters()["pages"] == 1


def test_query_on_the_list_is_another_page(reader):
    assert reader.ask("/article/1/?after=7").text == "article  1 after=7"
    assert reader.ask("/article/1/?after=8").text == "article  1 after=8"
    reader.ask("/article/1/?after=7")
    assert made == {"article": 2}


def test_order_of_the_query_is_no_other_page(reader):
    one = reader.ask("/article/1/?before=2&after=1")
    other = reader.ask("/article/1/?after=1&before=2")
    assert one.body == other.body
    assert made == {"article": 1}


def test_query_off_the_list_is_made_each_time(reader):
    for _ in range(2):
        answer = reader.ask("/article/1/?colour=red")
        assert answer.text == "article  1 colour=red"
        assert answer.get("Cache-Control") == "private, no-cache"
    assert made == {"article": 2}
    assert len(pages.kept) == 0


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=mail&utm_medium=x",
        "fbclid=abc",
        "gclid=a&gbraid=b&mc_cid=c&mc_eid=d",
        "UTM_Source=mail",
        "%75tm_source=mail",
        "utm_source",
        "&",
        "utm_content=x;after=evil",
    ],
)
def test_tracking_neither_splits_the_cache_nor_reaches_django(reader, query):
    plain = reader.ask("/article/1/")
    assert reader.ask(f"/article/1/?{query}").body == plain.body
    assert reader.ask(f"/article/1/?{query}&after=7").text == "article  1 after=7"
    assert reader.ask(f"/article/1/?after=7&{query}").text == "article  1 after=7"
    assert made == {"article": 2}


def test_tracking_does_not_reach_what_goes_round(reader):
    answer = reader.ask("/article/1/?a=%20b&fbclid=x&a=c", {"Cookie": "sessionid=abc"})
    assert answer.text == "article  1 a=%20b&a=c"


def test_tags_are_sent_to_what_stands_in_front(reader):
    answer = reader.ask("/noted/")
    assert answer.get("Surrogate-Key") == "by-request by-response said"
    assert answer.get("Cache-Tag") == "by-request,by-response,said"
    assert answer.get("Cache-Control") == "public, max-age=0, s-maxage=1, stale-while-revalidate=2"


def test_names_of_the_tag_headers_are_a_setting(reader, settings):
    settings.PAGECACHE_TAG_HEADERS = ()
    assert reader.ask("/noted/").get("Surrogate-Key") is None


def test_tags_of_a_template_count(reader):
    assert reader.ask("/rendered/").get("Cache-Tag") == "late,rendered"
    pages.purge(["late"], gone=True)
    assert len(pages.kept) == 0


@pytest.mark.parametrize(
    "name", ["a", "a b", "a,b", "a\n\r", "é漢字", "\x00", "%", "x" * 500, "é" * 100, "\ud800"]
)
def test_whatever_an_address_holds_can_be_a_tag(reader, name):
    says["tag"] = name
    for name in ("Surrogate-Key", "Cache-Tag"):
        (told,) = reader.ask("/noted/").all(name)
        assert told.isascii()
        assert told.isprintable()
        assert len(re.split("[ ,]", told)) == 3
        assert max(map(len, re.split("[ ,]", told))) <= 100


def test_strange_tags_are_purged_like_plain_ones(following_reader):
    for name in ("é, ü", "x" * 500, "x" * 501):
        says["tag"] = name
        pages.purge(["*"], gone=True)
        pages.counts["purged"] = 0
        following_reader.ask("/noted/")
        pagecache.purge(name[:-1])
        assert counters()["purged"] == 0
        pagecache.purge(name)
        assert counters()["purged"] == 1


def test_missing_page_is_kept_only_if_a_tag_can_purge_it(reader):
    for path in ("/missing/1/", "/untagged-missing/", "/no/such/address/"):
        assert reader.ask(path).code == reader.ask(path).code == 404
    assert made == {"missing": 1}
    assert [key[2] for key in pages.kept] == ["/missing/1/"]


def test_missing_page_is_kept_for_a_herd_only(reader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for seconds in (0, 29, 2):
            clock.shift(seconds)
            reader.ask("/missing/1/")
    assert made == {"missing": 2}


def test_permanent_redirect_is_kept_and_a_temporary_one_is_not(reader):
    for path in ("/moved/old/", "/temporary/"):
        for _ in range(2):
            assert reader.ask(path).get("Location") is not None
    assert [key[2] for key in pages.kept] == ["/moved/old/"]


def test_headers_of_a_page_are_not_shared_with_the_server(reader):
    reader.ask("/article/1/").headers.append(("Server", "appends"))
    reader.ask("/article/1/").headers.append(("Server", "appends"))
    assert reader.ask("/article/1/").get("Server") is None


def test_static_files_are_passed_on_untouched(reader):
    reader.ask("/static/x.css?utm_source=x")
    assert counters()["passed"] == 0
    assert made == {"not declared": 1}


def test_nothing_is_kept_when_the_cache_has_no_room(reader, monkeypatch):
    monkeypatch.setattr(pages, "limit", 0)
    for _ in range(2):
        assert reader.ask("/article/1/").code == 200
    assert made == {"article": 2}


def test_page_outside_the_door_is_nobodys_to_keep(client, settings):
    settings.ROOT_URLCONF = "tests.pagecache_site"
    assert client.get("/article/1/")["Cache-Control"] == "private, no-cache"


def test_answers_of_a_broken_site_are_counted(reader):
    reader.ask("/private/failing/")
    says["database"] = "gone"
    reader.ask("/broken/")
    reader.ask("/broken/", {"Cookie": "sessionid=abc"})
    assert counters()["failed"] == 3
