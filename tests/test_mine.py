"""“My comments”: opened by a mailed link, for one address, and everything in one's own hands."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from background.models import Job
from background.worker import run_waiting
from comments.models import (
    AddressSession,
    Appeal,
    Comment,
    DataRequest,
    Decision,
    MailedLink,
    Policy,
    RejectionReason,
    Wish,
)
from comments.own import notices
from comments.proof import Browser

from .commenting import BROWSER
from .dom import parse, text_of
from .world import make_article, make_comment, make_report, make_user

pytestmark = pytest.mark.django_db

MINE, EMAIL = "/comment/mine/", "Kadri@Example.org"


def ask(client, email=EMAIL, remote="192.0.2.1", headers=BROWSER):
    return client.post(MINE, {"email": email}, headers=headers, REMOTE_ADDR=remote)


def link_in(message):
    text = message.get_content()
    return re.search(rf"{re.escape(settings.SITE_URL)}(/comment/mine/open/\S+)", text)[1]


def post(client, path, **typed):
    return client.post(f"{MINE}{path}", typed, headers=BROWSER)


@pytest.fixture
def owner(client):
    """The client, with the comments of EMAIL open."""
    token = MailedLink.objects.make("mine", EMAIL, valid_for=timedelta(minutes=30))
    post(client, f"open/{token}/")
    return client


def text(client, path=""):
    return text_of(parse(client.get(f"{MINE}{path}")))


# The way in


def test_a_link_is_mailed_and_opens_the_comments_of_that_address_once(client, mail_server):
    make_comment(email=EMAIL, text="Mine")
    make_comment(email="other@example.org", text="Theirs")
    assert ask(client)["Location"] == "/comment/mine/sent/"
    run_waiting()
    [(recipients, message)] = mail_server.mails
    assert recipients == ["kadri@example.org"]
    link = link_in(message)
    assert "Open my comments" in client.get(link).content.decode()
    response = client.post(link, headers=BROWSER)
    assert (response.status_code, response["Location"]) == (303, MINE)
    seen = text(client)
    assert "Mine" in seen
    assert "Theirs" not in seen
    stranger = Client()
    for again in (stranger.get(link), stranger.post(link, headers=BROWSER)):
        assert again.status_code == 404
        assert not again.cookies


def test_the_way_there_stands_at_the_foot_of_every_page(client):
    article = make_article()
    for page in ["/", article.get_absolute_url(), "/nothing/here/"]:
        assert b'href="/comment/mine/"' in client.get(page).content


def test_looking_at_the_link_does_not_use_it(client):
    token = MailedLink.objects.make("mine", EMAIL, valid_for=timedelta(minutes=30))
    for _scanner in range(3):
        assert not Client().get(f"{MINE}open/{token}/").cookies
    assert post(client, f"open/{token}/").status_code == 303


def test_the_mail_holds_nothing_that_a_stranger_wrote(client, mail_server):
    make_comment(email=EMAIL, name="Buy-Pills", text="https://evil.example", status="pending")
    ask(client)
    run_waiting()
    [(_recipients, message)] = mail_server.mails
    assert "Pills" not in str(message)
    assert "evil.example" not in str(message)


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(client, mail_server):
    make_comment(email=EMAIL)
    answers = []
    for email in (EMAIL, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, email)
        answers.append((response.status_code, response["Location"], len(queries)))
    assert answers[0] == answers[1]
    run_waiting()
    assert [recipients for recipients, _mail in mail_server.mails] == [["kadri@example.org"]]


def test_the_mail_goes_to_the_address_itself_and_to_none_that_looks_like_it(client, mail_server):
    make_comment(email=EMAIL)
    make_comment(email="kadri@ｅxample.org")  # folded, it is the same
    ask(client, "kadri@ｅxample.org")
    run_waiting()
    assert [recipients for recipients, _mail in mail_server.mails] == [["kadri@example.org"]]


@pytest.mark.parametrize("known", [True, False])
def test_links_to_one_address_and_from_one_network_are_limited(client, known):
    if known:
        make_comment(email=EMAIL)
    codes = [ask(client).status_code for _ in range(4)]
    assert codes == [303, 303, 303, 429]
    codes = [ask(client, remote=f"192.0.2.{n}").status_code for n in range(2, 12)]
    assert codes.count(303) == 7
    codes = [ask(client, f"reader{n}@example.org").status_code for n in range(25)]
    assert codes.count(303) < 25
    refused = ask(client, "one-more@example.org")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "one-more@example.org" in refused.content.decode()


def test_what_strangers_ask_for_does_not_use_up_the_links_of_the_owner(client):
    for _ in range(4):
        ask(Client(), remote="198.51.100.1")
    assert ask(client).status_code == 303
    for number in range(20):
        ask(Client(), remote=f"198.51.100.{number}")
    assert ask(Client(), remote="192.0.2.99").status_code == 429
    # With enough networks they do, but for a browser that has proven the address.
    proven = _browser_of(EMAIL)
    assert [ask(proven).status_code for _ in range(4)] == [303, 303, 303, 429]


def _browser_of(email):
    """A client that has proven the address."""
    client, response = Client(), HttpResponse()
    browser = Browser(RequestFactory().get("/"))
    browser.prove(email.lower())
    browser.keep_on(response)
    client.cookies = response.cookies
    return client


@pytest.mark.parametrize("email", ["", "x", "a@b\nBcc: c@d.org", "a@b.org,c@d.org", "é" * 300])
def test_what_is_no_address_is_an_error_at_the_field(client, email):
    response = ask(client, email)
    assert response.status_code == 422
    assert 'id="id_email_error"' in response.content.decode()
    assert not Job.objects.exists()


def test_a_link_is_good_for_half_an_hour(client, time_machine):
    time_machine.move_to("2031-05-05T12:00Z", tick=False)
    token = MailedLink.objects.make("mine", EMAIL, valid_for=timedelta(minutes=30))
    time_machine.shift(30 * 60 + 1)
    assert client.get(f"{MINE}open/{token}/").status_code == 404
    assert post(client, f"open/{token}/").status_code == 404


def test_a_link_for_another_purpose_opens_nothing(client):
    token = MailedLink.objects.make("confirm", EMAIL, valid_for=timedelta(hours=48))
    wrong = client.get(f"{MINE}open/{'A' * 43}/")
    foreign = client.get(f"{MINE}open/{token}/")
    path = re.compile(rb'action="[^"]*"')
    assert path.sub(b"", foreign.content) == path.sub(b"", wrong.content)
    assert post(client, f"open/{token}/").status_code == 404


# The session


def test_the_session_is_a_cookie_for_these_pages_alone(owner):
    cookie = owner.cookies["mine"]
    assert cookie["path"] == MINE
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert "kadri" not in cookie.value.lower()
    assert settings.SESSION_COOKIE_NAME not in owner.cookies


def test_the_session_ends_by_itself_and_by_its_button(owner, client, time_machine):
    make_comment(email=EMAIL, text="Mine")
    assert "Mine" in text(owner)
    post(owner, "close/")
    assert not AddressSession.objects.exists()
    assert "Mail me the link" in text(owner)
    time_machine.move_to("2031-05-05T12:00Z", tick=False)
    token = MailedLink.objects.make("mine", EMAIL, valid_for=timedelta(minutes=30))
    post(client, f"open/{token}/")
    time_machine.shift(2 * 3600 + 1)
    assert "Mail me the link" in text(client)


@pytest.mark.parametrize(
    "value", ["", "x", "A" * 43, "A" * 43 + ":" + "B" * 43, "é\x01", "9" * 5000]
)
def test_a_made_up_session_opens_nothing(client, value):
    make_comment(email=EMAIL, text="Mine")
    response = client.get(MINE, headers={"cookie": f"mine={value}"})
    assert response.status_code == 200
    assert "Mail me the link" in response.content.decode()


def test_the_session_of_one_address_does_nothing_to_comments_of_others(owner):
    other = make_comment(email="other@example.org", text="Old")
    rejected = make_comment(email="other@example.org", status="pending")
    rejected.reject(make_user())
    for path, typed in (
        (f"{other.pk}/edit/", {"text": "New"}),
        (f"{other.pk}/delete/", {}),
        (f"{other.pk}/mails/", {"replies": "on"}),
        (f"{rejected.pk}/appeal/", {"text": "Please"}),
    ):
        assert owner.get(f"{MINE}{path}").status_code == 404
        assert post(owner, path, **typed).status_code == 404
    assert Comment.objects.get(pk=other.pk).text == "Old"
    assert not Wish.objects.exists()
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(
    "path", ["{}/edit/", "{}/delete/", "{}/mails/", "{}/appeal/", "mute/", "download/", "erase/"]
)
def test_without_a_session_and_from_another_site_nothing_happens(owner, path):
    comment = make_comment(email=EMAIL, text="Old")
    path = f"{MINE}{path.format(comment.pk)}"
    typed = {"text": "New", "texts": "delete", "replies": "on"}
    assert Client().post(path, typed, headers=BROWSER)["Location"] == MINE
    forged = {"sec-fetch-site": "cross-site", "origin": "http://evil.example"}
    assert owner.post(path, typed, headers=forged).status_code == 403
    assert Comment.objects.get().text == "Old"
    assert not DataRequest.objects.exists()


def test_its_pages_are_nobodys_to_keep(owner):
    comment = make_comment(email=EMAIL)
    for path in ("", "sent/", f"{comment.pk}/edit/", f"{comment.pk}/appeal/", "erase/"):
        response = owner.get(f"{MINE}{path}")
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


# The list


def test_every_comment_is_there_with_what_became_of_it(owner):
    reason = RejectionReason.objects.create(name="Rude!", text="Say it without insults.")
    article = make_article(headline="Bridge closes")
    for status in ("pending", "approved", "spam", "deleted"):
        make_comment(article, email=EMAIL, status=status, text=f"It is {status}")
    refused = make_comment(article, email=EMAIL, status="pending", text="It is rejected")
    refused.reject(make_user(), rejection=reason)
    seen = text(owner)
    for words in ("It is pending", "It is approved", "It is spam", "It is rejected"):
        assert words in seen
    assert seen.count("Waits for a moderator") == 2  # who sends spam learns nothing
    assert "Not published: Say it without insults." in seen
    assert "Published ·" in seen
    assert "Deleted by you" in seen


def test_an_article_that_is_not_public_is_not_named(owner):
    article = make_article(headline="Secret plan")
    make_comment(article, email=EMAIL, text="I wrote this")
    article.withdraw("Wrong")
    seen = text(owner)
    assert "I wrote this" in seen
    assert "Secret" not in seen


def test_answers_to_it_are_there_if_they_are_published(owner):
    comment = make_comment(email=EMAIL)
    make_comment(parent=comment, text="Well said")
    for status in ("pending", "rejected", "spam", "deleted"):
        make_comment(parent=comment, text="Not to be seen", status=status)
    seen = text(owner)
    assert "Well said" in seen
    assert "Not to be seen" not in seen


def test_the_list_costs_the_same_however_long_it_is_and_turns_its_pages(
    owner, django_assert_max_num_queries
):
    article = make_article()
    for number in range(45):
        comment = make_comment(article, email=EMAIL, text=f"Number {number}.")
        if number % 3 == 0:
            make_comment(parent=comment)
        if number % 4 == 0:
            comment.reject(make_user())
    found, path = [], ""
    while path is not None:
        with django_assert_max_num_queries(11):
            seen = owner.get(f"{MINE}{path}").content.decode()
        found += re.findall(r"Number (\d+)\.", seen)
        older = re.search(r'href="(\?before=\d+)"', seen)
        path = older[1] if older else None
    assert found == [str(number) for number in reversed(range(45))]


@pytest.mark.parametrize("before", ["0", "999999999999999999", "x", "-1", "٣", "9" * 50, "\0"])
def test_a_page_that_is_not_there_is_the_first_one(owner, before):
    make_comment(email=EMAIL, text="Mine")
    assert "Mine" in owner.get(MINE, {"before": before}).content.decode()


# What can be done


def test_it_is_mended_and_deleted_from_here(owner):
    comment = make_comment(email=EMAIL, status="pending")
    assert post(owner, f"{comment.pk}/edit/", text="New")["Location"] == MINE
    assert "New" in text(owner)
    post(owner, f"{comment.pk}/delete/")
    assert "Deleted by you" in text(owner)


def test_a_rejection_is_objected_to_once_and_answered(owner, mail_server):
    comment = make_comment(email=EMAIL, status="pending")
    comment.reject(make_user())
    assert "Object" in text(owner)
    assert post(owner, f"{comment.pk}/appeal/", text="It is <b>true</b>.").status_code == 303
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert comment.reasons == [{"code": "appeal", "text": "Its author objects: It is <b>true</b>."}]
    assert "Your objection waits for a moderator" in text(owner)
    assert post(owner, f"{comment.pk}/appeal/", text="Again").status_code == 409
    answer = comment.reject(make_user())
    assert Appeal.objects.get().answer == answer
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        notices.tell_decisions()
        run_waiting()
    [(recipients, message)] = mail_server.mails
    assert recipients == ["kadri@example.org"]
    assert "the decision stands" in message.get_body(["plain"]).get_content()
    seen = text(owner)
    assert "Your objection was looked at, and the decision stands." in seen
    assert "Object…" not in seen
    assert post(owner, f"{comment.pk}/appeal/", text="Again").status_code == 409
    assert Appeal.objects.count() == 1


def test_an_objection_that_is_followed_publishes_the_comment(owner):
    comment = make_comment(email=EMAIL, status="pending", text="It is true.")
    first = comment.reject(make_user())
    comment.appeal("Please look again.")
    answer = comment.approve(make_user())
    assert Appeal.objects.get().answer == answer
    assert "Published ·" in text(owner)
    # Another rejection may be objected to again: it is another decision.
    comment.reject(make_user())
    assert Comment.objects.get().may_be_appealed
    assert Appeal.objects.get().rejection == first


def test_the_answer_that_was_undone_is_replaced_by_the_next_one():
    comment = make_comment(email=EMAIL, status="pending")
    by = make_user()
    comment.reject(by)
    comment.appeal("Please look again.")
    hasty = comment.reject(by)
    comment.undo(hasty, by)
    answer = comment.approve(by)
    assert Appeal.objects.get().answer == answer


@pytest.mark.parametrize("status", ["pending", "approved", "spam", "deleted"])
def test_only_a_rejection_is_objected_to(owner, status):
    comment = make_comment(email=EMAIL, status=status)
    assert post(owner, f"{comment.pk}/appeal/", text="Please").status_code == 409
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("words", ["", " \n", "\u200b", "x" * 1001])
def test_an_objection_says_something_and_not_too_much(owner, words):
    comment = make_comment(email=EMAIL, status="pending")
    comment.reject(make_user())
    assert post(owner, f"{comment.pk}/appeal/", text=words).status_code == 422
    assert not Appeal.objects.exists()


def test_everything_is_taken_along_as_json(owner):
    comment = make_comment(
        email=EMAIL, text="Größe", ip_address="192.0.2.9", user_agent="Netscape", status="pending"
    )
    comment.edit_by_author("Grösse", Policy())
    comment.reject(make_user(username="strict"), note="For us alone")
    make_comment(email="other@example.org", text="Theirs")
    make_report(email=EMAIL, text="I do not like it")
    response = post(owner, "download/")
    assert response["Content-Disposition"] == 'attachment; filename="my-comments.json"'
    told = json.loads(response.content)
    [one] = told["comments"]
    assert (one["text"], one["name"]) == ("Grösse", comment.name)
    assert one["texts_before"][0]["text"] == "Größe"
    assert one["status"] == "rejected"
    assert [report["text"] for report in told["reports"]] == ["I do not like it"]
    assert "Theirs" not in response.content.decode()
    assert "strict" not in response.content.decode()
    log = DataRequest.objects.get()
    assert (log.kind, log.by_owner, log.comments) == ("export", True, 1)


def test_from_where_it_was_sent_is_told_of_comments_whose_browser_has_proven_the_address(owner):
    """Whoever typed the address may have been somebody else, whose network is nobody's business."""
    for address, proven_at in (("192.0.2.9", timezone.now()), ("198.51.100.7", None)):
        sent = make_comment(email=EMAIL, ip_address=address, user_agent=f"Browser at {address}")
        Comment.objects.filter(pk=sent.pk).update(proven_at=proven_at)
    text = post(owner, "download/").content.decode()
    mine, foreign = json.loads(text)["comments"]
    assert (mine["ip_address"], mine["user_agent"]) == ("192.0.2.9", "Browser at 192.0.2.9")
    assert "ip_address" not in foreign
    assert "198.51.100.7" not in text


def test_what_is_taken_along_tells_no_more_than_the_pages_do(owner):
    spam = make_comment(email=EMAIL, status="pending", text="Buy!")
    spam.mark_spam(make_user())
    told = "Blocked: 192.0.2.0/24. The mayor's cousin"
    Comment.objects.filter(pk=spam.pk).update(reasons=[{"code": "blocked", "text": told}])
    article = make_article(headline="Secret plan")
    make_comment(article, email=EMAIL)
    article.withdraw("Wrong")
    text = post(owner, "download/").content.decode()
    assert [one["status"] for one in json.loads(text)["comments"]] == ["pending", "approved"]
    for secret in ("spam", "cousin", "Secret plan"):
        assert secret not in text


@pytest.mark.parametrize("choice", ["", "x", "keep,delete"])
def test_nothing_is_erased_before_it_is_said_what_becomes_of_the_texts(owner, choice):
    make_comment(email=EMAIL)
    assert post(owner, "erase/", texts=choice).status_code == 422
    assert Comment.objects.get().email == EMAIL


def test_erased_with_the_texts_only_places_above_answers_stay(owner):
    alone, above = make_comment(email=EMAIL, text="Alone"), make_comment(email=EMAIL, text="Above")
    below = make_comment(parent=above)
    post(owner, "erase/", texts="delete")
    assert not Comment.objects.filter(pk=alone.pk).exists()
    place = Comment.objects.get(pk=above.pk)
    assert (place.status, place.text, place.name, place.email) == ("deleted", "", "", "")
    assert Comment.objects.get(pk=below.pk).is_approved
    assert "Mail me the link" in text(owner)


def test_erased_without_the_texts_they_stay_without_the_name(owner, client):
    article = make_article()
    comment = make_comment(article, email=EMAIL, name="Kadri Saar", text="Worth keeping")
    old_receipt = comment.receipt_url
    post(owner, "erase/", texts="keep")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Worth keeping" in page
    assert "Name removed" in page
    assert "Kadri" not in page
    assert client.get(old_receipt).status_code == 404


def rows():
    """Everything in every table, as one text."""
    from django.apps import apps

    everything = []
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            everything += [repr(row) for row in model.objects.values()]
    return "\n".join(everything).lower()


@pytest.mark.parametrize("choice", ["keep", "delete"])
def test_name_and_address_are_gone_from_every_table(owner, choice, mail_server):
    name = "Kadrinimi Saarepuu"
    sender = {"email": EMAIL, "name": name, "ip_address": "203.0.113.77", "user_agent": "Netsc/1"}
    comment = make_comment(**sender, text="First words")
    make_comment(parent=comment)
    comment.edit_by_author("Other words", Policy())
    by = make_user()
    comment.reject(by, note=f"{name} again, write to {EMAIL}")
    comment.appeal(f"I am {name}")
    Wish.put(comment, decision=True, replies=True, by_owner=True)
    make_report(email=EMAIL, name=name, text=f"I, {name}, object")
    make_report(proofs=["kadri@example.org", "other@example.org"])
    ask(owner)  # a mail that waits
    before = rows()
    assert "kadri" in before
    post(owner, "erase/", texts=choice)
    after = rows()
    gone = ["kadri", "saarepuu", "203.0.113.77", "netsc/1"]
    assert [word for word in gone if word in after] == []
    assert "other@example.org" in after
    assert DataRequest.objects.get().kind == "erase"
    assert Decision.objects.exists()


def test_mails_are_stopped_and_allowed_here(owner):
    make_comment(email=EMAIL)
    post(owner, "mute/")
    assert "Allow mails" in text(owner)
    post(owner, "mute/", hear="")
    assert "Stop all mails" in text(owner)
