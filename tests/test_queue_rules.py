"""The queue finds what a rule held or a section got among millions, by an index."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from comments import moderation, trust
from comments.admin import pages
from comments.admin.filters import Filters
from comments.admin.tabs import tab_named
from comments.models import Comment, Hold, Report
from comments.own import forgetting
from comments.proof import Browser
from comments.reason import CODES
from newsportal.load.holds import note_holds
from newsportal.load.tables import Table

from .test_queue import LIST, shown, walk
from .world import (
    ago,
    make_article,
    make_comment,
    make_policy,
    make_report,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

ANN = {"name": "Ann", "email": "ann@example.org"}


@pytest.fixture
def moderator(client):
    user = make_user("Moderator", username="mari")
    client.force_login(user)
    return user


def submit(text="http://a.example http://b.example", article=None, browser=None, **policy):
    """A comment that two rules hold, but for what `policy` says."""
    policy = {"max_links": 2, "manual_approval": True, "max_per_address": 99, **policy}
    rules = make_policy(**policy)
    parts = {"policy": rules, "text": text, "browser": browser, **ANN}
    return Comment.objects.submit(article or make_article(), **parts)


def holds(comment):
    rows = Hold.objects.filter(comment=comment).order_by("code")
    return [(row.code, row.status, row.created_at == comment.created_at) for row in rows]


def test_what_no_rule_held_has_no_row_of_its_own():
    comment = submit("Nothing", manual_approval=False)
    assert comment.is_approved
    assert not Hold.objects.exists()


def test_a_held_comment_is_found_by_each_of_its_rules_with_its_status():
    comment = submit()
    assert holds(comment) == [("links", "pending", True), ("manual", "pending", True)]
    decision = comment.reject(make_user())
    assert holds(comment) == [("links", "rejected", True), ("manual", "rejected", True)]
    Comment.objects.get().undo(decision, make_user())
    assert holds(comment) == [("links", "pending", True), ("manual", "pending", True)]


def test_rules_that_are_over_or_come_to_it_are_followed():
    policy = make_policy(max_links=2, reports_to_hold=1)
    comment = submit("One http://a.example", manual_approval=True)
    comment.edit_by_author("Two http://a.example http://b.example", policy)
    assert [code for code, *_ in holds(comment)] == ["links", "manual"]
    comment.approve(make_user())
    Report.objects.submit(comment, kind="spam", ip_address="192.0.2.9", policy=policy)
    comment.refresh_from_db()
    # A moderator had approved it before anybody reported it, so that this counts.
    assert holds(comment) == [("reports", "pending", True)]
    comment.reject(make_user())
    comment.appeal("But it is true.")
    assert holds(comment) == [("appeal", "pending", True)]
    comment.delete_by_author()
    assert not Hold.objects.exists()


def test_what_is_forgotten_or_removed_leaves_no_row():
    comment = submit()
    comment.reject(make_user())
    forgetting._empty([comment.pk])
    assert not Hold.objects.exists()
    other = submit()
    other.remove()
    assert not Hold.objects.exists()


def test_rows_are_made_of_what_was_there_before():
    comment, free = submit(), make_comment()
    before = holds(comment)
    for make in (note_holds, _migrate):
        Hold.objects.all().delete()
        make()
        assert holds(comment) == before
        assert not holds(free)


def _migrate():
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        import_module("comments.migrations.0008_hold").note_holds(apps, editor)


def test_each_tab_shows_what_the_rule_held_of_it(client, moderator):
    made = {status: submit() for status in ("pending", "approved", "rejected", "spam")}
    for status, verb in {"approved": "approve", "rejected": "reject", "spam": "mark_spam"}.items():
        getattr(made[status], verb)(moderator)
        make_comment(status=status)
    make_comment(status="pending")
    for status, comment in made.items():
        assert shown(client, status=status, rule="links") == [comment.pk]
    newest_first = sorted((one.pk for one in made.values()), reverse=True)
    assert shown(client, status="all", rule="links") == newest_first
    make_report(made["approved"])
    make_report()
    assert shown(client, status="reported", rule="links") == [made["approved"].pk]


def test_what_waits_for_a_proof_is_in_the_queue_of_a_rule_once_it_has_come(client, moderator):
    policy = {"proof_for": "queue", "hold_newcomers": True}
    comment = submit(browser=Browser(RequestFactory().get("/")), **policy)
    assert comment.awaits_proof_until
    assert shown(client, rule="links") == []
    assert shown(client, rule="links", status="all") == [comment.pk]
    comment.confirm(timezone.now(), make_policy())
    assert shown(client, rule="links") == [comment.pk]


@pytest.mark.parametrize("query", [{}, {"order": "newest"}, {"days": "7"}, {"q": "example"}])
def test_pages_of_a_rule_lead_there_and_back(client, moderator, monkeypatch, query):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    article, moment = make_article(), timezone.now()
    made = []
    for number in range(6):
        comment = submit(f"{number} http://a.example http://b.example", article)
        made.append(comment.pk)
        # Some at the very same moment.
        when = {"created_at": moment - timedelta(minutes=10 - number // 2)}
        Comment.objects.filter(pk=comment.pk).update(**when)
        Hold.objects.filter(comment=comment).update(**when)
        make_comment(article, status="pending", created_at=when["created_at"])
    wanted = made[::-1] if "order" in query else made
    assert walk(client, "older", {"rule": "links", **query}) == wanted


def test_the_days_are_those_of_the_comment(client, moderator):
    old, new = submit(), submit("Other http://a.example http://b.example")
    Comment.objects.filter(pk=old.pk).update(created_at=ago(days=8))
    Hold.objects.filter(comment=old).update(created_at=ago(days=8))
    assert shown(client, rule="links", days="7") == [new.pk]


def test_a_section_is_looked_for_no_further_than_a_page_needs(client, moderator, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    monkeypatch.setattr(pages, "LOOKED_THROUGH", (2, 3))
    wanted, other = make_section(pk=7), make_section(pk=8)
    here, there = make_article(section=wanted), make_article(section=other)
    moment = timezone.now()
    made = []
    for number in range(12):
        article = here if number in (0, 4, 5, 11) else there
        made.append(make_comment(article, status="pending", created_at=moment))
    numbers, address = [], LIST + "?section=7"
    for _ in range(9):
        page = client.get(address)
        numbers += [card.comment.pk for card in page.context["cards"]]
        if not page.context["older"]:
            break
        address = LIST + page.context["older"]
    assert numbers == [made[number].pk for number in (0, 4, 5, 11)]


@pytest.mark.parametrize(
    ("status", "query", "index"),
    [
        ("pending", {"rule": "links"}, "hold_queue"),
        ("pending", {"rule": "links", "days": "7"}, "hold_queue"),
        ("spam", {"rule": "links"}, "hold_queue"),
        ("all", {"rule": "links"}, "hold_in_time"),
        ("pending", {"section": "1"}, "comment_queue"),
        ("approved", {"section": "1"}, "comment_queue"),
        ("all", {"section": "1"}, "comment_newest"),
        ("all", {"section": "1", "rule": "links"}, "hold_in_time"),
    ],
)
@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("place", [None, (ago(days=1), 17)])
def test_filters_walk_along_an_index(status, query, index, newest_first, place):
    _fill()
    filters = Filters.of(query)
    rows = filters.walk(tab_named(status)).in_time(newest_first)
    rows = rows.beyond(place, newest_first) if place else rows
    if filters.reads_rows:
        end = rows.places()[50]
        rows = filters.read(rows.up_to(end, newest_first))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # its planner sorts what is so little
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows.places()[:26].explain()
    assert f"{index} " in plan, plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def _fill(number=2_000):
    """Comments of all statuses in two sections; few are held by links. Planners do not plan well
    for empty tables.
    """
    statuses = ("approved",) * 16 + ("pending", "pending", "rejected", "spam")
    sections = [make_section(pk=pk) for pk in (1, 2)]
    articles = [make_article(section=sections[n % 2]) for n in range(18)]
    table, rows, moment = Table(Comment), [], ago(days=2)
    for n in range(number):
        comment = {"id": table.next_id(), "article_id": articles[n % 18].pk, "token": str(n)}
        comment |= {"place": n.to_bytes(8, "big"), "status": statuses[n % 20], "text": "So."}
        comment |= {"created_at": moment + timedelta(minutes=n), "decided_at": moment}
        comment["reasons"] = [{"code": "links" if n % 70 < 20 else "manual", "text": "Held."}]
        rows.append(comment)
    with connection.cursor() as cursor:
        table.put(cursor, rows)
        note_holds()
        cursor.execute("ANALYZE")


def test_every_rule_can_be_chosen_by_its_name(client, moderator):
    """Each names its code where it stands, and nobody repeats the list."""
    codes = {
        name: value
        for module in (moderation, trust)
        for name, value in vars(module).items()
        if isinstance(value, str) and value in CODES
    }
    for rule in moderation.RULES:
        assert codes.keys() & {*rule.__code__.co_names}, rule
    page = client.get(LIST).content.decode()
    for code, label in CODES.items():
        assert f'<option value="{code}">{label}</option>' in page
    assert {"appeal", "reports", "akismet"} <= CODES.keys()
