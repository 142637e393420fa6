"""Rich text holds what articles are written in and nothing else, however it comes in."""

import contextlib
import html

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Value
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.html import LIMIT, TAGS, TextRefused, clean, count_words, split
from articles.html.cleaning import safe
from articles.html.rules import ATTRIBUTES, accepts, is_safe_href
from articles.models import Article

from .hostile_html import BAD_ADDRESSES, GOOD_ADDRESSES, HOSTILE
from .world import make_article, make_draft, make_section


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
        *("href", "start", "scope", "colspan", "rowspan", "data-image")
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
    assert len(what_a_browser_sees(cleaned)) < 100


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


# However it comes in

DIRTY = '<p>one<script>x</script> <b>two</b></p><figure data-image="5"></figure>'
CLEAN = '<p>one <strong>two</strong></p><figure data-image="5"></figure>'
PARTS = [{"html": "<p>one <strong>two</strong></p>"}, {"image": 5, "caption": ""}]


def _create(article):
    return Article.objects.create(headline="x", slug="created", section=make_section(), body=DIRTY)


def _bulk_create(article):
    new = Article(headline="x", slug="bulk", section=make_section(), body=DIRTY)
    return Article.objects.bulk_create([new])[0]


def _save(article):
    article.body = DIRTY
    article.save()


def _save_the_body_alone(article):
    article.body = DIRTY
    article.save(update_fields=["body"])


def _save_what_a_list_fetched(article):
    article = Article.objects.for_list().get(pk=article.pk)
    article.body = DIRTY
    article.save()


def _save_with_parts_deferred(article):
    article = Article.objects.defer("body_parts", "word_count").get(pk=article.pk)
    article.body = DIRTY
    article.save()


def _store(article):
    article.body = DIRTY
    article.store()


def _update(article):
    Article.objects.filter(pk=article.pk).update(body=DIRTY)


def _bulk_update(article):
    article.body = DIRTY
    Article.objects.bulk_update([article], ["body"])


def _update_or_create(article):
    Article.objects.update_or_create(pk=article.pk, defaults={"body": DIRTY})


def _through_the_section(article):
    article.section.articles.update(body=DIRTY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [_create, _bulk_create, _save, _save_the_body_alone, _save_what_a_list_fetched]
    + [_save_with_parts_deferred, _store, _update, _bulk_update, _update_or_create]
    + [_through_the_section],
)
def test_text_is_cleaned_and_cut_on_every_way_into_the_database(write):
    article = make_draft(body="<p>before</p>")
    written = write(article) or article
    found = Article.objects.get(pk=written.pk)
    assert found.body == CLEAN
    assert found.body_parts == PARTS
    assert found.word_count == 2


@pytest.mark.django_db
def test_text_that_python_does_not_see_is_refused():
    make_draft()
    for expression in (F("headline"), Value("<script>")):
        with pytest.raises(TypeError, match="body"):
            Article.objects.update(body=expression)


@pytest.mark.django_db
def test_saving_without_the_text_leaves_it_alone(django_assert_num_queries):
    article = make_draft(body="<p>words</p>")
    found = Article.objects.for_list().get(pk=article.pk)
    found.kicker = "New"
    with django_assert_num_queries(1):
        found.save()
    article.refresh_from_db()
    assert (article.kicker, article.body, article.word_count) == ("New", "<p>words</p>", 1)


@pytest.mark.django_db
def test_editor_reads_a_sentence_when_a_text_is_too_long():
    article = make_draft()
    article.body = "&" * LIMIT
    with pytest.raises(ValidationError) as refusal:
        article.full_clean()
    assert refusal.value.message_dict["body"] == ["The text is longer than 400000 characters."]
    field = Article._meta.get_field("body").formfield()
    assert field.max_length == LIMIT


@pytest.mark.django_db
def test_form_gets_the_text_as_it_will_be_stored():
    article = make_article()
    article.body = "<b>x</b>"
    article.full_clean()
    assert article.body == "<p><strong>x</strong></p>"
