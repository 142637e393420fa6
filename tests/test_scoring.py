"""The spam score: learnt from what moderators decided, off until there is enough, never a yes."""

import pytest
from django.db import connection

from comments import scoring
from comments.judging import Score, reason_of
from comments.models import Comment, Decision, SpamModel
from comments.models.spam_model import learnt, packed, unpacked
from comments.tasks import learn_from_decisions

from .commenting import send
from .world import make_article, make_comment, make_policy, make_user

SPAM = "Buy cheap pills now at https://pills.example/{} and subscribe to my channel, friend"
HAM = "The bridge closes on {} May, says the council; the ferry crosses every hour until then"
EXAMPLES = [(SPAM.format(n), True) for n in range(60)] + [(HAM.format(n), False) for n in range(60)]


@pytest.fixture(scope="module")
def weights():
    return scoring.learn(EXAMPLES)


@pytest.fixture(autouse=True)
def look_again():
    """Each test begins as a process does that has loaded nothing."""
    learnt.__init__()
    yield
    learnt.__init__()


def decide(article, spam, ham, by):
    """As many comments, each decided by somebody."""
    for text, count, verb in ((SPAM, spam, "mark_spam"), (HAM, ham, "approve")):
        for number in range(count):
            comment = make_comment(article, status="pending", text=text.format(number))
            getattr(comment, verb)(by)


def store(weights):
    SpamModel(
        pk=1, trained_at="2026-01-01T00:00Z", spam_count=60, ham_count=60, weights=packed(weights)
    ).save()


def test_what_is_like_spam_scores_high_and_what_is_not_low(weights):
    assert scoring.probability(weights, SPAM.format("new")) > 0.9
    assert scoring.probability(weights, HAM.format("new")) < 0.1


def test_learning_twice_gives_the_same(weights):
    assert scoring.learn(list(EXAMPLES)) == weights


def test_the_pieces_that_weighed_most_are_named_and_do_not_repeat_each_other(weights):
    pieces = [words for words, _weight in scoring.heaviest(weights, SPAM.format("x"))]
    assert 1 <= len(pieces) <= 5
    assert all(piece in SPAM.format("x").casefold() for piece in pieces)
    assert not any(a != b and a in b for a in pieces for b in pieces)


def test_a_stored_model_is_small_and_judges_as_before(weights):
    blob = packed(weights)
    assert len(blob) < 130_000
    again = unpacked(blob)
    for text in (SPAM.format("q"), HAM.format("q"), "", "x" * 9000):
        assert abs(scoring.probability(again, text) - scoring.probability(weights, text)) < 0.01


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "a" * 100_000, "İ" * 5000, "\u202e", "𝕏" * 5000, "ß\n" * 3000]
)
def test_any_text_has_a_score_and_costs_no_more_than_a_bounded_one(weights, text):
    assert 0 <= scoring.probability(weights, text) <= 1
    assert len(scoring.pieces_of(text)) < 9000
    scoring.heaviest(weights, text)


@pytest.mark.django_db
def test_there_is_no_score_before_200_decisions_of_both_kinds():
    article, by = make_article(), make_user()
    decide(article, spam=0, ham=201, by=by)
    assert learn_from_decisions.func() is None
    decide(article, spam=20, ham=0, by=by)
    assert learn_from_decisions.func() == 1
    assert learn_from_decisions.func() is None  # nothing new
    decide(article, spam=1, ham=0, by=by)
    assert learn_from_decisions.func() == 2
    assert SpamModel.objects.count() == 1


@pytest.mark.django_db
def test_only_decisions_of_people_teach_and_the_last_one_counts():
    article, by = make_article(), make_user()
    decide(article, spam=100, ham=99, by=by)
    decide(article, spam=0, ham=50, by=None)
    Comment.objects.latest("id").reject(by)
    assert learn_from_decisions.func() is None
    changed = Comment.objects.filter(decisions__by=by, status="spam").first()
    changed.approve(by)
    decide(article, spam=0, ham=1, by=by)
    assert learn_from_decisions.func() == 1
    model = SpamModel.objects.get()
    assert (model.spam_count, model.ham_count) == (99, 101)


@pytest.mark.django_db
def test_a_comment_like_spam_is_held_and_says_which_words_it_was(client, weights):
    make_policy(hold_score=90).save()
    store(weights)
    send(client, make_article(), text="Hello! " + SPAM.format("x").upper())
    comment = Comment.objects.get()
    assert comment.status == "pending"
    assert comment.spam_score >= 90
    [reason] = comment.reasons
    assert reason["code"] == "score"
    marked = [comment.text[start:end] for field, start, end in reason["matches"]]
    assert marked
    assert all(words.casefold() in SPAM.format("x").casefold() for words in marked)


@pytest.mark.django_db
def test_a_card_says_what_weighed_most_though_the_score_held_nothing(client, weights):
    make_policy(hold_score=0, manual_approval=True).save()
    store(weights)
    for text in (SPAM.format("x"), HAM.format("x")):
        send(client, make_article(), text=text)
    client.force_login(make_user("Moderator"))
    assert client.get("/admin/comments/comment/").content.decode().count("weighed most:") == 1


@pytest.mark.django_db
def test_a_score_marks_as_spam_only_where_the_policy_says_so(client, weights):
    store(weights)
    for hold, spam, status in ((0, 0, "approved"), (90, 0, "pending"), (90, 90, "spam")):
        make_policy(hold_score=hold, spam_score=spam).save()
        send(client, make_article(), text=SPAM.format(status))
        assert Comment.objects.latest("id").status == status


@pytest.mark.django_db
def test_a_low_score_approves_nothing(client, weights):
    make_policy(manual_approval=True).save()
    store(weights)
    send(client, make_article(), text=HAM.format("x"))
    comment = Comment.objects.get()
    assert (comment.status, comment.spam_score) == ("pending", 0)
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_without_a_model_there_is_no_score(client):
    make_policy().save()
    send(client, make_article())
    assert Comment.objects.get().spam_score is None


@pytest.mark.django_db
def test_a_process_reads_the_model_once_and_a_new_one_soon(
    client, weights, django_assert_num_queries, monkeypatch
):
    store(weights)
    comment = make_comment(text=SPAM.format("x"))
    with django_assert_num_queries(2):
        learnt.score(comment)
    with django_assert_num_queries(0):
        learnt.score(comment)
    SpamModel.objects.update(version=2, weights=packed([0.0] * len(weights)))
    learnt.look_again()
    with django_assert_num_queries(2):
        assert learnt.score(comment).percent == 50
    learnt.look_again()
    with django_assert_num_queries(1):
        learnt.score(comment)


def test_a_score_without_words_or_with_odd_ones_marks_nothing_wrong():
    comment = Comment(text="Ünï (code)\n  and more")
    policy = make_policy(hold_score=10)
    for pieces in ((), ("(",), ("",), ("ünï",), ("code) and",), ("missing",)):
        reason = reason_of("score", "Score", Score(99, pieces), comment, policy)
        for _field, start, end in reason.matches:
            assert comment.text[start:end].casefold().split() == pieces[0].split()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_database_while_the_score_is_learnt(monkeypatch):
    decide(make_article(), spam=100, ham=100, by=make_user())
    in_transaction = []

    def learn(examples):
        in_transaction.append(connection.in_atomic_block)
        return [0.0] * (scoring.SIZE + 1)

    monkeypatch.setattr(scoring, "learn", learn)
    assert SpamModel.train().version == 1
    assert in_transaction == [False]
