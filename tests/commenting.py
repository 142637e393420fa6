"""How a reader's browser sends a comment."""

import time

import html5lib

from comments import tokens

BROWSER = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}


def make_token(article, age=60):
    """A form token made `age` seconds ago."""
    return tokens._signer.sign(f"{article.pk}:{int(time.time() - age)}")


def send(client, article, /, address=None, headers=BROWSER, age=60, remote="192.0.2.1", **fields):
    """Post the form of `article`, filled in for `age` seconds; `fields` replace what is typed."""
    data = {
        "text": "Useful overview.",
        "name": "Peeter",
        "email": "peeter@example.org",
        "token": make_token(article, age),
        **fields,
    }
    address = address or f"/comment/on/{article.pk}/"
    return client.post(address, data, headers=headers, REMOTE_ADDR=remote)


def typed(html):
    """What the fields of the form on a page hold, as a browser shows them: {name: text}."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if form.find(".//textarea") is not None)
    fields = {each.get("name"): each.get("value", "") for each in form.iter("input")}
    return fields | {each.get("name"): each.text or "" for each in form.iter("textarea")}
