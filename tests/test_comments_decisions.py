"""Decisions: one door for each, logged once, and a count that is never wrong."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError

from articles.models import Article
from comments.models import Comment, Decision

from .world import make_article, make_comment, make_user

VERBS = {"approved": "approve", "rejected": "reject", "spam": "mark_spam", "pending": "hold"}
STATUSES = list(VERBS)  # what a moderator can make of a comment


def count_of(article):
    return Article.objects.get(pk=article.pk).comment_count


def decide(comment, status, by=None):
    return getattr(comment, VERBS[status])(by)


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(permutations(STATUSES, 2)))
def test_each_decision_changes_the_status_and_is_logged(before, after):
    comment, by = make_comment(status=before), make_user()
    decision = getattr(comment, VERBS[after])(by, reason="rude", note="Again")
    stored = Comment.objects.get()
    assert stored.status == comment.status == after
    assert stored.decided_at is not None
    assert Decision.objects.get() == decision
    assert (decision.comment, decision.by) == (comment, by)
    assert (decision.from_status, decision.to_status) == (before, after)
    assert (decision.reason, decision.note) == ("rude", "Again")


@pytest.mark.django_db
@pytest.mark.parametrize("status", STATUSES)
def test_the_same_decision_twice_changes_and_logs_nothing(status):
    comment = make_comment(status=status)
    before = Comment.objects.values().get()
    assert decide(comment, status) is None
    assert Comment.objects.values().get() == before
    assert not Decision.objects.exists()
    assert count_of(comment.article) == (status == "approved")


@pytest.mark.django_db
def test_a_decision_sees_what_another_moderator_did_meanwhile():
    mine, theirs = make_comment(status="pending"), Comment.objects.get()
    theirs.approve(make_user())
    assert mine.status == "pending"
    assert mine.approve(make_user()) is None
    assert mine.reject(make_user()).from_status == "approved"
    assert count_of(mine.article) == 0


@pytest.mark.django_db
def test_the_count_is_that_of_the_approved_comments():
    article = make_article()
    comments = [make_comment(article, status=status) for status in STATUSES]
    comments.append(make_comment(parent=comments[1], status="pending"))
    for status in [*STATUSES, "approved", "spam", "pending"]:
        for comment in comments:
            decide(comment, status)
        assert count_of(article) == Comment.objects.approved().count()


@pytest.mark.django_db
def test_every_comment_above_counts_the_approved_replies_below_it():
    root = make_comment()
    middle = make_comment(parent=root)
    leaf = make_comment(parent=middle, status="pending")
    leaf.approve(None)
    assert counts() == {root.pk: 2, middle.pk: 1, leaf.pk: 0}
    middle.reject(None)
    assert counts() == {root.pk: 1, middle.pk: 1, leaf.pk: 0}
    leaf.mark_spam(None)
    assert counts() == {root.pk: 0, middle.pk: 0, leaf.pk: 0}


def counts():
    return dict(Comment.objects.values_list("pk", "reply_count"))


@pytest.mark.django_db
def test_an_article_edited_meanwhile_keeps_its_count():
    comment = make_comment(status="pending")
    opened_before = Article.objects.get()
    comment.approve(None)
    opened_before.headline = "Better"
    opened_before.store()
    assert count_of(comment.article) == 1


@pytest.mark.django_db
def test_a_removed_comment_is_counted_no_more_and_its_log_stays():
    comment = make_comment(status="pending")
    comment.approve(None)
    comment.remove()
    assert count_of(comment.article) == 0
    assert Decision.objects.get().comment is None


@pytest.mark.django_db
def test_a_comment_with_replies_cannot_be_removed():
    root = make_comment()
    make_comment(parent=root)
    with pytest.raises(RestrictedError):
        root.remove()
    assert count_of(root.article) == 2


@pytest.mark.django_db(transaction=True)
def test_moderators_at_the_same_moment_never_spoil_the_counts():
    article = make_article()
    root = make_comment(article, status="pending")
    middle = make_comment(parent=root, status="pending")
    comments = [root, middle] + [make_comment(parent=middle, status="pending") for _ in range(3)]
    numbers = [comment.pk for comment in comments]

    def moderate(seed):
        try:
            for step in range(12):
                number = numbers[(seed * 3 + step) % len(numbers)]
                decide(Comment.objects.get(pk=number), STATUSES[(seed + step) % 4])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(moderate, range(6)))
    approved = Comment.objects.approved()
    assert count_of(article) == approved.count()
    below = {root.pk: numbers[1:], middle.pk: numbers[2:]}
    for number, replies in below.items():
        assert counts()[number] == approved.filter(pk__in=replies).count()
    for comment in Comment.objects.all():
        log = comment.decisions.order_by("id").values_list("from_status", "to_status")
        assert [before for before, _ in log] == ["pending", *[after for _, after in log]][:-1]


@pytest.mark.django_db(transaction=True)
def test_the_same_decision_by_many_at_once_is_made_once():
    comment = make_comment(status="pending")

    def approve(_):
        try:
            return Comment.objects.get(pk=comment.pk).approve(None) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(approve, range(8))) == 1
    assert Decision.objects.count() == count_of(comment.article) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        {"status": "hidden", "decided_at": "2026-01-01T00:00Z"},
        {"status": "approved", "decided_at": None},
        {"depth": 1},
        {"reply_count": -1},
    ],
)
def test_the_database_refuses_what_makes_no_sense(broken):
    comment = make_comment(status="pending")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**broken)


@pytest.mark.django_db
def test_a_decision_takes_at_most_ten_queries(django_assert_max_num_queries):
    deepest = make_comment(parent=make_comment(parent=make_comment()), status="pending")
    by = make_user()
    with django_assert_max_num_queries(10):
        deepest.approve(by)
