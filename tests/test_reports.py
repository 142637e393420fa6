"""Readers report comments: one person counts once, and moderators have the last word."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.utils import timezone

from comments.models import AlreadyReported, Comment, Decision, Policy, Report, TooMany

from .world import ago, make_article, make_comment, make_report, make_user

pytestmark = pytest.mark.django_db


def statuses():
    return sorted(Report.objects.values_list("status", flat=True))


def report_all(comment, number=3):
    for _ in range(number):
        make_report(comment)
    comment.refresh_from_db()
    return comment


def test_three_people_send_a_published_comment_back_to_the_queue():
    comment = report_all(make_comment(), 2)
    assert comment.is_approved
    make_report(comment)
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert [reason["text"] for reason in comment.reasons] == ["3 readers have reported it."]
    decision = Decision.objects.get()
    assert (decision.by, decision.to_status, decision.reason) == (None, "pending", "reports")
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0
    assert list(Comment.objects.reported()) == [comment]


@pytest.mark.parametrize(
    "reporters",
    [
        [{"ip_address": "192.0.2.1", "email": f"n{n}@example.org"} for n in range(3)],
        [{"email": "ann@example.org"}, {"email": "ANN@example.org"}, {"email": "Ann@EXAMPLE.org"}],
        [{"ip_address": f"2001:db8:1:2::{n}", "email": f"n{n}@example.org"} for n in range(3)],
        [{"ip_address": f"2001:db8:1:{n}::1", "email": f"n{n}@example.org"} for n in range(3)],
        [{"proofs": ["ann@example.org"]}, {"proofs": ["ann@example.org", "x@example.org"]}]
        + [{"email": "x@example.org"}],
        [{"ip_address": None, "email": f"n{n}@example.org"} for n in range(3)],
    ],
)
def test_one_person_counts_once(reporters):
    comment = make_comment()
    for parts in reporters:
        make_report(comment, **parts)
    comment.refresh_from_db()
    assert comment.is_approved
    assert Report.objects.open().people() == 1


def test_readers_of_one_provider_are_different_people():
    comment = make_comment()
    for number in range(3):
        make_report(comment, ip_address=f"2001:db8:{number}::1")
    comment.refresh_from_db()
    assert comment.status == "pending"


def test_reports_from_before_networks_were_counted_coarsely_count_so_too():
    comment = make_comment()
    for number in range(2):
        report = make_report(comment)
        Report.objects.filter(pk=report.pk).update(ip_network=f"2001:db8:1:{number}::/64")
    assert Report.objects.open().people() == 1


def test_two_who_turn_out_to_be_one_are_counted_as_one():
    comment = make_comment()
    make_report(comment, email="ann@example.org")
    make_report(comment, email="ben@example.org")
    make_report(comment, proofs=["ann@example.org", "ben@example.org"])
    comment.refresh_from_db()
    assert comment.is_approved


@pytest.mark.parametrize(("policy", "status"), [(0, "approved"), (1, "pending"), (5, "pending")])
def test_the_policy_says_how_many_are_enough(policy, status):
    Policy(pk=1, reports_to_hold=policy).save()
    assert report_all(make_comment(), policy or 6).status == status


def test_what_a_moderator_let_stand_is_not_held_by_reports_again():
    comment = report_all(make_comment())
    comment.approve(make_user())
    assert statuses() == ["dismissed"] * 3
    assert report_all(comment, 5).is_approved


def test_reports_that_were_dismissed_before_the_threshold_count_no_more():
    comment = report_all(make_comment(), 2)
    assert comment.keep(make_user(), "It is harsh, but it argues.").reason == "kept"
    assert statuses() == ["dismissed"] * 2
    assert report_all(comment, 3).is_approved


def test_new_words_may_be_reported_and_held_anew():
    comment = make_comment()
    make_report(comment, ip_address="192.0.2.1")
    comment.keep(make_user())
    with pytest.raises(AlreadyReported):
        make_report(comment, ip_address="192.0.2.1")
    Comment.objects.filter(pk=comment.pk).update(edited_at=timezone.now())
    make_report(comment, ip_address="192.0.2.1")
    assert report_all(comment, 2).status == "pending"


def test_a_comment_that_was_taken_down_and_approved_again_is_not_held_by_reports():
    comment = report_all(make_comment())
    comment.reject(make_user())
    comment.approve(make_user())
    assert report_all(comment, 4).is_approved


def test_the_approval_before_any_report_keeps_nothing_from_being_held():
    comment = make_comment(status="pending")
    comment.approve(make_user())
    assert report_all(comment).status == "pending"


@pytest.mark.parametrize(
    ("verb", "status"),
    [("approve", "dismissed"), ("keep", "dismissed"), ("reject", "upheld")]
    + [("mark_spam", "upheld"), ("take_down", "upheld"), ("hold", "open")],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_moderators_decision_settles_what_is_open(verb, status, number):
    comment, by = report_all(make_comment(), number), make_user()
    decision = getattr(comment, verb)(by)
    assert statuses() == [status] * number
    for report in Report.objects.all():
        settled = status != "open"
        assert report.by == (by if settled else None)
        assert report.decision == (decision if settled else None)
        assert bool(report.settled_at) == settled
    assert Comment.objects.reported().exists() == (status == "open")


@pytest.mark.parametrize("verb", ["approve", "reject", "mark_spam"])
def test_a_rules_decision_settles_nothing(verb):
    comment = report_all(make_comment(), 1)
    getattr(comment, verb)(None)
    assert statuses() == ["open"]


def test_settled_reports_stay_as_they_were_settled():
    comment = report_all(make_comment(), 1)
    comment.take_down(make_user(), answer="Against the house rules.")
    comment.approve(make_user())
    report = Report.objects.get()
    assert (report.status, report.answer) == ("upheld", "Against the house rules.")


def test_a_decision_that_is_undone_opens_its_reports_again():
    comment = report_all(make_comment(), 2)
    decision = comment.reject(make_user())
    assert decision.reports.reopen() == 2
    assert statuses() == ["open"] * 2


def test_reports_of_a_comment_that_is_removed_for_good_are_upheld():
    comment = report_all(make_comment(), 1)
    comment.remove()
    report = Report.objects.get()
    assert (report.status, report.comment) == ("upheld", None)
    assert "/comment/" in report.address


@pytest.mark.parametrize("hidden", ["pending", "rejected", "spam", "draft", "withdrawn"])
def test_only_what_is_public_can_be_reported(hidden):
    if hidden in ("draft", "withdrawn"):
        comment = make_comment()
        comment.article.withdraw("Wrong.")
    else:
        comment = make_comment(status=hidden)
    with pytest.raises(ObjectDoesNotExist):
        make_report(comment)
    assert not Report.objects.exists()


def test_the_same_person_reports_a_comment_once():
    comment = make_comment()
    make_report(comment, ip_address="192.0.2.1")
    with pytest.raises(AlreadyReported):
        make_report(comment, ip_address="192.0.2.1", text="Once more", kind="spam")
    make_report(comment, ip_address="192.0.2.2")
    make_report(make_comment(), ip_address="192.0.2.1")
    assert Report.objects.count() == 3


def test_nobody_learns_whether_the_owner_of_an_address_has_reported():
    comment = make_comment()
    make_report(comment, ip_address="192.0.2.1", email="ann@example.org")
    make_report(comment, ip_address="192.0.2.9", email="ann@example.org")
    assert Report.objects.count() == 2


def test_one_network_reports_at_most_three_times_a_minute_and_twenty_an_hour(time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    article = make_article(published_at=timezone.now() - timedelta(days=1))
    comments = [make_comment(article) for _ in range(30)]
    sent = refused = 0
    for comment in comments:
        try:
            make_report(comment, ip_address="192.0.2.1")
            sent += 1
        except TooMany as refusal:
            refused += 1
            assert 0 < refusal.seconds <= 3600
            time_machine.shift(60 if sent < 20 else 1)
    assert sent == 20
    assert refused == 10
    make_report(comments[0], ip_address="192.0.2.2")


def test_forgetting_erases_who_reported_and_what_they_wrote():
    parts = {"name": "Ann Nym", "email": "ann@example.org", "text": "My words", "kind": "illegal"}
    old = make_report(is_in_good_faith=True, proofs=["ann@example.org"], **parts)
    new, waiting = make_report(**parts | {"kind": "spam"}), make_report(**parts | {"kind": "spam"})
    for report in (old, new):
        report.comment.reject(make_user())
    Report.objects.filter(pk=old.pk).update(settled_at=ago(days=31))
    Report.objects.filter(pk=waiting.pk).update(created_at=ago(days=31))
    assert Report.objects.forget(ago(days=30)) == 1
    assert Report.objects.forget(ago(days=30)) == 0
    row = str(Report.objects.filter(pk=old.pk).values().get())
    for trace in ("Ann", "ann@", "My words", "198.51."):
        assert trace not in row
    assert Report.objects.get(pk=old.pk).status == "upheld"
    assert Report.objects.get(pk=new.pk).email == "ann@example.org"
    waiting.refresh_from_db()
    assert (waiting.ip_network, waiting.email) == ("", "ann@example.org")


def test_a_reporter_can_be_erased_at_once():
    report = make_report(email="ann@example.org", name="Ann", text="Words")
    assert Report.objects.sent_by("ann@example.org").erase() == 1
    report.refresh_from_db()
    assert (report.email, report.name, report.text, report.status) == ("", "", "", "open")


def test_the_reports_of_a_page_of_comments_are_one_query_and_not_thousands_of_rows(
    django_assert_num_queries,
):
    few, many, other = make_comment(), make_comment(), make_comment()
    make_report(other)
    many.reports.model.objects.bulk_create(
        Report(comment=many, kind="spam", token=f"{number:043}") for number in range(30)
    )
    found = [make_report(few), make_report(few)]
    found[0].comment.keep(make_user())
    make_report(few)
    with django_assert_num_queries(1):
        rows = list(Report.objects.open().for_comments([few.pk, many.pk]))
    assert [row.comment_id for row in rows].count(many.pk) == 20
    assert [row.comment_id for row in rows].count(few.pk) == 1


def test_figures_by_day(time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    first, second = make_report(), make_report()
    time_machine.move_to("2026-06-02T12:00:00Z", tick=False)
    make_report()
    first.comment.reject(make_user())
    second.comment.keep(make_user())
    days = Report.objects.per_day(ago(days=30))
    assert {str(day): figures for day, figures in days.items()} == {
        "2026-06-01": {"received": 2, "upheld": 0, "dismissed": 0},
        "2026-06-02": {"received": 1, "upheld": 1, "dismissed": 1},
    }


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_moment_count_each_other_and_meet_decisions():
    comment, moderator = make_comment(), make_user()
    for _ in range(2):
        make_report(comment)

    def act(number):
        try:
            if number == 3:
                Comment.objects.get().hold(moderator)
            else:
                make_report(Comment.objects.get(), ip_address=f"203.0.113.{number}")
        except ObjectDoesNotExist:
            return "not public"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(act, range(6)))
    comment.refresh_from_db()
    assert comment.status == "pending"
    # Whoever came first held it, the third reporter or the moderator; nobody reported it after.
    by = Decision.objects.get().by
    assert Report.objects.count() == (2 if by else 3)
    assert outcomes.count("done") == (1 if by else 2)
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0


def test_a_decision_about_a_reported_comment_takes_at_most_ten_queries(
    django_assert_max_num_queries,
):
    leaf = report_all(make_comment(parent=make_comment(parent=make_comment())), 2)
    by = make_user()
    # Two of these are a test's own: its transaction is inside another one.
    with django_assert_max_num_queries(12):
        leaf.reject(by)
