"""Reading a feed as a feed reader does."""

import json
from pathlib import Path

import feedparser
import jsonschema

JSON_FEED = json.loads((Path(__file__).parent / "schemas/jsonfeed.json").read_text())


NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


FORMATS = ["", "atom/", "json/"]


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response


def items(client, address):
    """{guid: title} of a feed, after checking that a reader would take the whole without a word."""
    response = get(client, address)
    if address.endswith("json/"):
        feed = json.loads(response.content)
        jsonschema.validate(feed, JSON_FEED)
        return {item["id"]: item["title"] for item in feed["items"]}
    said = {"content-type": response.headers["Content-Type"]}
    parsed = feedparser.parse(response.content, response_headers=said)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == ("atom10" if address.endswith("atom/") else "rss20")
    return {entry.id: entry.title for entry in parsed.entries}
