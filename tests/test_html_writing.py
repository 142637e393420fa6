"""What a writer means is kept, in bounded work, and cut where pictures stand."""

import contextlib

import html5lib
import pytest

from articles.html import LIMIT, TextRefused, clean, count_words, split

# What a writer means is kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>a <b>b</b> <i>c</i> <del>d</del></p>",
         "<p>a <strong>b</strong> <em>c</em> <s>d</s></p>"),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ('<a href="/x"><h2>a</h2></a>', '<h2><a href="/x">a</a></h2>'),
        ("<p>a<br><br>b</p>", "<p>a<br><br>b</p>"),
        ("<p></p><p>&nbsp;</p><p>a</p>", "<p>a</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<table><tr><th scope=row>a<td rowspan=2>b</table>",
         '<table><tbody><tr><th scope="row">a</th><td rowspan="2">b</td></tr></tbody></table>'),
        ("<table>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ('<ol start="3"><li>a</ol>', '<ol start="3"><li>a</li></ol>'),
        ("<pre>  a\n\n  b</pre>", "<pre>  a\n\n  b</pre>"),
        ("H<sub>2</sub>O &amp; a < b", "<p>H<sub>2</sub>O &amp; a &lt; b</p>"),
        ("<p>2 &lt; 3</p>", "<p>2 &lt; 3</p>"),
        ('<p class="MsoNormal" style="margin:0"><span lang="ET">a<o:p></o:p></span></p>',
         "<p>a</p>"),
    ],
)  # fmt: skip
def test_what_a_writer_means_is_kept(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\r\n \r\n\r\ntwo\r\nthree", "<p>one</p><p>two<br>three</p>"),
        ("a <b>b</b>\n\n<a href='/c'>c</a>",
         '<p>a <strong>b</strong></p><p><a href="/c">c</a></p>'),
        ("one\n\n<blockquote>two\n\nthree</blockquote>\nfour",
         "<p>one</p><blockquote><p>two</p><p>three</p></blockquote><p>\nfour</p>"),
        ("<p>one\n\ntwo</p>", "<p>one\n\ntwo</p>"),
    ],
)  # fmt: skip
def test_blank_lines_of_plain_text_become_paragraphs(typed, kept):
    assert clean(typed) == kept


# Work is bounded


def test_text_over_the_limit_is_refused_before_it_is_parsed():
    with pytest.raises(TextRefused, match="400,000"):
        clean("<b>" * LIMIT)


def test_text_that_grows_over_the_limit_is_refused():
    with pytest.raises(TextRefused):
        clean("&" * LIMIT)


@pytest.mark.parametrize("tag", ["div", "p", "b", "blockquote", "ul", "li", "table", "figure", "x"])
def test_ten_thousand_nested_elements_are_flattened(tag):
    cleaned = clean(f"<{tag}>" * 10_000 + "words" + f"</{tag}>" * 10_000)
    assert "words" in cleaned
    assert len(list(html5lib.parseFragment(cleaned).iter())) < 100


# Each of these made some parser's work grow with the square of the length: minutes, not moments.
@pytest.mark.parametrize(
    "unit",
    ["<b ", "<b>", "<!--", "<script>", "<svg>", '<b a=">"', "<a x='", "<table>x<br>", "<"]
    + ["<p><a href=1>", "</p>", "<table>", "&#", "\n ", "<figure data-image=3>", "<![CDATA["],
)
def test_no_text_takes_more_than_its_length_asks_for(unit):
    with contextlib.suppress(TextRefused):
        clean(unit * (LIMIT // len(unit)))


def test_number_of_thousands_of_digits_is_no_character():
    assert clean("<p>a&#" + "9" * 5000 + ";b</p>") == "<p>a\ufffdb</p>"


# A text is stored in parts


def test_text_is_cut_at_its_pictures():
    text = clean(
        '<p>one</p><figure data-image="42"><img src="/x"><figcaption>An <b>own</b><br>caption'
        '</figcaption></figure><p>two</p><figure data-image="7"></figure>'
    )
    assert split(text) == [
        {"html": "<p>one</p>"},
        {"image": 42, "caption": "An own caption"},
        {"html": "<p>two</p>"},
        {"image": 7, "caption": ""},
    ]


def test_figure_without_a_number_stays_in_the_text():
    text = "<figure><blockquote><p>words</p></blockquote><figcaption>who</figcaption></figure>"
    assert split(text) == [{"html": text}]


def test_picture_inside_of_something_stands_at_the_top_level():
    parts = split('<ul><li>a<figure data-image="3">b</figure>c</li><li>d</li></ul>')
    assert parts == [
        {"html": "<ul><li>a</li></ul>"},
        {"image": 3, "caption": "b"},
        {"html": "<p>c</p><ul><li>d</li></ul>"},
    ]


def test_words_that_look_like_a_figure_are_words():
    text = clean("<p>&lt;figure data-image=&quot;3&quot;&gt;&lt;/figure&gt;</p>")
    assert split(text) == [{"html": text}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("<p>one <b>t</b>wo</p><p>three</p>", 3),
        ("<p>a</p><p>b</p>", 2),
        ("<p>&amp;</p>", 1),
    ],
)
def test_words_are_counted_as_a_reader_would(text, words):
    assert count_words(clean(text)) == words
