"""How comments look: what each is marked with, whom it answers, and that it is drawn safely."""

import re
from datetime import UTC, datetime
from html import unescape

import html5lib
import pytest
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from comments import threads
from comments.drawing import Pen
from comments.models import Policy
from comments.moments import Clock

from .test_comments_threads import section
from .world import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db


def shown(html, comment):
    """The article element of one comment, as text of HTML."""
    return re.search(f'<article class="say[^>]*id="c{comment.pk}".*?</article>', html, re.DOTALL)[0]


HOSTILE = ['"><script>alert(1)</script>', "' onload='x", "</article></li></ol>", "%(name)s {x} %s"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text_wherever_it_stands(client, name):
    root = make_comment(name=name)
    one = make_comment(parent=root, name=name, reply_depth=1)
    make_comment(parent=one, name=name, reply_depth=1)
    html = section(client, root.article)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    names = [each.text for each in tree.iter("bdi")]
    assert names == [name] * 4  # the third says whom it answers
    articles = [each.get("aria-label") for each in tree.iter("article")]
    assert articles == [f"Comment by {name}"] * 3
    allowed = {"class", "id", "data-shown", "aria-label"}
    assert all(set(each.attrib) <= allowed for each in tree.iter("article"))
    # Scripts of the page itself come from files.
    assert all(not each.text for each in tree.iter("script"))


def test_a_reply_that_stands_elsewhere_says_whom_it_answers(client):
    root = make_comment(name="Root", reply_depth=1)
    one = make_comment(parent=root, name="One", reply_depth=1)
    two = make_comment(parent=one, name="Two", reply_depth=1)
    html = section(client, root.article)
    assert "in reply to" not in shown(html, one)
    assert f'<a href="#c{one.pk}">in reply to <bdi>One</bdi></a>' in shown(html, two)
    one.reject(None)
    html = section(client, root.article)
    assert "in reply to" not in html
    assert "One" not in html


def test_who_is_answered_is_named_though_that_is_on_the_page_before(client, monkeypatch):
    monkeypatch.setattr(threads, "REPLIES_PER_PAGE", 2)
    root = make_comment(name="Root")
    one = make_comment(parent=root, name="One")
    make_comment(parent=one)
    three = make_comment(parent=one)
    four = make_comment(parent=root)
    html = section(client, root.article, **{"thread": root.pk, "from": three.pk})
    assert f'<a href="/comment/{one.pk}/">in reply to <bdi>One</bdi></a>' in shown(html, three)
    assert "in reply to" not in shown(html, four)
    one.reject(None)
    html = section(client, root.article, **{"thread": root.pk, "from": three.pk})
    assert "One" not in html


def test_a_page_that_begins_in_mid_thread_puts_nothing_below_a_stranger(client, monkeypatch):
    monkeypatch.setattr(threads, "REPLIES_PER_PAGE", 2)
    root = make_comment()
    one = make_comment(parent=root)
    below_one = make_comment(parent=one)
    deep = make_comment(parent=below_one)
    two = make_comment(parent=root)
    below_two = make_comment(parent=two)
    html = section(client, root.article, **{"thread": root.pk, "from": deep.pk})
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    replies = tree.find(".//ol[@class='thread']/li/details/ol")
    first = [each.find("article").get("id") for each in replies.findall("li")]
    assert first == [f"c{deep.pk}", f"c{two.pk}"]
    assert f'id="c{below_two.pk}"' not in html


def test_a_branch_says_how_many_replies_it_holds(client):
    root = make_comment(name="Root")
    one = make_comment(parent=root, name="One")
    make_comment(parent=one)
    html = section(client, root.article)
    summaries = [unescape(re.sub("<[^>]*>", "", each)) for each in summaries_in(html)]
    assert summaries == ["2 replies to Root", "1 reply to One"]


def summaries_in(html):
    return re.findall("<summary>(.*?)</summary>", html)


def test_what_was_written_before_a_correction_says_so(client, settings):
    settings.TIME_ZONE = "UTC"
    day = datetime(2026, 3, 4, tzinfo=UTC)
    article = make_article(published_at=day)
    before = make_comment(article, created_at=day.replace(hour=10))
    yesterday = make_comment(article, created_at=day.replace(day=3, hour=10))
    between = make_comment(article, created_at=day.replace(hour=15))
    after = make_comment(article, created_at=day.replace(hour=18))
    article.corrections.create(text="Wrong", published_at=day.replace(hour=14, minute=5))
    article.corrections.create(text="Wrong again", published_at=day.replace(hour=17))
    article.corrections.create(text="More", kind="update", published_at=day.replace(hour=20))
    html = section(client, article)
    assert "written before the correction of 2:05 p.m." in shown(html, before)
    assert "written before the correction of 5 p.m." in shown(html, between)
    told = shown(html, yesterday)
    assert "written before the correction of March 4, 2026, 2:05 p.m." in told
    assert "correction" not in shown(html, after)


def test_a_pick_is_marked_logged_and_can_be_put_back(client):
    comment, editor = make_comment(), make_user("Editor")
    assert comment.pick(editor).by == editor
    assert comment.pick(editor) is None
    assert "Editors’ pick" in shown(section(client, comment.article), comment)
    comment.unpick(editor)
    assert comment.unpick(editor) is None
    assert "Editors’ pick" not in section(client, comment.article)
    logged = comment.decisions.order_by("id").values_list("reason", "from_status", "to_status")
    assert [*logged] == [("pick", "approved", "approved"), ("unpick", "approved", "approved")]


@pytest.mark.parametrize("status", ["pending", "rejected", "spam"])
def test_what_readers_do_not_see_cannot_be_picked(client, status):
    comment = make_comment(status=status)
    assert comment.pick(make_user()) is None
    shown_once = make_comment(comment.article)
    shown_once.pick(make_user())
    getattr(shown_once, {"pending": "hold", "rejected": "reject", "spam": "mark_spam"}[status])(
        None
    )
    Policy(pk=1, picks_first=True).save()
    assert "pick" not in section(client, comment.article)


def test_picks_stand_above_the_threads_where_the_site_wants_it(client):
    article = make_article()
    one, two = make_comment(article, text="One words"), make_comment(article, text="Two words")
    below = make_comment(parent=one, text="Below words")
    for comment in (two, below):
        comment.pick(None)
    assert "picked" not in section(client, article)
    Policy(pk=1, picks_first=True).save()
    html = section(client, article)
    picks = html[html.index('<ol class="picked">') : html.index('<ol class="thread">')]
    assert re.findall("(One|Two|Below) words", picks) == ["Below", "Two"]
    assert 'id="c' not in picks
    assert len(re.findall(f'id="c{two.pk}"', html)) == 1
    assert '<ol class="picked">' not in section(client, article, after=one.pk)
    assert '<ol class="picked">' not in section(client, article, thread=one.pk)


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
@pytest.mark.parametrize("language", ["en", "de", "ar", "es", "fr", "ja", "hu"])
def test_a_moment_is_written_as_django_writes_it(language, moment):
    with override(language):
        clock = Clock()
        local = clock.local(moment.replace(tzinfo=UTC))
        assert clock.say(local) == date_format(local, "DATETIME_FORMAT")


@pytest.mark.parametrize("format", ["c", "N j, Y, P e", "U", "H:i:s"])
def test_a_format_that_cannot_be_cut_is_written_whole(format):
    clock = Clock()
    clock.format, clock.parts = format, ()
    local = clock.local(datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert clock.say(local) == date_format(local, format)


def test_drawing_asks_the_database_nothing(client, django_assert_num_queries):
    root = make_comment()
    make_comment(parent=root)
    page = threads.page_of(root.article, Policy(pk=1), {})
    article = type(root.article).objects.for_page().get(pk=root.article.pk)
    with django_assert_num_queries(0):
        pen = Pen(article, takes_replies=True)
        assert "".join(pen.thread(page.threads[0])).count("<article") == 2
