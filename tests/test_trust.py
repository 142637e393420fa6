"""Trust is a proven address in the same browser: what can be typed makes no comment appear."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from background.worker import run_waiting
from comments import confirming
from comments.models import Comment, Decision, MailedLink, Policy, Proof
from comments.tasks import ask_for_proof, forget_unproven

from .commenting import BROWSER, send
from .world import ago, make_article, make_comment, make_policy, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("smtp")]
ANN = {"name": "Ann Approved", "email": "ann@example.org"}


@pytest.fixture
def article():
    return make_article(headline="Bridge closes")


@pytest.fixture
def trusting():
    """The policy as it is by default."""
    make_policy(hold_newcomers=True, proof_for="approval").save()


def link_in(message):
    return re.search(r"http://testserver(/comment/confirm/\S+)", message.get_content())[1]


def confirm(client, address, remote="192.0.2.1"):
    """Open the mailed page and press its button, as a browser does."""
    page = client.get(address)
    numbers = re.findall(r'name="comment" value="(\d+)"', page.content.decode())
    return client.post(address, {"comment": numbers}, headers=BROWSER, REMOTE_ADDR=remote)


def newest():
    return Comment.objects.latest("id")


def codes(comment):
    return [reason["code"] for reason in comment.reasons]


def mailed(mail_server):
    run_waiting()
    return [message for _recipients, message in mail_server.mails]


# Passing as somebody


def test_nobody_passes_as_an_approved_commenter_by_typing_name_and_address(
    client, article, trusting, mail_server
):
    send(client, article, **ANN)
    confirm(client, link_in(mailed(mail_server)[0]))
    newest().approve(make_user())
    send(client, article, **ANN, text="Mine, from my browser.")
    assert newest().status == "approved"
    send(Client(), article, **ANN, text="Buy pills.", remote="203.0.113.5")
    assert newest().status == "pending"
    assert codes(newest()) == ["unproven", "newcomer"]


def test_an_approved_address_does_not_lend_its_trust_to_another_one(
    client, article, trusting, mail_server
):
    make_comment(article, email="bob@example.org")
    send(client, article, **ANN)
    confirm(client, link_in(mailed(mail_server)[0]))
    newest().approve(make_user())
    send(client, article, name="Bob", email="bob@example.org", text="As Bob.")
    assert newest().status == "pending"


@pytest.mark.parametrize("cookie", ["", "forged", "ann@example.org", "A" * 43 + ":" + "b" * 43])
def test_a_cookie_cannot_be_invented(client, article, trusting, cookie):
    make_comment(article, **ANN)
    client.cookies["reader"] = cookie
    send(client, article, **ANN)
    assert newest().status == "pending"


def test_confirming_in_another_browser_does_not_make_the_senders_trusted(
    article, trusting, mail_server
):
    """Somebody types Ann's address; Ann, in a hurry, presses the button in the mail."""
    make_comment(article, **ANN)
    stranger, ann = Client(), Client()
    send(stranger, article, **ANN, text="Buy pills.")
    told = confirm(ann, link_in(mailed(mail_server)[0]))
    assert told["Location"] == "/comment/confirmed/"
    assert newest().status == "pending"
    assert not newest().is_proven
    send(stranger, article, **ANN, text="Buy more pills.")
    assert newest().status == "pending"
    send(ann, article, **ANN, text="Really Ann.", remote="192.0.2.9")
    assert newest().status == "approved"


def test_a_first_comment_of_a_proven_address_waits_for_a_moderator(
    client, article, trusting, mail_server
):
    send(client, article, **ANN)
    confirm(client, link_in(mailed(mail_server)[0]))
    assert (newest().status, newest().is_proven) == ("pending", True)
    assert codes(newest()) == ["newcomer"]


def test_rejected_and_waiting_comments_earn_no_trust(client, article, trusting, mail_server):
    for status in ("pending", "rejected", "spam"):
        make_comment(article, status=status, **ANN)
    send(client, article, **ANN)
    confirm(client, link_in(mailed(mail_server)[0]))
    assert newest().status == "pending"


# What the policy needs a proof for


def test_a_comment_that_waited_only_for_its_proof_appears_and_that_is_logged(
    client, article, mail_server
):
    make_policy(proof_for="approval").save()
    send(client, article, **ANN)
    assert codes(newest()) == ["unproven"]
    receipt = confirm(client, link_in(mailed(mail_server)[0]))["Location"]
    assert receipt == newest().receipt_url
    assert newest().status == "approved"
    article.refresh_from_db()
    assert article.comment_count == 1
    decision = Decision.objects.get()
    assert (decision.by, decision.from_status, decision.to_status) == (None, "pending", "approved")
    assert "confirmed" in client.get(receipt).content.decode()


def test_what_else_held_it_holds_it_still(client, article, mail_server):
    make_policy(proof_for="approval", min_fill_seconds=30).save()
    send(client, article, **ANN, age=5)
    confirm(client, link_in(mailed(mail_server)[0]))
    assert (newest().status, codes(newest())) == ("pending", ["fast"])


def test_a_rule_that_came_meanwhile_is_asked_too(client, article, mail_server):
    make_policy(proof_for="approval").save()
    send(client, article, **ANN)
    make_policy(proof_for="approval", manual_approval=True).save()
    confirm(client, link_in(mailed(mail_server)[0]))
    assert (newest().status, codes(newest())) == ("pending", ["manual"])


@pytest.mark.parametrize("verb", ["reject", "mark_spam", "approve"])
def test_a_moderators_decision_stands(client, article, mail_server, verb):
    make_policy(proof_for="approval").save()
    send(client, article, **ANN)
    address = link_in(mailed(mail_server)[0])
    getattr(newest(), verb)(make_user())
    decided = newest().status
    confirm(client, address)
    assert newest().status == decided
    assert Decision.objects.count() == 1


def test_what_a_moderator_sent_back_to_the_queue_stays_there(client, article, mail_server):
    make_policy(proof_for="approval").save()
    send(client, article, **ANN)
    newest().approve(make_user())
    newest().hold(make_user())
    confirm(client, link_in(mailed(mail_server)[0]))
    assert newest().status == "pending"


def test_where_the_queue_needs_a_proof_a_comment_is_taken_and_no_moderator_sees_it(
    client, article, mail_server
):
    make_policy(manual_approval=True, proof_for="queue").save()
    assert send(client, article, **ANN).status_code == 303
    assert not Comment.objects.waiting().exists()
    assert Comment.objects.awaiting_proof().get() == newest()
    told = client.get(newest().receipt_url).content.decode()
    assert "nobody reads your comment" in told
    confirm(client, link_in(mailed(mail_server)[0]))
    assert Comment.objects.waiting().get() == newest()
    assert not Comment.objects.awaiting_proof().exists()


def test_confirming_in_another_browser_brings_it_into_the_queue(article, mail_server):
    make_policy(proof_for="queue").save()
    send(Client(), article, **ANN)
    confirm(Client(), link_in(mailed(mail_server)[0]))
    assert Comment.objects.waiting().get().status == "pending"


def test_what_nobody_confirms_in_seven_days_is_dropped_and_nothing_else(client, article):
    make_policy(proof_for="queue").save()
    send(client, article, **ANN)
    kept = [make_comment(article, status=status) for status in Comment.Status.values]
    for days, left in ((6.9, len(kept) + 1), (7.1, len(kept))):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            forget_unproven.func()
        assert Comment.objects.count() == left
    assert set(Comment.objects.all()) == set(kept)


def test_where_nothing_needs_a_proof_nobody_is_asked(client, article, mail_server):
    make_policy().save()
    response = send(client, article, **ANN)
    assert newest().status == "approved"
    assert response.cookies == {}
    assert mailed(mail_server) == []


def test_the_newsroom_is_not_asked(client, article, trusting, mail_server):
    client.force_login(make_user("Reporter"))
    send(client, article, **ANN)
    assert newest().status == "approved"
    assert mailed(mail_server) == []


def test_by_default_a_proof_is_needed_to_appear_and_newcomers_are_held():
    policy = Policy.current()
    assert (policy.hold_newcomers, policy.proof_for) == (True, "approval")


# The mail


def test_the_mail_has_one_recipient_and_nothing_that_a_stranger_typed(
    client, article, trusting, mail_server
):
    typed = "Buy https://pills.example/ now"
    send(client, article, name="Visit pills.example", email="ann@example.org", text=typed)
    run_waiting()
    [(recipients, message)] = mail_server.mails
    assert recipients == ["ann@example.org"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "The Test Gazette <gazette@example.org>"
    assert not message.is_multipart()
    assert "pills" not in message.as_string()
    assert "pills" not in message.get_content()
    assert "Bridge closes" in message.get_content()
    addresses = re.findall(r"https?://\S+", message.get_content())
    assert len(addresses) == 1


def test_one_browser_is_mailed_one_link_which_confirms_all_it_sent(client, article, mail_server):
    make_policy(proof_for="approval").save()
    for text in ("One.", "Two.", "Three."):
        send(client, article, **ANN, text=text)
    [message] = mailed(mail_server)
    page = client.get(link_in(message)).content.decode()
    assert all(text in page for text in ("One.", "Two.", "Three."))
    confirm(client, link_in(message))
    assert Comment.objects.approved().count() == 3
    send(client, article, **ANN, text="Four.", remote="192.0.2.9")
    assert len(mailed(mail_server)) == 1


def test_nobody_is_bombed_with_mails(article, trusting, mail_server):
    for number in range(12):
        send(Client(), article, **ANN, text=f"No {number}", remote=f"192.0.2.{number}")
    assert len(mailed(mail_server)) == 10
    assert Comment.objects.waiting().count() == 12


def test_one_stranger_does_not_use_up_the_mails_of_an_address(article, trusting, mail_server):
    for number in range(5):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=number)):
            send(Client(), article, **ANN, text=f"No {number}", remote="198.51.100.7")
    assert len(mailed(mail_server)) == 3
    send(Client(), article, **ANN, text="My own", remote="192.0.2.1")
    assert len(mailed(mail_server)) == 4


def test_one_network_cannot_mail_the_whole_town(article, trusting, mail_server):
    for number in range(25):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=number)):
            send(Client(), article, name="Spam", email=f"reader{number}@example.org")
    assert len(mailed(mail_server)) == 20


def test_what_looks_like_spam_causes_no_mail_and_its_sender_cannot_tell(
    client, article, trusting, mail_server
):
    send(client, article, **ANN, website="x")
    spam = client.get(newest().receipt_url).content.decode()
    assert newest().status == "spam"
    assert mailed(mail_server) == []
    other = Client()
    send(other, article, **ANN, text="Ordinary.")
    assert "We have mailed a link" in spam
    assert "We have mailed a link" in other.get(newest().receipt_url).content.decode()


def test_the_task_may_be_repeated(client, article, trusting, mail_server):
    send(client, article, **ANN)
    mailed(mail_server)
    ask_for_proof.func(newest().pk)
    ask_for_proof.func(0)
    assert len(mailed(mail_server)) == 1


# The page behind the link


def test_opening_the_link_changes_nothing(client, article, trusting, mail_server):
    send(client, article, **ANN)
    address = link_in(mailed(mail_server)[0])
    for _scanner in range(3):
        response = Client().get(address)
        assert response.status_code == 200
        assert response.cookies == {}
    Client().head(address)
    assert not Proof.objects.exists()
    assert confirm(client, address).status_code == 303
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_wrong_used_expired_and_foreign_links_look_the_same(client, article, trusting, mail_server):
    send(client, article, **ANN)
    used = link_in(mailed(mail_server)[0])
    confirm(client, used)
    foreign = MailedLink.objects.make("mine", "a@example.org", valid_for=timedelta(hours=1))
    with time_machine.travel(ago(hours=49), tick=False):
        late = MailedLink.objects.make(
            confirming.PURPOSE, "b@example.org", valid_for=confirming.LINK_LASTS
        )
    tokens = ["A" * 43, foreign, late]
    addresses = [used, *(f"/comment/confirm/{token}/" for token in tokens)]
    answers = set()
    for address in addresses:
        for response in (client.get(address), client.post(address, headers=BROWSER)):
            body = response.content.replace(address.encode(), b"")
            answers.add((response.status_code, body, tuple(sorted(response.headers.items()))))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_site_cannot_press_the_button(client, article, trusting, mail_server, headers):
    send(client, article, **ANN)
    address = link_in(mailed(mail_server)[0])
    assert client.post(address, headers=headers).status_code == 403
    assert not Proof.objects.exists()


@pytest.mark.parametrize("numbers", [["x"], ["9" * 40], ["-1", "٣", "\0"], ["1"] * 900])
def test_odd_numbers_are_passed_over(client, article, trusting, mail_server, numbers):
    send(client, article, **ANN)
    address = link_in(mailed(mail_server)[0])
    response = client.post(address, {"comment": numbers}, headers=BROWSER)
    assert response.status_code in (303, 400)


def test_only_what_stood_on_the_page_is_confirmed(article, mail_server):
    make_policy(proof_for="queue").save()
    stranger, ann = Client(), Client()
    send(stranger, article, **ANN, text="Harmless.")
    address = link_in(mailed(mail_server)[0])
    shown = [newest().pk]
    send(stranger, article, **ANN, text="Came while Ann was reading.")
    other = make_comment(article, status="pending")
    ann.post(address, {"comment": [*shown, other.pk]}, headers=BROWSER)
    assert [comment.text for comment in Comment.objects.awaiting_proof()] == [
        "Came while Ann was reading."
    ]
    assert not Comment.objects.get(pk=other.pk).is_proven


def test_the_page_shows_what_was_typed_as_text(client, article, trusting, mail_server):
    typed = "<script>alert(1)</script> https://pills.example/ \u202eback"
    send(client, article, name="<b>Ann</b>", email="ann@example.org", text=typed)
    page = client.get(link_in(mailed(mail_server)[0])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<b>Ann" not in page
    assert 'href="https://pills' not in page
    assert "\u202e" not in page
    assert "ann@example.org" not in page


# The cookie


def test_reading_pages_are_the_same_with_the_cookie(client, article, trusting, mail_server):
    send(client, article, **ANN)
    confirm(client, link_in(mailed(mail_server)[0]))
    assert client.cookies["reader"].value
    for address in ("/", article.get_absolute_url(), "/latest/"):
        with time_machine.travel(datetime.now(UTC), tick=False):  # the form's token is dated
            mine, theirs = client.get(address), Client().get(address)
        assert mine.content == theirs.content
        assert mine.cookies == theirs.cookies == {}
        assert "Cookie" not in mine.get("Vary", "")


def test_a_browser_that_proves_nothing_is_known_for_two_days_at_most(client, article, trusting):
    sent = send(client, article, **ANN)
    assert sent.cookies["reader"]["max-age"] == 48 * 3600
    assert sent.cookies["reader"]["httponly"]


def test_the_link_goes_to_the_address_that_it_proves_and_to_none_that_looks_like_it(
    client, article, trusting, mail_server
):
    for typed in ("KATE@Example.org", "\u212aate@example.org"):  # the second with a Kelvin sign
        send(client, article, email=typed, text=f"From {typed}")
    assert set(Comment.objects.values_list("email_key", flat=True)) == {"kate@example.org"}
    run_waiting()
    assert [recipients for recipients, _ in mail_server.mails] == [["kate@example.org"]]


def test_an_article_that_is_not_public_any_more_is_named_nowhere(
    client, article, trusting, mail_server
):
    send(client, article, **ANN)
    [message] = mailed(mail_server)
    article.withdraw("Wrong")
    page = client.get(link_in(message)).content.decode()
    assert "Useful overview." in page
    assert "Bridge closes" not in page
    send(Client(), make_article(headline="Soon secret"), **ANN, remote="192.0.2.9")
    newest().article.withdraw("Wrong")
    run_waiting()
    assert len(mail_server.mails) == 1


def test_what_is_confirmed_at_the_last_moment_is_not_dropped(article):
    late = {"awaits_proof_until": ago(minutes=1)}
    comments = [make_comment(article, status="pending") for _ in range(3)]
    Comment.objects.update(**late)
    known = list(Comment.objects.order_by("pk"))  # by the task, before the others happened
    comments[0].confirm(None, Policy.current())
    comments[1].approve(make_user())
    assert [comment.drop_if_unproven() for comment in known] == [False, False, True]
    assert Comment.objects.count() == 2
