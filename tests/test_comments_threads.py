"""The section "Comments" of an article: every thread in order, in pages that cost the same."""

import gzip
import re
from pathlib import Path

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import threads
from comments.models import Comment, Policy

from .world import make_article, make_comment

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent


def section(client, article, **query):
    page = client.get(article.get_absolute_url(), query).content.decode()
    return page[page.index('<section class="talk"') :].split('<aside class="side"')[0]


def numbers(html):
    return [int(number) for number in re.findall(r'<article class="say[^"]*" id="c(\d+)"', html)]


def outline(html):
    """Numbers of comments as nested lists, as a browser finds them: [[1, [[2, []]]], …]."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return _outline(tree.find(".//ol[@class='thread']"))


def _outline(ol):
    items = ol.findall("li") if ol is not None else []
    with_comment = [each for each in items if each.find("article") is not None]
    return [
        [int(each.find("article").get("id")[1:]), _outline(each.find("details/ol"))]
        for each in with_comment
    ]


def test_replies_stand_below_what_they_answer_in_the_order_of_their_coming(client):
    first = make_comment()
    second = make_comment(first.article)
    below_first = make_comment(parent=first)
    below_second = make_comment(parent=second)
    deeper = make_comment(parent=below_first)
    later = make_comment(parent=first)
    assert outline(section(client, first.article)) == [
        [first.pk, [[below_first.pk, [[deeper.pk, []]]], [later.pk, []]]],
        [second.pk, [[below_second.pk, []]]],
    ]


def test_comments_that_came_in_one_moment_keep_their_order(client, time_machine):
    time_machine.move_to("2026-03-29T01:00:00Z", tick=False)
    article = make_article()
    expected = [make_comment(article).pk for _ in range(20)]
    assert numbers(section(client, article)) == expected


def test_imported_comments_stand_where_their_time_puts_them(client):
    article = make_article()
    now = make_comment(article)
    then = make_comment(article, created_at=now.created_at.replace(year=2011))
    assert numbers(section(client, article)) == [then.pk, now.pk]


def test_the_deepest_level_grows_sideways_and_no_further(client):
    policy = Policy(pk=1, reply_depth=2)
    one = make_comment(reply_depth=policy.reply_depth)
    two = make_comment(parent=one, reply_depth=2)
    three = make_comment(parent=two, reply_depth=2)
    four = make_comment(parent=three, reply_depth=2)
    five = make_comment(parent=four, reply_depth=2)
    assert outline(section(client, one.article)) == [
        [one.pk, [[two.pk, [[three.pk, []], [four.pk, []], [five.pk, []]]]]]
    ]
    assert five.parent == four
    comment = one
    for _ in range(15):
        comment = make_comment(parent=comment)
    assert comment.depth == 10


def test_a_comment_that_is_not_approved_is_nowhere(client):
    article = make_article()
    make_comment(article, text="Visible words")
    for status in ("pending", "rejected", "spam"):
        hidden = make_comment(article, status=status, name="Hidden", text="Hidden words")
        make_comment(parent=hidden, status=status, name="Hidden", text="Hidden words")
        assert client.get(hidden.get_absolute_url()).status_code == 404
        assert "Hidden" not in section(client, article, thread=hidden.pk)
    html = section(client, article)
    assert "Visible words" in html
    assert "Hidden" not in html
    assert "(1)" in html


@pytest.mark.parametrize("verb", ["reject", "mark_spam", "hold"])
def test_a_removed_comment_keeps_its_place_for_approved_replies_and_says_nothing(client, verb):
    root = make_comment(name="Gone", text="Gone words")
    middle = make_comment(parent=root, name="Gone", text="Gone words")
    leaf = make_comment(parent=middle)
    for comment in (root, middle):
        getattr(comment, verb)(None)
    html = section(client, root.article)
    assert outline(html) == [[root.pk, [[middle.pk, [[leaf.pk, []]]]]]]
    assert "Gone" not in html
    assert html.count("This comment is not shown.") == 2
    leaf.reject(None)
    assert numbers(section(client, root.article)) == []


def links(html):
    return dict(re.findall(r'<a rel="(prev|next)" href="[^"?]*\?([^"#]*)', html))


def asked(query):
    return dict(pair.split("=") for pair in query.replace("&amp;", "&").split("&"))


@pytest.mark.parametrize("order", ["oldest", "newest", "replied"])
def test_pages_show_every_thread_once_and_lead_back(client, order):
    Policy(pk=1, threads_per_page=3).save()
    article = make_article()
    every = [make_comment(article).pk for _ in range(8)]
    every = every if order == "oldest" else every[::-1]  # of as many replies the newest first
    html = section(client, article, order=order)
    pages = [numbers(html)]
    assert "prev" not in links(html)
    while "next" in links(html):
        html = section(client, article, **asked(links(html)["next"]))
        pages.append(numbers(html))
    assert pages == [every[:3], every[3:6], every[6:]]
    back = section(client, article, **asked(links(html)["prev"]))
    assert numbers(back) == every[3:6]
    front = section(client, article, **asked(links(back)["prev"]))
    assert numbers(front) == every[:3]
    assert set(links(front)) == {"next"}


def test_a_long_thread_is_cut_and_turned_in_pages_of_its_own(client, monkeypatch):
    monkeypatch.setattr(threads, "SHOWN_REPLIES", 3)
    monkeypatch.setattr(threads, "REPLIES_PER_PAGE", 4)
    root = make_comment()
    parents = [root]
    for _ in range(10):
        parents.append(make_comment(parent=parents[len(parents) // 3]))
    other = make_comment(root.article)
    in_order = list(
        Comment.objects.filter(thread=root).in_order("oldest").values_list("pk", flat=True)
    )
    html = section(client, root.article)
    assert numbers(html) == [root.pk, *in_order[:3], other.pk]
    assert f'?thread={root.pk}#c{root.pk}">Show all 10 replies' in html
    pages, query = [], {"thread": root.pk}
    while query:
        html = section(client, root.article, **query)
        found = numbers(html)
        assert found[0] == root.pk
        assert len(str(outline(html)).split(",")) >= len(found)
        pages.append(found[1:])
        query = asked(links(html)["next"]) if "next" in links(html) else None
    assert pages == [in_order[:4], in_order[4:8], in_order[8:]]


def test_a_permanent_address_finds_the_page_of_its_comment(client, monkeypatch):
    monkeypatch.setattr("comments.views.REPLIES_PER_PAGE", 2)
    monkeypatch.setattr(threads, "REPLIES_PER_PAGE", 2)
    root = make_comment()
    for comment in [root, *[make_comment(parent=root) for _ in range(5)]]:
        response = client.get(comment.get_absolute_url())
        page, _, anchor = response["Location"].partition("#")
        assert anchor == f"c{comment.pk}"
        assert comment.pk in numbers(client.get(page).content.decode())


@pytest.mark.parametrize(
    "query",
    [
        {"after": "9" * 18}, {"after": "9" * 400}, {"after": "-1"}, {"after": "x"}, {"after": "٣"},
        {"before": "0"}, {"before": "1e9"}, {"thread": "9" * 18}, {"thread": "1", "from": "\0"},
        {"order": "\0"}, {"order": "newest' OR 1=1"}, {"thread": ["1", "2"]}, {"from": "7"},
    ],
)  # fmt: skip
def test_a_query_without_sense_is_an_answer_all_the_same(client, query):
    article = make_comment().article
    assert client.get(article.get_absolute_url(), query).status_code == 200


def test_a_thread_of_another_article_is_not_shown(client):
    theirs = make_comment(text="Elsewhere")
    mine = make_comment()
    assert "Elsewhere" not in section(client, mine.article, thread=theirs.pk)


def queries_of(client, article, **query):
    with CaptureQueriesContext(connection) as found:
        section(client, article, **query)
    return [each["sql"] for each in found if 'FROM "comments_' in each["sql"]]


def test_a_section_takes_at_most_three_queries_whatever_it_holds(client):
    article = make_article()
    assert len(queries_of(client, article)) <= 3
    roots = [make_comment(article) for _ in range(4)]
    for root in roots:
        for _ in range(12):
            make_comment(parent=root)
    roots[0].reject(None)
    for query in ({}, {"order": "newest"}, {"after": roots[1].pk}, {"thread": roots[2].pk}):
        assert len(queries_of(client, article, **query)) <= 3


def test_the_page_fetches_nothing_of_the_sender_but_the_name(client):
    comment = make_comment()
    make_comment(parent=comment)
    found = " ".join(queries_of(client, comment.article))
    for column in ("email", "email_key", "ip_address", "user_agent", "token", "text"):
        assert f'"{column}"' not in found


def test_number_of_a_hidden_comment_is_like_one_that_does_not_exist(client):
    article = make_article(slug="story")
    for _ in range(3):
        make_comment(article)
    hidden = make_comment(article, status="pending")
    make_comment(article)
    for query in ("after={}", "before={}", "after={}&order=newest"):
        pages = [
            client.get("/story/?" + query.format(number)).content.decode().count('class="say')
            for number in (hidden.pk, hidden.pk + 1_000_000)
        ]
        assert pages[0] == pages[1], query


def test_most_replied_threads_come_first_and_each_stands_on_one_page(client):
    Policy(pk=1, threads_per_page=2).save()
    article = make_article()
    roots = [make_comment(article) for _ in range(6)]
    for root, replies in zip(roots, [0, 2, 0, 1, 2, 0], strict=True):
        for _ in range(replies):
            make_comment(parent=root)
    wanted = [roots[n].pk for n in (4, 1, 3, 5, 2, 0)]
    html = section(client, article, order="replied")
    pages = [tops(html)]
    while "next" in links(html):
        html = section(client, article, **asked(links(html)["next"]))
        pages.append(tops(html))
    assert pages == [wanted[:2], wanted[2:4], wanted[4:]]
    assert tops(section(client, article, **asked(links(html)["prev"]))) == wanted[2:4]


def tops(html):
    return [number for number, _ in outline(html)]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({}, "comment_threads"),
        ({"order": "newest"}, "comment_threads"),
        ({"order": "replied"}, "comment_most_replied"),
        ({"order": "replied", "after": "first"}, "comment_most_replied"),
    ],
)
def test_threads_of_an_article_are_found_by_their_index(client, query, index):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how much there is: see bench/threads.py")
    article = make_article()
    for _ in range(20):
        make_comment(parent=make_comment(article))
    first = Comment.objects.earliest("id").pk
    query = {name: first if value == "first" else value for name, value in query.items()}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # from then on SQLite guesses by what it has seen
        (sql, *_) = [each for each in queries_of(client, article, **query) if "cutoff" in each]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert f"INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


def test_scripts_of_comments_are_small_enough_for_any_connection():
    files = [*(ROOT / "static" / "js").glob("comments-*.js")]
    assert len(files) >= 2
    assert len(gzip.compress(b"".join(file.read_bytes() for file in files))) <= 6 * 1024
