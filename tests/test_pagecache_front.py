"""What stands in front is told which tags to purge."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError

import pytest
from django.db import transaction

from pagecache.front import Front
from pagecache.process import purge

pytest_plugins = ["tests.pagecache_readers"]
queue = []


def enqueue(tags):
    queue.append(tags)


@pytest.fixture
def front():
    """A cache that takes purges: its `heard` requests, the `status` that it answers."""

    class Taking(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.heard.append((self.command, self.path, self.headers, body))
            self.send_response(server.status)
            self.end_headers()

        do_PURGE = do_POST = answer

        def log_message(self, *parts):
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Taking)
    server.heard, server.status = [], 200
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_varnish_is_told_the_tags(front):
    Front.at(f"varnish://127.0.0.1:{front.server_port}").purge(["article:1", "latest"])
    method, path, headers, _ = front.heard[0]
    assert (method, path, headers["Surrogate-Key"]) == ("PURGE", "/", "article:1 latest")


def test_any_front_is_told_the_tags_with_its_token(front):
    url = f"http://secret@127.0.0.1:{front.server_port}/purge?soft=1"
    Front.at(url).purge(["article:1"])
    method, path, headers, _ = front.heard[0]
    assert (method, path) == ("POST", "/purge?soft=1")
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Surrogate-Key"] == "article:1"


def test_json_front_is_told_the_tags(front):
    address = f"http://127.0.0.1:{front.server_port}/zone"
    Front(address, is_json=True).purge(["article:1", "latest"])
    assert json.loads(front.heard[0][3]) == {"tags": ["article:1", "latest"]}


def test_many_tags_go_in_several_requests(front):
    Front(f"http://127.0.0.1:{front.server_port}/", most=2).purge(["a", "b", "c"])
    assert [headers["Surrogate-Key"] for _, _, headers, _ in front.heard] == ["a b", "c"]


def test_front_that_refuses_is_an_error(front):
    front.status = 503
    with pytest.raises(HTTPError):
        Front.at(f"varnish://127.0.0.1:{front.server_port}").purge(["a"])


def test_known_cdns_have_their_addresses_and_tokens():
    fastly = Front.at("fastly://secret@service")
    assert fastly.address == "https://api.fastly.com/service/service/purge"
    assert fastly.headers == {"Fastly-Key": "secret"}
    cloudflare = Front.at("cloudflare://secret@zone")
    assert cloudflare.address == "https://api.cloudflare.com/client/v4/zones/zone/purge_cache"
    assert cloudflare.headers == {"Authorization": "Bearer secret"}


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x", "x", ""])
def test_other_addresses_are_refused(url):
    with pytest.raises(ValueError, match="Not the address"):
        Front.at(url)


def test_tags_of_a_purge_are_enqueued_with_the_change(settings, db):
    queue.clear()
    settings.PAGECACHE_FRONT = "tests.test_pagecache_front.enqueue"
    with transaction.atomic():
        purge("article:1", "latest")
        assert queue == [["article:1", "latest"]]


def test_every_page_can_be_purged_in_front(reader, settings):
    settings.PAGECACHE_FRONT = "tests.test_pagecache_front.enqueue"
    assert reader.ask("/latest/").get("Surrogate-Key") == "* latest"
