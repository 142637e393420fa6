"""Pages as a browser reads them."""

from urllib.parse import unquote

import html5lib


def parse(response):
    """The page as an ElementTree element without namespaces."""
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def text_of(element):
    """Its text with every run of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def by_class(page, name):
    """Every element that has the class `name`, in the order of the page."""
    return [one for one in page.iter() if name in (one.get("class") or "").split()]


def links_in(element):
    """Addresses of the links in it, in order."""
    return [link.get("href") for link in element.iter("a") if link.get("href")]


def read(client, address):
    """The page at `address` (or of an article), parsed."""
    response = client.get(getattr(address, "get_absolute_url", lambda: address)())
    assert response.status_code == 200, address
    return parse(response)


def path_of(article):
    """Its address as people read it."""
    return unquote(article.get_absolute_url())


def headlines(page):
    """Addresses of the articles that a list page shows, in order."""
    return [unquote(links_in(card)[0]) for card in by_class(page, "card")]


def assert_harmless_page(html):
    """Nothing of what strangers wrote has become an element, a handler or an address."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag not in ("svg", "math", "style", "noscript"), element.tag
        assert not [name for name in element.attrib if name.startswith("on")]
        for link in ("href", "src", "action", "formaction"):
            target = element.get(link, "").lower()
            assert not target.startswith(("javascript", "data", "vbscript", "https://e")), target
        assert element.tag != "script" or "alert" not in (element.text or "")
