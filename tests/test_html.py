"""Rich text holds what articles are written in and nothing else, whatever was typed."""

import html

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.html import TAGS, clean, split
from articles.html.cleaning import safe
from articles.html.rules import ATTRIBUTES, accepts, is_safe_href

from .hostile_html import BAD_ADDRESSES, GOOD_ADDRESSES, HOSTILE


def what_a_browser_sees(text):
    """Every element of `text` as (tag, attributes), with comments as ("#comment", {})."""
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return [
        (node.tag if isinstance(node.tag, str) else "#comment", dict(node.attrib))
        for node in tree.iter()
        if node is not tree
    ]


def what_may_not_stand(text):
    return [
        (tag, attributes)
        for tag, attributes in what_a_browser_sees(text)
        if tag not in TAGS or not all(accepts(tag, *one) for one in attributes.items())
    ]


# Nothing hostile gets through


@pytest.mark.parametrize("text", HOSTILE)
def test_browser_sees_nothing_but_the_list(text):
    cleaned = clean(text)
    assert what_may_not_stand(cleaned) == []
    assert clean(str(cleaned)) == cleaned


@pytest.mark.parametrize("text", HOSTILE)
def test_safety_does_not_rest_on_the_tidying(text):
    if not any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        assert what_may_not_stand(safe(text)) == []


def test_list_holds_no_element_that_browsers_read_in_another_way():
    raw_text = {"script", "style", "textarea", "title", "noscript", "noembed", "noframes"}
    raw_text |= {"iframe", "xmp", "plaintext", "template", "select", "option"}
    foreign = {"svg", "math", "annotation-xml", "mtext", "mi", "mglyph", "foreignobject", "desc"}
    assert TAGS & (raw_text | foreign) == set()
    assert {name for names in ATTRIBUTES.values() for name in names} == {
        *("href", "start", "scope", "colspan", "rowspan", "data-image", "data-size")
    }


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_link_to_an_unsafe_address_becomes_its_words(address):
    for quoted in (f'"{address}"', f"'{address}'"):
        cleaned = clean(f"<p><a href={quoted}>words</a></p>")
        assert "href" not in cleaned
        assert "words" in cleaned
    assert not is_safe_href(html.unescape(address))


@pytest.mark.parametrize("address", GOOD_ADDRESSES)
def test_link_to_a_good_address_stays(address):
    cleaned = clean(f'<p><a href="{html.escape(address)}" target="_blank" rel="x">words</a></p>')
    assert what_a_browser_sees(cleaned)[1] == ("a", {"href": address})


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        *[("figure", "data-image", bad) for bad in ["0", "-1", "1.5", "٣", "1 2", "9" * 19, ""]],
        *[("figure", "data-size", bad) for bad in ["", "huge", "small wide", "Wide"]],
        *[("td", "colspan", bad) for bad in ["0", "100", "x", "-1"]],
        *[("th", "scope", bad) for bad in ["x", "COL", ""]],
        *[("ol", "start", bad) for bad in ["x", "99999", "1e3"]],
        ("p", "start", "3"),
        ("p", "data-image", "3"),
        ("td", "scope", "col"),
    ],
)
def test_attribute_with_another_value_is_left_out(tag, name, value):
    assert not accepts(tag, name, value)
    assert name not in clean(f'<table><tr><{tag} {name}="{value}">x</{tag}></tr></table>')


@pytest.mark.parametrize(
    "name",
    ["script", "style", "template", "svg", "math", "noscript", "iframe", "textarea", "title"]
    + ["xmp", "noembed", "noframes", "object", "head", "select"],
)
def test_what_stands_in_a_script_and_its_like_goes_with_it(name):
    assert clean(f"<p>a<{name}>secret <b>words</b></{name.upper()} >b</p>") == "<p>ab</p>"


def test_element_that_is_never_closed_takes_no_words_along():
    assert "after" in clean("<p>before</p><iframe src=x><p>after</p>")
    assert "after" in clean("<p>before</p><!-- <p>after</p>")
    assert "after" in clean("<p>before <a href='x>words</a> after</p>")


# Cleaning twice changes nothing

_pieces = st.sampled_from(
    [f"<{tag}>" for tag in sorted(TAGS)]
    + [f"</{tag}>" for tag in sorted(TAGS)]
    + ["<div>", "</div>", "<b>", "</b>", "<svg>", "</svg>", "<style>", "</style>", "<select>"]
    + ["<math>", "<mtext>", "<template>", "</template>", "<!--", "-->", "<![CDATA[", "<script>"]
    + [
        '<a href="/x">',
        "<a href='//x'>",
        '<figure data-image="7">',
        '<td colspan="2">',
        "<p title=",
    ]
    + ["\n", "\n\n", " ", "&nbsp;", "&amp;", "&lt;b&gt;", "&#0;", "&#13;", "&#x80;", "&", "<", ">"]
    + ["\x00", "\r\n", "\ud800", "x", "é⟩", '"', "'", "<!doctype html>", "<?x?>", "</"]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(_pieces, max_size=30).map("".join)))
@example("<pre>\n\n\nx</pre>")
@example("<table>x<tr>y<td>z")
@example("<b>" * 5 + "<p>" * 5 + "x")
def test_cleaning_twice_changes_nothing(text):
    cleaned = clean(text)
    assert what_may_not_stand(cleaned) == []
    assert clean(str(cleaned)) == cleaned
    for part in split(str(cleaned)):
        assert "image" in part or clean(part["html"]) == part["html"]
