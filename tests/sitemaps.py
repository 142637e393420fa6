"""Reading a sitemap as a search engine does."""

from pathlib import Path

from lxml import etree

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/sitemap.xsd"))


NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, address):
    """The document at `address`, valid by the protocol's schema."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    document = etree.fromstring(response.content)
    SCHEMA.assertValid(document)
    return document


def locs(client, address):
    return [
        loc.text.removeprefix("http://testserver")
        for loc in read(client, address).iterfind(".//s:loc", NAMES)
    ]
