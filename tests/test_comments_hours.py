"""Commenting hours: right by the clocks of the site on every day of the year, and said to readers.

The site's zone is Europe/Tallinn: clocks go forward on 29 March 2026 at 3, back on 25 October at 4.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import hours
from comments.models import Comment, Policy

from .commenting import send, typed
from .test_comments_admin import policy_fields
from .world import make_article, make_policy, make_user

TALLINN = ZoneInfo("Europe/Tallinn")
DAILY = [["08:00", "22:00"]] * 7
ALL_DAY = [["00:00", "00:00"]] * 7
NEVER = [None] * 7
NIGHT = [["22:00", "02:00"]] * 7
WEEKDAYS = [["09:00", "17:00"]] * 5 + [None, None]


def at(text):
    """A moment by the site's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=TALLINN)


@pytest.mark.parametrize(
    ("week", "moment", "is_open", "change"),
    [
        (DAILY, "2026-06-01 07:59:59", False, "2026-06-01 08:00"),
        (DAILY, "2026-06-01 08:00", True, "2026-06-01 22:00"),
        (DAILY, "2026-06-01 21:59:59", True, "2026-06-01 22:00"),
        (DAILY, "2026-06-01 22:00", False, "2026-06-02 08:00"),
        (WEEKDAYS, "2026-06-05 17:00", False, "2026-06-08 09:00"),  # Friday evening
        (NIGHT, "2026-06-01 01:00", True, "2026-06-01 02:00"),
        (NIGHT, "2026-06-01 23:00", True, "2026-06-02 02:00"),
        (NIGHT, "2026-06-01 12:00", False, "2026-06-01 22:00"),
        (ALL_DAY, "2026-06-01 12:00", True, None),
        (NEVER, "2026-06-01 12:00", False, None),
        ([["00:00", "00:00"], *NEVER[:6]], "2026-06-01 12:00", True, "2026-06-02 00:00"),
        ([["08:00", "09:00"], *NEVER[:6]], "2026-06-01 10:00", False, "2026-06-08 08:00"),
        ([*[["22:00", "08:00"]] * 6, ["08:00", "08:00"]], "2026-06-06 23:00", True,
         "2026-06-08 08:00"),
    ],
)  # fmt: skip
def test_hours_of_a_week(week, moment, is_open, change):
    assert hours.is_open(week, at(moment)) == is_open
    assert hours.next_change(week, at(moment)) == (at(change) if change else None)
    opening = at(change) if change and not is_open else None
    assert hours.next_opening(week, at(moment)) == opening


@pytest.mark.parametrize(
    ("moment", "change"),
    [
        # The evening before each change: the next opening is at 8 by the new clocks.
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
    ],
)
def test_opening_follows_the_clocks_through_both_changes(moment, change):
    assert hours.next_opening(DAILY, moment) == change


def test_an_hour_that_spring_leaves_out_comes_as_long_after_midnight_as_usual():
    week = [["03:30", "05:00"]] * 7
    midnight = at("2026-03-29 00:00")
    assert hours.next_opening(week, midnight) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    week = [["00:30", "03:30"]] * 7
    assert hours.next_change(week, at("2026-03-29 02:00")) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


def test_of_an_hour_that_comes_twice_hours_begin_with_the_first_and_end_with_the_second():
    before = at("2026-10-25 01:00")
    assert hours.next_opening([["03:30", "05:00"]] * 7, before) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert hours.next_change([["00:30", "03:30"]] * 7, before) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


TIMES = st.times().map(lambda t: t.strftime("%H:%M"))
WEEKS = st.lists(st.none() | st.lists(TIMES, min_size=2, max_size=2), min_size=7, max_size=7)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(WEEKS, MOMENTS)
def test_nothing_changes_before_the_next_change_and_something_does_then(week, moment):
    change = hours.next_change(week, moment)
    state = hours.is_open(week, moment)
    if change is None:
        later = [moment + timedelta(hours=n) for n in range(24 * 8)]
        assert {hours.is_open(week, each) for each in later} == {state}
        return
    assert change > moment
    assert hours.is_open(week, change) != state
    steps = [moment + (change - moment) * n / 10 for n in range(10)]
    assert {hours.is_open(week, each) for each in steps} == {state}


def decide(outside, week=DAILY, **decided):
    policy = make_policy(outside_hours=outside, hours=week, **decided)
    policy.put()
    return policy


@pytest.mark.django_db
def test_outside_the_hours_nobody_can_comment_and_readers_are_told_until_when(client, time_machine):
    decide("closed")
    time_machine.move_to(at("2026-06-01 23:00"), tick=False)
    article = make_article()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Leave a reply" not in page
    assert "Comments are closed at this hour. They are open again from" in page
    assert '<time datetime="2026-06-02T08:00:00+03:00">June 2, 2026, 8 a.m.</time> on.' in page
    response = send(client, article, text="Kept words")
    assert response.status_code == 403
    assert "They are open again from June 2, 2026, 8 a.m. on." in response.content.decode()
    assert typed(response.content.decode())["text"] == "Kept words"
    time_machine.move_to(at("2026-06-02 08:00"), tick=False)
    assert send(client, article).status_code == 303


@pytest.mark.django_db
def test_outside_the_hours_each_comment_is_held_where_the_site_says_so(client, time_machine):
    decide("held")
    time_machine.move_to(at("2026-06-01 23:00"), tick=False)
    article = make_article()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "What you send now is read from" in page
    assert "June 2, 2026, 8 a.m." in page
    send(client, article)
    assert [reason["code"] for reason in Comment.objects.get().reasons] == ["hours"]
    time_machine.move_to(at("2026-06-02 08:00"), tick=False)
    assert "What you send now" not in client.get(article.get_absolute_url()).content.decode()
    send(client, article, text="Another one")
    assert Comment.objects.latest("id").is_approved


@pytest.mark.django_db
@pytest.mark.parametrize(("policy", "code"), [("open", 303), ("held", 303), ("closed", 403)])
def test_an_article_that_decides_itself_knows_no_hours(client, time_machine, policy, code):
    decide("closed")
    time_machine.move_to(at("2026-06-01 23:00"), tick=False)
    article = make_article(comments_policy=policy)
    assert send(client, article).status_code == code
    assert Policy.current().opens_at(article) is None


@pytest.mark.django_db
def test_no_opening_is_promised_that_comes_after_the_closing(time_machine):
    policy = decide("closed", close_after_days=1)
    time_machine.move_to(at("2026-06-01 23:00"), tick=False)
    article = make_article(published_at=at("2026-06-01 06:00"))
    assert policy.opens_at(article) is None
    assert not policy.takes_comments(article)


@pytest.mark.django_db
def test_hours_are_typed_by_day_and_mistakes_are_told_at_them(client):
    client.force_login(make_user("Editor"))
    page = "/admin/comments/policy/1/change/"
    base = {**policy_fields(), "order": "oldest", "outside_hours": "closed"}
    told = client.post(page, base).content.decode()
    assert "Write the hours of one day at least." in told
    told = client.post(page, {**base, "hours_0": "08:00"}).content.decode()
    assert "Monday: write both times" in told
    assert not Policy.objects.exists()
    client.post(page, {**base, "hours_0": "08:00", "hours_1": "22:00", "hours_13": "00:00",
                       "hours_12": "00:00"})  # fmt: skip
    assert Policy.current().hours == [["08:00", "22:00"], *[None] * 5, ["00:00", "00:00"]]
    html = client.get(page).content.decode()
    assert 'aria-label="Monday, from"' in html
    assert 'name="hours_1" value="22:00"' in html
