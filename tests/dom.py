"""Pages as a browser reads them."""

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
