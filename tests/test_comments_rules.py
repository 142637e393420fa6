"""Rules that hold a comment: each says why, on exactly what the policy page says."""

import pytest

from comments import moderation
from comments.marking import marked
from comments.models import Comment, Decision, Policy

from .commenting import send
from .world import make_article, make_comment, make_policy, make_user

pytestmark = pytest.mark.django_db


def decide(watched="", disallowed="", **decided):
    """Put a policy that holds nothing but what is given."""
    policy = make_policy(**decided)
    policy.lists = {"watched": watched, "disallowed": disallowed}
    policy.put()
    return policy


def reasons(text="Useful overview.", **parts):
    """Codes of what holds such a comment under the policy in force."""
    parts = {"name": "Peeter", "email": "peeter@example.org", **parts}
    comment = Comment.objects.prepare(
        parts.pop("article", None) or make_article(), text=text, **parts
    )
    return [reason.code for reason in moderation.reasons_to_hold(comment, Policy.current())]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("http://a.example and HTTPS://b.example/x?y#z", 2),
        ("https://a.example,https://b.example", 1),  # one long address, as the reader sees it
        ("(https://a.example)\nhttps://a.example", 2),
        ("www.a.example ftp://b.example mailto:a@b.example //c.example", 0),
        ("<a href='https://a.example'>x</a> [url=https://b.example]x[/url]", 1),
        ("https://bank.example@evil.example https://localhost http://[::1", 0),
        ("https\u200b://a.example https:\u202e//b.example", 2),
    ],
)
def test_links_are_counted_as_readers_see_them(text, links):
    for at_least in (1, 2, 3):
        decide(max_links=at_least)
        assert reasons(text) == (["links"] if links >= at_least else [])
    decide(max_links=0)
    assert reasons(text) == []


def test_two_links_hold_unless_the_site_decides_otherwise():
    make_policy(max_links=Policy().max_links).put()
    assert reasons("https://a.example") == []
    assert reasons("https://a.example https://b.example") == ["links"]


def test_the_page_says_what_the_number_of_links_means(client):
    client.force_login(make_user("Editor"))
    page = client.get("/admin/comments/policy/1/change/").content.decode()
    assert "with this many links or more is held: 2 lets one link pass" in page
    assert 'name="max_links" value="2"' in page


def test_every_rule_that_held_is_said_in_the_documented_order_and_words_are_marked(client):
    decide(watched="mayor\nbuy now", max_links=1, manual_approval=True)
    text = "The Mayor? Buy NOW at https://shop.example/ <b>"
    send(client, make_article(comments_policy="held"), text=text, age=0)
    comment = Comment.objects.get()
    found = [reason["code"] for reason in comment.reasons]
    assert found == ["fast", "links", "watched", "article", "manual"]
    assert comment.reasons[2]["text"] == "Watched words: mayor, buy now"
    assert marked(comment) == [
        ("The ", False), ("Mayor", True), ("? ", False), ("Buy NOW", True), (" at ", False),
        ("https://shop.example/", True), (" <b>", False),
    ]  # fmt: skip
    assert comment.status == "pending"


def test_the_queue_marks_words_and_stays_harmless(client):
    decide(watched="script")
    client.force_login(make_user("Moderator"))
    article = make_article()
    client.logout()
    send(client, article, text="<script>alert(1)</script>")
    client.force_login(make_user("Moderator"))
    page = client.get("/admin/comments/comment/").content.decode()
    assert "&lt;<mark>script</mark>&gt;alert" in page
    assert "Watched words: script" in page


def test_a_disallowed_word_is_spam_even_behind_a_hundred_watched_ones(client):
    decide(watched="cheap", disallowed="viagra")
    send(client, make_article(), text="cheap " * 700 + "viagra", age=60)
    comment = Comment.objects.get()
    assert comment.status == "spam"
    assert [reason["code"] for reason in comment.reasons] == ["disallowed", "watched"]
    assert Decision.objects.values_list("by", "to_status", "reason").get() == (
        None, "spam", "disallowed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("casino", {"name": "Best Casino"}),
        ("casino", {"email": "win@best-casino.example"}),
        ("win@best-casino.example", {"email": "Win@Best-Casino.example"}),
        ("192.0.2.*", {"ip_address": "192.0.2.77"}),
        ("2001:db8::7", {"ip_address": "2001:db8::7"}),
        ("2001:db8:*", {"ip_address": "2001:db8::7"}),
        ("curl", {"user_agent": "curl/8.5.0"}),
        ("best casino", {"text": "The best\n\n\u201ccasino\u201d!"}),
    ],
)
def test_words_are_looked_for_in_everything_that_came_with_the_comment(line, parts):
    decide(watched=line)
    assert reasons(**parts) == ["watched"]
    decide(disallowed=line)
    assert reasons(**parts) == ["disallowed"]


def test_words_do_not_run_from_one_field_into_the_next():
    decide(watched="overview peeter")
    assert reasons("Useful overview", name="Peeter") == []


def test_a_new_list_holds_in_every_process_at_once_and_a_withdrawn_one_no_more():
    decide(watched="casino")
    assert reasons("casino") == ["watched"]
    decide(watched="poker")
    assert reasons("casino") == []
    assert reasons("poker") == ["watched"]
    decide()
    assert reasons("poker") == []


def test_the_lists_are_not_read_again_for_each_comment(django_assert_num_queries):
    decide(watched="casino")
    article = make_article()
    reasons("casino", article=article)
    with django_assert_num_queries(2):  # the policy, and whether the sender is blocked
        assert reasons("casino", article=article) == ["watched"]


def test_moderators_are_not_held_by_words_nor_links():
    decide(watched="casino", disallowed="poker", max_links=1)
    moderator = make_user("Moderator")
    assert reasons("casino poker https://a.example", user=moderator) == []
    assert reasons("casino", user=make_user("Reporter")) == ["watched"]


@pytest.mark.parametrize(
    "stored",
    [
        [{"code": "x", "text": "from before"}],
        [{"code": "x", "text": "", "matches": [["text", 2, 99], ["text", 3, 3], ["name", 0, 1]]}],
        [{"code": "x", "text": "", "matches": [["text", 5, 2]]}],
    ],
)
def test_marks_that_make_no_sense_are_passed_over(stored):
    comment = make_comment(text="Short")
    comment.reasons = stored
    assert marked(comment) == [("Short", False)]


def test_marks_that_overlap_are_one_and_hide_nothing_invisible():
    comment = make_comment(text="ab\u202ecdef")
    comment.reasons = [{"matches": [["text", 0, 4]]}, {"matches": [["text", 3, 5]]}]
    assert marked(comment) == [("abcd", True), ("ef", False)]
