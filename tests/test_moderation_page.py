"""What moderators are mailed, and what the public is told of their work."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from background.models import Job
from background.worker import run_waiting
from comments.digests import send_due
from comments.models import Comment, DayFigures, Digest, RejectionReason
from comments.models.figures import class_of, seconds_of
from comments.templatetags.moderation import lasting
from comments.transparency import count_days, last_days, months

from .world import make_article, make_comment, make_report, make_user

pytestmark = pytest.mark.django_db

NOON = "2026-11-26T12:00+02:00"  # in the site's zone
TODAY = date(2026, 11, 26)


@pytest.fixture
def at(time_machine):
    """Function that brings the clock to a time of TODAY, or to another day."""

    def move(clock, day="2026-11-26"):
        time_machine.move_to(f"{day}T{clock}+02:00", tick=False)

    move("12:00")
    return move


def mails():
    """What was handed to the mail server's task: [(recipient, subject, text)]."""
    jobs = Job.objects.filter(task_path="background.mail.deliver").order_by("enqueued_at")
    parts = (job.args_kwargs["kwargs"] for job in jobs)
    return [(one["to"], one["subject"], one["text"]) for one in parts]


def moderator(often, **parts):
    user = make_user("Moderator", **{"email": "mari@example.org", **parts})
    Digest.objects.put(user, often)
    return user


# Mails


def test_a_moderator_is_mailed_how_much_waits_and_nothing_that_readers_wrote(at):
    at("11:50")
    moderator("hourly")
    at("10:30")
    comment = make_comment(status="pending", name="Xerxes", text="Zebra http://evil.example/")
    make_comment(comment.article, status="pending", email="quagga@example.org")
    make_report(make_comment(comment.article), text="Okapi")
    at("12:01")
    assert send_due() == 1
    [(to, subject, text)] = mails()
    assert to == "mari@example.org"
    assert subject == "The Test Gazette: 2 comments wait"
    assert "2 comments wait for a decision." in text
    assert "The oldest has waited for 1\xa0hour" in text
    assert "1 comment has been reported" in text
    links = [line for line in text.splitlines() if line.startswith("http")]
    assert links == [
        "http://testserver/admin/comments/comment/?status=pending",
        "http://testserver/admin/comments/comment/?status=reported",
        "http://testserver/admin/comments/comment/digest/",
    ]
    for strange in ("Xerxes", "Zebra", "evil", "quagga", "Okapi", comment.article.headline):
        assert strange not in text


def test_the_mail_reaches_a_real_mail_server_for_one_person_as_plain_text(at, mail_server):
    moderator("hourly")
    moderator("hourly", email="jaan@example.org")
    make_comment(status="pending", text="Zebra")
    at("13:00")
    assert send_due() == 2
    run_waiting()
    assert sorted(to for to, _message in mail_server.mails) == [
        ["jaan@example.org"],
        ["mari@example.org"],
    ]
    for [to], message in mail_server.mails:
        assert (message["To"], message.get_content_type()) == (to, "text/plain")
        assert "1 comment waits for a decision." in message.get_content()
        assert "Zebra" not in str(message)


@pytest.mark.parametrize(
    ("often", "begun", "not_yet", "then"),
    [
        ("at_once", "12:00", "12:04", "12:05"),
        ("hourly", "12:10", "12:59", "13:00"),
        ("daily", "06:00", "06:59", "07:00"),
    ],
)
def test_a_mail_comes_when_it_was_asked_for_and_once(at, often, begun, not_yet, then):
    at(begun)
    moderator(often)
    at(not_yet)
    make_comment(status="pending")
    assert send_due() == 0
    at(then)
    assert send_due() == 1
    assert send_due() == 0


def test_at_once_is_about_what_is_new(at):
    make_comment(status="pending", created_at=timezone.now() - timedelta(hours=1))
    moderator("at_once")
    at("13:00")
    assert send_due() == 0
    make_comment(status="pending")
    at("13:01")
    assert send_due() == 1
    at("13:30")
    assert send_due() == 0


def test_at_once_is_about_reports_and_what_comes_back_too(at):
    comment = make_comment(created_at=timezone.now() - timedelta(hours=1))
    moderator("at_once")
    at("12:10")
    make_report(comment)
    assert send_due() == 1
    [(_to, subject, _text)] = mails()
    assert subject == "The Test Gazette: 1 comment was reported"
    at("12:20")
    assert send_due() == 0
    comment.hold(None, reason="reports")
    assert send_due() == 1
    at("12:40")
    assert send_due() == 0


def test_nobody_is_mailed_that_nothing_waits(at):
    moderator("hourly")
    make_comment()
    at("14:00")
    assert send_due() == 0


@pytest.mark.parametrize("parts", [{"is_active": False}, {"email": ""}, {"group": "Reporter"}])
def test_who_may_not_decide_any_more_is_not_mailed(at, parts):
    user = make_user(parts.pop("group", "Moderator"), **{"email": "x@example.org", **parts})
    Digest.objects.put(user, "hourly")
    make_comment(status="pending")
    at("14:00")
    assert send_due() == 0
    assert mails() == []


def test_everybody_chooses_for_themselves(client, at):
    user, other = moderator("never"), moderator("daily", email="jaan@example.org")
    client.force_login(user)
    page = "/admin/comments/comment/digest/"
    assert "mari@example.org" in client.get(page).content.decode()
    client.post(page, {"often": "hourly", "user": other.pk})
    assert {each.user: each.often for each in Digest.objects.all()} == {
        user: "hourly",
        other: "daily",
    }
    client.post(page, {"often": "always"})
    assert Digest.objects.get(user=user).often == "hourly"
    assert outbox.outbox == []


# Figures


def test_the_public_page_says_what_became_of_comments(client, at):
    rude = RejectionReason.objects.create(name="Rude & wrong", text="No.")
    by = make_user(username="mari")
    article = make_article(headline="Zebra")
    at("10:00", "2026-11-20")
    comments = [make_comment(article, status="pending", name="Xerxes") for _ in range(5)]
    at("10:10", "2026-11-20")
    comments[0].approve(by)
    comments[1].reject(by, rejection=rude)
    comments[2].reject(by)
    comments[3].mark_spam(None, reason="trap")
    comments[4].approve(by).undo(by)
    at("12:00")
    count_days()
    lately = last_days(TODAY)
    assert (lately.received, lately.published) == (5, 1)
    assert lately.removed == {"Rude & wrong": 1, "": 1, "spam": 1}
    assert abs(lately.median - timedelta(minutes=10)) < timedelta(seconds=30)
    html = client.get("/moderation/").content.decode()
    assert "Rude &amp; wrong" in html
    assert "No reason stated" in html
    assert "10 minutes" in html
    for private in ("mari", "Xerxes", "Zebra", "example.org"):
        assert private not in html


def test_what_comes_back_to_the_queue_waits_from_then_on(at):
    by, article = make_user(), make_article()
    at("10:00", "2026-10-20")
    comments = [make_comment(article) for _ in range(3)]
    at("10:00", "2026-11-20")
    for comment in comments:
        comment.hold(None, reason="reports")
    at("10:05", "2026-11-20")
    comments[0].reject(by).undo(by)  # a slip: it went on waiting
    at("10:10", "2026-11-20")
    for comment in comments:
        Comment.objects.get(pk=comment.pk).approve(by)
    at("12:00")
    count_days()
    for share in (last_days(TODAY).median, last_days(TODAY).slow):
        assert abs(share - timedelta(minutes=10)) < timedelta(seconds=30)


def test_a_decision_of_yesterday_that_is_undone_today_counts_no_more(at):
    by = make_user()
    at("10:00", "2026-11-25")
    decision = make_comment(status="pending").approve(by)
    at("00:30")
    count_days()
    assert last_days(TODAY).published == 1
    decision.undo(by)
    count_days()
    assert last_days(TODAY).published == 0


def test_today_is_not_shown_before_it_is_over(at):
    make_comment(status="pending")
    count_days()
    assert last_days(TODAY).received == 0
    assert last_days(TODAY + timedelta(days=1)).received == 1


def test_days_are_added_up_to_months_and_counted_once(at):
    for day in ("2026-09-30", "2026-10-01", "2026-10-31"):
        at("20:30", day)
        make_comment(status="pending")
    at("12:00")
    for _ in range(2):
        count_days()
    assert [(m.begin.month, m.received) for m in months(TODAY)] == [(10, 2), (9, 1)]
    Comment.objects.all().delete()  # what is old is removed, and stays counted
    at("12:00", "2026-11-27")
    count_days()
    assert [m.received for m in months(TODAY)] == [2, 1]


def test_the_share_of_slow_decisions_is_seen():
    day = DayFigures(day=TODAY, times={str(class_of(60)): 94, str(class_of(86_400)): 6})
    day.day -= timedelta(days=1)
    day.save()
    lately = last_days(TODAY)
    assert (lasting(lately.median), lasting(lately.slow)) == ("60 seconds", "24 hours")


@pytest.mark.parametrize("seconds", [0, 1, 59, 3600, 10**7])
def test_a_class_of_times_is_near_each_of_its_times(seconds):
    assert abs(seconds_of(class_of(seconds)) - max(1, seconds)) <= max(1, seconds) * 0.03


def test_the_page_about_moderation_costs_the_same_however_much_there_is(
    client, at, django_assert_max_num_queries
):
    for number in range(60):
        DayFigures.objects.create(day=TODAY - timedelta(days=number), received=number)
    with django_assert_max_num_queries(4):
        assert client.get("/moderation/").status_code == 200
