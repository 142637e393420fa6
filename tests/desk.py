"""Working at the newsroom's desk in tests: forms are filled in and sent as a browser does it."""

from html5lib import parse as parse_html

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def form_of(response, form_id="article_form"):
    """What a browser would send if nobody changed anything: {name: value or list of values}."""
    page = parse_html(response.content.decode(), treebuilder="etree")
    forms = [f for f in page.iter(f"{NAMESPACE}form") if f.get("id") == form_id]
    sent = {}
    for control in forms[0].iter():
        name, tag = control.get("name"), control.tag.removeprefix(NAMESPACE)
        if not name or "__prefix__" in name:
            continue
        values = _values(control, tag)
        if control.get("multiple") is not None:
            sent[name] = values
        elif values:
            sent[name] = values[0]
    return sent


def _values(control, tag):
    if tag == "select":
        options = list(control.iter(f"{NAMESPACE}option"))
        chosen = [o for o in options if o.get("selected") is not None]
        return [o.get("value", "") for o in chosen or options[:1] if chosen or not _many(control)]
    if tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    kind = control.get("type")
    if tag != "input" or kind in ("submit", "button", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [control.get("value", "")]


def _many(control):
    return control.get("multiple") is not None


def article_page(article):
    return f"/admin/articles/article/{article.pk}/change/"


ADD = "/admin/articles/article/add/"


def fill_in(client, address, button="_continue", form_id="article_form", **changes):
    """Open the form at `address`, change some of it, press `button`; the answer."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**form_of(page, form_id), **changes, button: "1"})
