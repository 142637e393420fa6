"""A reply and a decision at one moment: none stands below an empty place, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from comments.admin.act_forms import ReplyForm
from comments.models import Comment, ParentGone, manager

from .commenting import send
from .world import make_article, make_comment, make_policy, make_user

NEEDS_TWO = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)
LONG = 10  # seconds after which something has gone wrong


def submit(parent, **parts):
    said = {"name": "Ann", "email": "ann@example.org", "text": "So it is."}
    return Comment.objects.submit(
        parent.article, policy=make_policy(), parent=parent, **{**said, **parts}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["reject", "mark_spam", "hold"])
def test_what_was_taken_down_meanwhile_is_not_answered(verb):
    parent = make_comment()
    getattr(Comment.objects.get(pk=parent.pk), verb)(make_user())
    with pytest.raises(ParentGone):
        submit(parent)
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_who_answers_what_is_taken_down_at_that_moment_keeps_the_words(client, monkeypatch):
    parent, by = make_comment(), make_user()
    judge = manager.CommentManager.judge

    def judge_slowly(self, comment):
        Comment.objects.get(pk=parent.pk).reject(by)
        judge(self, comment)

    monkeypatch.setattr(manager.CommentManager, "judge", judge_slowly)
    address = f"/comment/on/{parent.article_id}/to/{parent.pk}/"
    answer = send(client, parent.article, address, text="I was there, too.")
    assert answer.status_code == 404
    assert "I was there, too." in answer.content.decode()
    assert "not there any more" in answer.content.decode()
    assert Comment.objects.count() == 1


@NEEDS_TWO
@pytest.mark.django_db(transaction=True)
def test_a_decision_waits_until_the_answer_is_stored(monkeypatch):
    parent, by = make_comment(), make_user()
    looked, decided = Event(), Event()
    store = manager.CommentManager._store

    def store_slowly(self, *args, **kwargs):
        looked.set()
        assert not decided.wait(0.3)  # it waits for this transaction
        return store(self, *args, **kwargs)

    def decide():
        looked.wait(LONG)
        Comment.objects.get(pk=parent.pk).reject(by)
        decided.set()

    monkeypatch.setattr(manager.CommentManager, "_store", store_slowly)
    both(lambda: submit(parent), decide)
    parent.refresh_from_db()
    assert (parent.status, parent.reply_count) == ("rejected", 1)


@NEEDS_TWO
@pytest.mark.django_db(transaction=True)
def test_the_newsroom_answers_while_a_reader_of_its_network_writes(monkeypatch):
    article = make_article()
    asked, by = make_comment(article), make_user("Moderator")
    holds, has_turn = Event(), Event()
    take_turns, approve = manager.take_turns_as, Comment.approve_to_answer

    def take_turns_and_wait(*names):
        take_turns(*names)
        has_turn.set()

    def approve_and_wait(self, *args):
        approve(self, *args)
        holds.set()
        has_turn.wait(LONG)

    monkeypatch.setattr(manager, "take_turns_as", take_turns_and_wait)
    monkeypatch.setattr(Comment, "approve_to_answer", approve_and_wait)
    form = ReplyForm({"text": "Thank you.", "seen": "approved:0"}, comment=asked, user=by)
    assert form.is_valid()

    def write():
        holds.wait(LONG)
        submit(asked, ip_address="192.0.2.7")

    both(lambda: form.reply("192.0.2.7", ""), write)
    article.refresh_from_db()
    assert article.comment_count == 3


def both(*acts):
    """Carry them out at the same time, each with a connection of its own."""

    def run(act):
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))
