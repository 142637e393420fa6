"""A comment's text is plain text: shown as typed, harmless wherever it stands."""

import re
import sys
import unicodedata

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts.characters import _INVISIBLE, MAX_MARKS, can_be_seen, neutralise
from articles.html import clean_comment_html
from articles.html.readers import clean_with_parsers
from comments.text import LONGEST, to_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1) data:text/html,x vbscript:x",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'onmouseover='alert(1)",
    "http://example.org/<script>alert(1)</script>",
    "https://example.org/&quot;onclick=&quot;x",
    '<a href="https://example.org/" style="x" onclick="x">',
    "https://example.org/\x00/a",
    "<p\nclass=x><br/><!-- x --><![CDATA[x]]><?php x ?>",
    "</p></div></article></ol>",
    "&lt;script&gt; &amp;lt; &#60;script&#62; &#x3c;",
    "<<<<><><>>>>",
    "[url=https://example.org]x[/url] **bold** `code`",
    "http://[::1]/ http://[ http:// https://. http://..",
    "https://bank.example@evil.example/",
    "\u202emoc.elpmaxe//:sptth\u202c",
    "{{ 7|add:7 }} {% load x %} ${x} <%= x %>",
]


def parsed(html):
    """Elements of `html` as a browser finds them, as (tag, attributes)."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [
        (each.tag, dict(each.attrib)) for each in tree.iter() if each.tag != "DOCUMENT_FRAGMENT"
    ]


def text_of(html):
    tree = html5lib.parseFragment(html.replace("<br>", "\n"), namespaceHTMLElements=False)
    return "".join(tree.itertext())


def assert_harmless(html):
    for tag, attributes in parsed(html):
        assert tag in {"p", "br", "a"}
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert attributes["href"].lower().startswith(("http://", "https://"))
            assert attributes["rel"] == "ugc nofollow noopener"
        else:
            assert attributes == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text):
    html = to_html(text)
    assert_harmless(html)
    shown = "".join(text_of(html).split())
    assert shown == "".join(neutralise(text).split())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(HOSTILE)).map(" ".join))
@example("a\n\n\n\nb")
def test_any_text_is_shown_as_typed_and_cleaned_for_good(text):
    html = to_html(text)
    assert_harmless(html)
    assert "".join(text_of(html).split()) == "".join(neutralise(text).split())
    assert clean_comment_html(html) == html
    html.encode()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a?b=1&c=2.", ["https://example.org/a?b=1&c=2"]),
        ("(https://en.wikipedia.org/wiki/A_(b))", ["https://en.wikipedia.org/wiki/A_(b)"]),
        (
            "HTTP://EXAMPLE.ORG/x, https://example.net!",
            ["HTTP://EXAMPLE.ORG/x", "https://example.net"],
        ),
        ("https://пример.рф/путь", ["https://пример.рф/путь"]),
        ("“https://example.org/”", ["https://example.org/"]),
        ("mari@example.org and mailto:mari@example.org", []),
        ("https://bank.example@evil.example/", []),
        ("www.example.org ftp://example.org //example.org", []),
        ("https://localhost/ http://[::1", []),
    ],
)
def test_web_addresses_and_nothing_else_become_links(text, links):
    html = to_html(text)
    assert [attributes["href"] for tag, attributes in parsed(html) if tag == "a"] == links
    assert text_of(html) == text


def test_paragraphs_and_lines_are_kept():
    assert to_html("one\ntwo\n \n\nthree\r\nfour") == "<p>one<br>two</p><p>three<br>four</p>"


def test_a_text_that_is_too_long_is_refused_before_any_work():
    with pytest.raises(ValueError, match="characters"):
        to_html("&" * (LONGEST + 1))


def test_what_cannot_be_seen_is_gone_and_what_turns_text_round_too():
    assert neutralise("a\u202eb\u2066c\u200bd\ufeffe\x07f\u00adg\U000e0041h") == "abcdefgh"
    assert neutralise("a\r\nb\rc\u2028d\u0085e\ttab") == "a\nb\nc\nd\ne\ttab"
    assert neutralise("\ud800") == "\ufffd"


def test_no_control_or_format_character_was_forgotten():
    joiners_and_marks = {"\t", "\n", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c"}
    visible = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
    visible |= {"\U000110bd", "\U000110cd"}  # signs of numbers, drawn around them
    every = map(chr, range(sys.maxunicode + 1))
    formats = {char for char in every if unicodedata.category(char) in ("Cc", "Cf")}
    kept = {char for char in formats if not _INVISIBLE.match(char)}
    assert kept <= joiners_and_marks | visible


@pytest.mark.parametrize(
    "text",
    [
        "नमस्ते",
        "می‌خواهم",
        "👩‍💻 👨‍👩‍👧 ❤️ 🏳️‍🌈",
        "Tiếng Việt",
        "שָׁלוֹם",
        "ภาษาไทยที่นี่",
        "ක්‍ෂ",
        "葛󠄀城",
        "٪ العَرَبِيَّة",
    ],
)
def test_scripts_that_need_marks_and_joiners_keep_them(text):
    assert neutralise(text) == unicodedata.normalize("NFC", text)


def test_towers_of_marks_are_cut():
    tower = neutralise("Z" + "\u0301\u0489" * 500 + "a")
    longest = max(len(marks) for marks in re.findall("[\u0300-\u036f\u0489]+", tower))
    assert longest <= MAX_MARKS
    assert tower.endswith("a")


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
@example("a\u200d\u200b\u200db")
@example("\u0627\u200c\u00ad\u200c\u0627")
@example("\ufe0f\u200b\ufe0f")
@example("a" + "\u0301" * 9 + "\u200b" + "\u0301" * 9)
def test_neutralising_twice_changes_nothing(text):
    once = neutralise(text)
    assert neutralise(once) == once


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\u200b\u200d\ufeff", "\u3164\u2800", "\u0301\ufe0f", "\u202e"]
)
def test_a_text_without_ink_is_no_comment(text):
    assert not can_be_seen(text)
    assert can_be_seen(text + ".")


# What a shortcut round the parsers could overlook, and what it is made for.
PIECES = ["<p>", "</p>", "<br>", "<", ">", "&", "&amp;", "<a href='https://a.example'>", "</a>"]
PIECES += [
    "\x00",
    "\t",
    "\n",
    "\r\n",
    "\xa0",
    "\xad",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\U0001ffff",
    "'",
    '"',
]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=12))
@example(["<p>", "plain", "<br>", "words 🙂", "</p>", "<p>", "</p>"])
@example(["<p>", "a\xa0b", "</p>"])
def test_shortcut_round_the_parsers_gives_what_they_give(pieces):
    for text in ("".join(pieces), f"<p>{''.join(pieces)}</p>"):
        if not re.search("[\ud800-\udfff]", text):
            assert clean_comment_html(text) == clean_with_parsers(text)


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_characters="<>&", exclude_categories=["Cs"])))
def test_plain_words_are_cleaned_alike_by_parsers_and_without(words):
    text = "<p>" + words.replace("\n", "<br>") + "</p>"
    assert clean_comment_html(text) == clean_with_parsers(text)
