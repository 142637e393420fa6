"""The receipt: what became of a comment, and mending, deleting and mails from there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from background.models import Job
from comments.judging import Score
from comments.models import Comment, Decision, EditRecord, Policy, RejectionReason, Wish
from comments.models.spam_model import learnt

from .commenting import BROWSER, send
from .dom import parse, text_of
from .nasty import NASTY
from .world import make_article, make_comment, make_policy, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_policy():
    """A site on which nothing holds a comment."""
    policy = make_policy(max_links=2)
    policy.put()
    return policy


def page(client, comment):
    return text_of(parse(client.get(comment.receipt_url)))


def act(client, comment, verb, **typed):
    return client.post(f"{comment.receipt_url}{verb}/", typed, headers=BROWSER)


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def test_a_rejection_is_told_with_the_newsrooms_reason(client):
    comment = make_comment(status="pending")
    reason = RejectionReason.objects.create(name="Rude!", text="Say it <b>without</b> insults.")
    comment.reject(make_user(), rejection=reason, note="an idiot")
    seen = page(client, comment)
    assert "decided not to publish" in seen
    assert "Say it <b>without</b> insults." in seen
    assert "idiot" not in seen


@pytest.mark.parametrize("verb", ["", "edit/", "delete/"])
def test_the_receipt_is_nobodys_to_keep_and_passes_no_address_on(client, verb):
    response = client.get(make_comment(status="pending").receipt_url + verb)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_who_sent_it_mends_it_and_what_it_said_is_kept_in_the_log(client):
    comment = make_comment(status="pending", text="Helo")
    assert act(client, comment, "edit", text="Hello\r\nthere")["Location"] == comment.receipt_url
    changed = fresh(comment)
    assert (changed.text, changed.status) == ("Hello\nthere", "pending")
    assert "<p>Hello<br>there</p>" in changed.html
    assert changed.edited_at
    record = EditRecord.objects.get()
    assert (record.text_before, record.by) == ("Helo", None)
    assert "edited" in page(client, comment)


def test_the_same_words_again_change_nothing(client):
    comment = make_comment(status="pending", text="Hello")
    act(client, comment, "edit", text="Hello")
    assert fresh(comment).edited_at is None
    assert not EditRecord.objects.exists()


def test_a_published_comment_that_breaks_a_rule_now_waits_again(client):
    make_policy(manual_approval=True).save()
    article = make_article()
    comment = make_comment(article, text="Good")
    act(client, comment, "edit", text="Bad")
    assert fresh(comment).status == "pending"
    assert fresh(comment).reasons[0]["code"] == "manual"
    assert Article.objects.get().comment_count == 0
    assert Decision.objects.get().reason == "manual"
    assert "Bad" not in client.get(article.get_absolute_url()).content.decode()


def test_a_published_comment_that_breaks_no_rule_stays(client, open_policy):
    article = make_article()
    comment = make_comment(article, text="Good")
    act(client, comment, "edit", text="Better")
    assert fresh(comment).status == "approved"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Better" in page
    assert "edited" in page


def test_links_added_later_are_held_too(client, open_policy):
    comment = make_comment(text="Good")
    act(client, comment, "edit", text="https://a.example https://b.example https://c.example")
    assert (fresh(comment).status, fresh(comment).reasons[0]["code"]) == ("pending", "links")


def test_words_put_in_later_are_judged_like_those_that_were_sent(open_policy, monkeypatch):
    monkeypatch.setattr(
        learnt, "score", lambda comment: Score(99 if "casino" in comment.text else 1)
    )
    open_policy.hold_score = 90
    open_policy.put()
    comment = Comment.objects.submit(make_article(), name="A", email="a@b.example", text="Hello.")
    assert (comment.status, comment.spam_score) == ("approved", 1)
    fresh(comment).edit_by_author("Best casino.", open_policy)
    assert (fresh(comment).status, fresh(comment).spam_score) == ("pending", 99)
    assert [reason["code"] for reason in fresh(comment).reasons] == ["score"]


def test_akismet_judges_words_put_in_later_before_they_appear(open_policy, settings):
    comment = make_comment()
    settings.AKISMET_KEY = "key"
    fresh(comment).edit_by_author("Best casino.", open_policy)
    assert fresh(comment).status == "pending"
    assert Job.objects.filter(task_path="comments.tasks.ask_akismet").exists()


def test_mending_what_waits_publishes_nothing_and_keeps_why_it_waits(open_policy):
    comment = make_comment(status="pending")
    Comment.objects.filter(pk=comment.pk).update(reasons=[{"code": "fast", "text": "Too fast."}])
    comment.refresh_from_db()
    comment.edit_by_author("Other words", open_policy)
    assert fresh(comment).status == "pending"
    assert "fast" in [reason["code"] for reason in fresh(comment).reasons]


def test_who_sends_spam_cannot_tell_it_from_what_waits_and_mends_it_in_vain(client, open_policy):
    spam, waiting = (make_comment(status=status) for status in ("spam", "pending"))
    reason = {"code": "blocked", "text": "Blocked", "matches": [["email", 0, 3]]}
    Comment.objects.filter(pk=spam.pk).update(reasons=[reason])
    pages = [client.get(each.receipt_url).content.decode() for each in (spam, waiting)]
    assert all("Change" in page for page in pages)
    answers = [act(client, each, "edit", text="Harmless") for each in (spam, waiting)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [fresh(each).status for each in (spam, waiting)] == ["spam", "pending"]


@pytest.mark.parametrize("status", ["rejected", "deleted"])
def test_what_is_decided_against_is_not_mended(client, status):
    comment = make_comment(status=status, text="Old")
    assert act(client, comment, "edit", text="New").status_code == 403
    assert fresh(comment).text == "Old"


def test_after_the_time_for_it_nothing_is_changed_and_what_was_typed_is_still_there(client):
    comment = make_comment(text="Old", created_at=timezone.now() - timedelta(minutes=6))
    assert "Change" not in page(client, comment)
    response = act(client, comment, "edit", text="New")
    assert response.status_code == 403
    assert "New</textarea>" in response.content.decode()
    assert fresh(comment).text == "Old"


def test_the_newsrooms_words_are_not_mended_from_a_receipt(client):
    written = make_comment(text="Ours", user=make_user())
    edited = make_comment(text="Mine")
    edited.edit(make_user(), "Milder")
    for comment, text in ((written, "Ours"), (edited, "Milder")):
        assert act(client, comment, "edit", text="Theirs").status_code == 403
        assert fresh(comment).text == text


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060", "x" * 5001])
def test_nothing_and_too_much_are_refused_at_the_field(client, text):
    comment = make_comment(status="pending", text="Old")
    response = act(client, comment, "edit", text=text)
    assert response.status_code == 422
    assert 'id="id_text_error"' in response.content.decode()
    assert fresh(comment).text == "Old"


@pytest.mark.parametrize("text", [NASTY, "<script>alert(1)</script>", "<img src=x onerror=a>"])
def test_whatever_is_typed_is_shown_as_text(client, text):
    comment = make_comment(status="pending")
    assert act(client, comment, "edit", text=text).status_code == 303
    for address in ("", "edit/", "delete/"):
        shown = parse(client.get(comment.receipt_url + address))
        body = shown.find(".//main")
        assert not [one.tag for one in body.iter() if one.tag in ("script", "img")]


def test_the_words_of_another_of_ones_comments_are_sent_once(client):
    article = make_article()
    for text in ("One", "Two"):
        send(client, article, text=text)
    second = Comment.objects.get(text="Two")
    assert act(client, second, "edit", text="One").status_code == 409
    assert fresh(second).text == "Two"


def test_deleting_asks_first_and_erases_the_words(client):
    article = make_article()
    comment = make_comment(article, text="Regretted")
    comment.edit_by_author("Still regretted", Policy())
    assert "Delete for good" in client.get(f"{comment.receipt_url}delete/").content.decode()
    assert fresh(comment).status != "deleted"
    act(client, comment, "delete")
    gone = fresh(comment)
    assert (gone.status, gone.text, gone.html, gone.reasons) == ("deleted", "", "", [])
    assert not EditRecord.objects.exists()
    assert "You have deleted this comment." in page(client, comment)
    assert Decision.objects.first().to_status == "deleted"
    assert Article.objects.get().comment_count == 0


def test_a_deleted_comment_keeps_its_place_above_its_answers(client):
    article = make_article()
    comment = make_comment(article, name="Gone Reader", text="Regretted")
    make_comment(parent=comment, text="An answer")
    comment.delete_by_author()
    seen = client.get(article.get_absolute_url()).content.decode()
    assert "Deleted by its author." in seen
    assert "An answer" in seen
    assert "Gone Reader" not in seen
    assert "Regretted" not in seen


@pytest.mark.parametrize("verb", ["approve", "reject", "mark_spam", "hold"])
def test_nobody_brings_back_what_its_author_deleted(verb):
    comment = make_comment()
    decision = comment.delete_by_author()
    assert getattr(comment, verb)(make_user()) is None
    assert comment.undo(decision, make_user()) is None
    assert fresh(comment).status == "deleted"


def test_mails_are_wanted_and_not_wanted_any_more(client):
    comment = make_comment(status="pending")
    act(client, comment, "mails", decision="on", replies="on")
    wish = Wish.objects.get()
    assert (wish.comment, wish.decision, wish.replies) == (comment, True, True)
    assert not wish.is_proven
    act(client, comment, "mails")
    wish.refresh_from_db()
    assert (wish.decision, wish.replies) == (False, False)


@pytest.mark.parametrize("verb", ["edit", "delete", "mails"])
def test_a_page_of_another_site_changes_nothing(client, verb):
    comment = make_comment(status="pending", text="Old")
    typed = {"text": "New", "decision": "on"}
    forged = {"sec-fetch-site": "cross-site", "origin": "http://evil.example"}
    for headers in (forged, {}):
        response = client.post(f"{comment.receipt_url}{verb}/", typed, headers=headers)
        assert response.status_code == 403
    assert (fresh(comment).text, fresh(comment).status) == ("Old", "pending")
    assert not Wish.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "delete", "mails"])
def test_looking_changes_nothing(client, verb):
    comment = make_comment(status="pending", text="Old")
    before = Comment.objects.values().get()
    client.get(f"{comment.receipt_url}{verb}/", {"text": "New", "decision": "on"})
    assert Comment.objects.values().get() == before
    assert not Wish.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "delete", "mails"])
def test_a_wrong_receipt_opens_nothing(client, verb):
    address = f"/comment/receipt/{'A' * 43}/{verb}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "x"}, headers=BROWSER).status_code == 404
