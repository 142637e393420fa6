"""Sending a comment: what happens is said, nothing typed is lost, nothing gets round the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Policy

from .commenting import make_token, send, typed
from .world import make_article, make_comment, make_policy, make_user

pytestmark = pytest.mark.django_db


def test_a_sent_comment_waits_and_its_sender_is_told_so(client):
    make_policy(manual_approval=True).save()
    article = make_article()
    response = send(client, article, text="Good <b>words</b>\n\nhttps://example.org/", name="Ann")
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"] == comment.receipt_url
    assert (comment.article, comment.parent, comment.status) == (article, None, "pending")
    assert comment.text == "Good <b>words</b>\n\nhttps://example.org/"
    assert "<b>" not in comment.html
    assert [reason["code"] for reason in comment.reasons] == ["manual"]
    assert not Decision.objects.exists()
    receipt = client.get(response["Location"])
    assert "waits for a moderator" in receipt.content.decode()
    assert "private" in receipt["Cache-Control"]
    assert "no-store" in receipt["Cache-Control"]
    assert receipt["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("approve", "is published"),
        ("reject", "decided not to publish"),
        ("mark_spam", "waits for a moderator"),  # who sends spam learns nothing
    ],
)
def test_the_receipt_tells_what_became_of_the_comment(client, verb, told):
    comment = make_comment(status="pending")
    getattr(comment, verb)(None)
    assert told in client.get(comment.receipt_url).content.decode()


def test_a_receipt_cannot_be_guessed(client):
    tokens = {make_comment().token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) * 6 >= 128 for token in tokens)
    assert client.get(f"/comment/receipt/{'A' * 43}/").status_code == 404


def test_what_was_typed_is_stored_unchanged(client):
    text = "  first\ttab \u202eback\u202c \u200b<i>\n\n\n\n last\u2028line  "
    send(client, make_article(), text=text.replace("\n", "\r\n"))
    assert Comment.objects.get().text == text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "", "Write your comment."),
        ("text", " \n\u200b\u2800 ", "Write your comment."),
        ("text", "x" * 5001, "Too long: 5001 characters, the limit is 5000."),
        ("text", "a\0b", "Null characters are not allowed."),
        ("name", "", "Write your name."),
        ("name", "x" * 81, "Too long: 81 characters, the limit is 80."),
        ("name", "Moderator", "This name belongs to our newsroom."),
        ("email", "", "Write your e-mail address."),
        ("email", "mari@", "Write an e-mail address like name@example.org."),
        ("email", "mari@example.org\nBcc: x@example.org", "Write an e-mail address like"),
        ("email", f"{'x' * 250}@example.org", "at most 254 characters"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_on_top_and_nothing_is_lost(client, field, value, told):
    fields = {"text": "My <long> text", "name": "Kadri", "email": "kadri@example.org", field: value}
    response = send(client, make_article(), **fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert not Comment.objects.exists()
    assert html.count(told) == 2
    assert f'href="#id_{field}"' in html
    assert 'role="alert"' in html
    assert 'aria-invalid="true"' in html
    assert f'id="id_{field}_error"' in html
    assert html.index("Not sent") < html.index("</title>")
    kept = {name: text for name, text in typed(html).items() if name in fields and name != field}
    assert kept == {name: text for name, text in fields.items() if name != field}


def test_a_text_of_the_full_length_is_taken_with_all_its_lines(client):
    text = "\n".join("x" * 2500)  # 4,999 characters; browsers send two for each end of a line
    assert send(client, make_article(), text=text.replace("\n", "\r\n")).status_code == 303
    assert Comment.objects.get().text == text


def test_a_reply_shows_what_it_answers_and_joins_its_thread(client):
    parent = make_comment(name="Ilze", text="What about the bridge?")
    address = f"/comment/on/{parent.article_id}/to/{parent.pk}/"
    page = client.get(address).content.decode()
    assert "Reply to Ilze" in page
    assert "What about the bridge?" in page
    assert send(client, parent.article, address=address).status_code == 303
    reply = Comment.objects.latest("id")
    assert (reply.parent, reply.thread, reply.depth) == (parent, parent, 1)


@pytest.mark.parametrize("parent", ["pending", "rejected", "spam", "foreign", "none"])
def test_only_an_approved_comment_of_the_same_article_can_be_answered(client, parent):
    article = make_article()
    number = 999
    if parent == "foreign":
        number = make_comment().pk
    elif parent != "none":
        number = make_comment(article, status=parent).pk
    before = Comment.objects.count()
    address = f"/comment/on/{article.pk}/to/{number}/"
    assert client.get(address).status_code == 404
    response = send(client, article, address=address, text="Kept words")
    assert response.status_code == 404
    assert typed(response.content.decode())["text"] == "Kept words"
    assert "not there any more" in response.content.decode()
    assert f'action="/comment/on/{article.pk}/"' in response.content.decode()
    assert Comment.objects.count() == before


def test_without_manual_approval_a_comment_appears_at_once_and_it_is_logged(client):
    make_policy(manual_approval=False).save()
    article = make_article()
    send(client, article, age=60)
    assert Comment.objects.get().is_approved
    assert Decision.objects.values_list("by", "from_status", "to_status", "reason").get() == (
        None, "pending", "approved", "rules",
    )  # fmt: skip
    article.refresh_from_db()
    assert article.comment_count == 1


def test_no_field_of_the_form_goes_round_the_queue(client):
    extra = {
        "status": "approved", "approved": "on", "decided_at": "2026-01-01", "user": "1",
        "parent": "1", "thread": "1", "article": "1", "is_staff": "1", "reasons": "[]",
        "created_at": "2001-01-01",
    }  # fmt: skip
    send(client, make_article(), **extra)
    comment = Comment.objects.get()
    assert comment.status == "pending"
    assert comment.user is None
    assert comment.created_at.year > 2001


def test_an_article_that_holds_holds_and_one_that_is_closed_refuses_kindly(client):
    make_policy(manual_approval=False).save()
    send(client, make_article(comments_policy="held"), age=60)
    assert [reason["code"] for reason in Comment.objects.get().reasons] == ["article"]
    closed = make_article(comments_policy="closed")
    response = send(client, closed, text="Kept words")
    assert response.status_code == 403
    assert typed(response.content.decode())["text"] == "Kept words"
    assert "are closed" in response.content.decode()
    assert (
        "<form" not in client.get(closed.get_absolute_url()).content.decode().split("h-comments")[1]
    )
    assert Comment.objects.count() == 1


def test_comments_close_by_themselves_unless_the_article_stays_open(client):
    Policy(pk=1, close_after_days=14).save()
    old = timezone.now() - timedelta(days=15)
    assert send(client, make_article(published_at=old)).status_code == 403
    assert send(client, make_article(published_at=old, comments_policy="open")).status_code == 303
    assert send(client, make_article()).status_code == 303


@pytest.mark.parametrize("hidden", ["scheduled", "withdrawn", "expired", "draft", "none"])
def test_an_article_that_is_not_public_answers_as_if_it_were_not_there(client, hidden):
    article = make_article()
    token = make_token(article)
    now = timezone.now()
    match hidden:
        case "scheduled":
            article.publish(now + timedelta(hours=1))
        case "withdrawn":
            article.withdraw("Wrong")
        case "expired":
            article.expires_at = now - timedelta(seconds=1)
            article.store()
        case "draft":
            article.return_to_draft()
        case "none":
            article.delete()
            article.pk = 4711
    address = f"/comment/on/{article.pk}/"
    assert client.get(address).status_code == 404
    assert send(client, article, address=address, token=token).status_code == 404
    assert not Comment.objects.exists()


def test_the_newsroom_is_marked_and_a_moderators_comment_is_not_held(client):
    client.force_login(make_user("Moderator", first_name="Tiit", last_name="Lepik"))
    article = make_article()
    send(client, article, name="Tiit Lepik")
    assert Comment.objects.get().is_approved
    assert ">Newsroom<" in client.get(article.get_absolute_url()).content.decode()
