"""The one page on which a site decides about comments: what is typed holds, mistakes are told,
and what a change would have done is seen before it is saved."""

from datetime import timedelta

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import rehearsal
from comments.models import Comment, Policy, WordList

from .test_comments_admin import policy_fields
from .test_comments_rules import decide
from .test_comments_text import HOSTILE
from .world import ago, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/comments/policy/1/change/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def typed(**fields):
    return {**policy_fields(), "order": "oldest", **fields}


def rehearse(client, **fields):
    return client.post(PAGE, typed(**fields, _rehearse="Rehearse"))


def test_word_lists_are_saved_shown_and_in_force(editor):
    editor.post(PAGE, typed(watched_words="casino\r\n# note\r\nbuy now", disallowed_words="<b>x"))
    assert Policy.current().lists == {"watched": "casino\n# note\nbuy now", "disallowed": "<b>x"}
    page = editor.get(PAGE).content.decode()
    assert "casino\n# note\nbuy now" in page
    assert "&lt;b&gt;x" in page
    editor.post(PAGE, typed(watched_words="", disallowed_words=""))
    assert Policy.current().lists == {}
    assert Policy.current().words_version == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("***", "Line 2: there is no word in it."),
        ("...", "Line 2: there is no word in it."),
        ("a*", "Line 2: next to * write at least 2 letters."),
        ("a*b*c*d*e", "Line 2: at most 3 * in a word."),
        ("x" * 101, "Line 2: longer than 100 characters."),
        ("слово " * 9 + "\n" + ("слово " * 9 + "\n") * 9000, "The list is too long."),
        ("word\n" * 10_001, "at most 10000 lines; this one has 10002."),
    ],
)
@pytest.mark.parametrize("field", ["watched_words", "disallowed_words"])
def test_a_line_that_would_hold_everything_or_nothing_is_refused(editor, line, told, field):
    page = editor.post(PAGE, typed(**{field: f"fine\n{line}"})).content.decode()
    assert told in page
    assert not Policy.objects.exists()


def test_two_full_lists_in_cyrillic_letters_are_taken(editor):
    assert '<form enctype="multipart/form-data"' in editor.get(PAGE).content.decode()
    words = [f"слово{number}долгое" for number in range(10_000)]
    watched = "\r\n".join(words)
    sent = typed(watched_words=watched, disallowed_words=watched.replace("слово", "другое"))
    assert editor.post(PAGE, sent).status_code == 302
    assert Policy.current().lists["watched"].split("\n") == words


def test_the_row_that_each_page_reads_does_not_hold_the_lists(editor):
    decide(watched="casino\n" * 5000)
    with CaptureQueriesContext(connection) as asked:
        Policy.current()
    assert len(asked) == 1
    assert "wordlist" not in asked[0]["sql"]
    assert WordList.objects.count() == 2


def test_article_page_reads_no_word_list(client, django_assert_max_num_queries):
    decide(watched="casino")
    article = make_article()
    with CaptureQueriesContext(connection) as asked:
        client.get(article.get_absolute_url())
    assert not [each for each in asked if "wordlist" in each["sql"]]


def test_house_rules_stand_at_the_form_and_nowhere_as_html(editor):
    rules = "Be kind.\n\n<script>alert(1)</script> & fair."
    editor.post(PAGE, typed(house_rules=rules))
    article = make_article()
    for address in (article.get_absolute_url(), f"/comment/on/{article.pk}/"):
        page = editor.get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fair." in page
    closed = make_article(comments_policy="closed")
    assert "Be kind." not in editor.get(closed.get_absolute_url()).content.decode()


def test_who_may_not_change_the_policy_sees_it_and_rehearses_nothing(client):
    decide(watched="<b>casino")
    client.force_login(make_user("Moderator"))
    page = client.get(PAGE).content.decode()
    assert "&lt;b&gt;casino" in page
    assert "Monday 08:00–22:00" in page
    assert 'name="_save"' not in page
    assert 'name="_rehearse"' not in page
    assert rehearse(client).status_code == 403
    client.logout()
    assert rehearse(client).status_code == 302


def test_rehearsal_says_what_would_have_been_held_and_saves_nothing(editor):
    decide(watched="poker")
    article = make_article()
    for text in ("casino here", "Nothing", "Poker", "Old casino"):
        make_comment(article, text=text, created_at=ago(days=31 if "Old" in text else 2))
    before = [Policy.objects.values().get(), *Comment.objects.order_by("pk").values()]
    page = rehearse(editor, watched_words="poker\ncasino", max_links="0").content.decode()
    assert "nothing has been saved" in page
    assert "In the last 30 days it would have held 2 of 3 comments." in page
    assert "The policy as saved would have held 1." in page
    assert "1 comment that it sees differently" in page
    assert "<mark>casino</mark> here" in page
    assert "Watched words: casino" in page
    assert "Old casino" not in page
    assert "poker\ncasino</textarea>" in page
    assert [Policy.objects.values().get(), *Comment.objects.order_by("pk").values()] == before
    assert Policy.current().lists == {"watched": "poker"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"max_links": "1"}, "held 1 of 2 comments"),
        ({"max_links": "0", "manual_approval": "on"}, "held 2 of 2 comments"),
        ({"max_links": "0", "disallowed_words": "noth*"}, "Of these 1 as spam"),
        ({"max_links": "0", "outside_hours": "held"}, "held 2 of 2 comments"),
        ({"max_links": "0"}, "held 0 of 2 comments"),
    ],
)  # fmt: skip
def test_every_rule_of_the_policy_can_be_rehearsed(editor, fields, told):
    article = make_article()
    make_comment(article, text="https://a.example")
    make_comment(article, text="Nothing")
    decide()
    other_day = (timezone.localtime().weekday() + 3) % 7
    hours = {f"hours_{2 * other_day}": "08:00", f"hours_{2 * other_day + 1}": "09:00"}
    assert told in rehearse(editor, **fields, **hours).content.decode()


def test_the_beginning_of_an_ip_address_is_rehearsed_by_the_address_alone(editor):
    make_comment(name="Sender", ip_address="192.0.2.7")
    make_comment(name="Neighbour", ip_address="77.192.0.2", text="The router is 192.0.2.7")
    page = rehearse(editor, watched_words="192.0.2.*", max_links="0").content.decode()
    assert "held 1 of 2 comments" in page
    assert "<bdi>Sender</bdi>" in page
    assert "Watched words: 192.0.2.*" in page


def test_a_mistake_is_told_instead_of_a_rehearsal(editor):
    page = rehearse(editor, watched_words="*", reply_depth="99").content.decode()
    assert "there is no word in it" in page
    assert "less than or equal to 10" in page
    assert "would have held" not in page


def test_a_rehearsal_tries_the_newest_comments_and_says_so(editor, monkeypatch):
    monkeypatch.setattr(rehearsal, "MOST", 3)
    monkeypatch.setattr(rehearsal, "LISTED", 2)
    for number in range(5):
        make_comment(text=f"casino {number}", created_at=ago(hours=number + 1))
    make_comment(text="casino of ours", user=make_user())
    page = rehearse(editor, watched_words="casino").content.decode()
    assert "There were more comments; the newest were tried." in page
    assert "3 comments that it sees differently, the newest 2 of them" in page
    shown = [n for n in range(5) if f"<mark>casino</mark> {n}" in page]
    assert shown == [0, 1]
    assert "of ours" not in page


def test_a_rehearsal_asks_the_same_few_questions_however_many_comments_there_are(editor):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            rehearse(editor, watched_words="casino", disallowed_words="poker")
        return len(asked)

    make_comment(text="casino")
    one = cost()
    for _number in range(12):
        make_comment(text="casino")
    assert cost() == one


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_listed_is_harmless_at_the_desk(editor, hostile):
    shown = hostile.replace("\0", "")
    make_comment(text=f"{shown} casino", name=f"N {shown}"[:150])
    page = rehearse(editor, watched_words="casino\nalert\nscript").content.decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    section = next(each for each in tree.iter("section") if each.get("class") == "rehearsal")
    for element in section.iter():
        assert element.tag not in ("svg", "math", "style", "noscript", "script", "img")
        assert not [name for name in element.attrib if name.startswith("on")]


def test_defaults_are_those_that_people_know():
    Policy(pk=1).save()
    policy = Policy.current()
    assert (policy.manual_approval, policy.hold_newcomers) == (False, True)
    assert (policy.max_links, policy.reply_depth, policy.threads_per_page) == (2, 5, 50)
    assert (policy.max_name_length, policy.max_text_length, policy.edit_minutes) == (80, 5000, 5)
    assert (policy.keep_address_days, policy.keep_rejected_days) == (30, 60)
    assert (policy.close_after_days, policy.outside_hours) == (0, "open")
    article = make_article(published_at=timezone.now() - timedelta(days=400))
    assert policy.takes_comments(article)
