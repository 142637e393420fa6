"""The first page of the desk says what waits for whom, and leads there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.numbers import counted
from articles.models import Article, ErrorReport

from .world import make_article, make_comment, make_draft, make_report, make_user

pytestmark = pytest.mark.django_db

COMMENTS = ("Comments", "/admin/comments/comment/")
REPORTS = ("Reports", "/admin/comments/report/")
REVIEW = ("Articles in review", "/admin/articles/article/?status=review")
ERRORS = ("Reported errors", "/admin/articles/errorreport/?status__exact=open")


def waiting_for(client, **person):
    client.force_login(make_user(**person))
    page = client.get("/admin/").content.decode()
    bar = page.partition('class="waiting"')[2].partition("</nav>")[0]
    links = [one.partition("</a>")[0] for one in bar.split('<a href="')[1:]]
    found = {}
    for link in links:
        address, _, words = link.partition('">')
        name, _, number = words.removesuffix("</b>").partition(" <b>")
        found[name, address] = number
    return found


@pytest.fixture
def work():
    article = make_article()
    for status in ("pending", "pending", "approved", "spam"):
        make_comment(article, status=status)
    make_report(make_comment(article))
    draft = make_draft()
    draft.submit()
    ErrorReport.objects.create(article=article, text="It was Monday.")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"group": "Moderator"}, {COMMENTS: "2", REPORTS: "1"}),
        ({"group": "Editor"}, {REVIEW: "1", ERRORS: "1"}),
        ({"group": "Reporter"}, {}),
        ({"is_superuser": True}, {COMMENTS: "2", REPORTS: "1", REVIEW: "1", ERRORS: "1"}),
    ],
    ids=["moderator", "editor", "reporter", "superuser"],
)
def test_who_may_decide_sees_how_much_waits(client, work, person, expected):
    assert waiting_for(client, **person) == expected


def test_each_number_leads_to_what_it_counts(client, work):
    links = waiting_for(client, is_superuser=True)
    for _name, address in links:
        assert client.get(address).status_code == 200, address
    listed = client.get(REVIEW[1]).context["cl"].result_list
    assert [one.status for one in listed] == ["review"]
    assert client.get(ERRORS[1]).context["cl"].result_count == 1


def test_counting_ends_where_nobody_counts_any_more():
    for _ in range(3):
        make_draft()
    drafts = Article.objects.filter(status="draft")
    assert (counted(drafts, 4), counted(drafts, 3), counted(drafts, 2)) == ("3", "3+", "2+")


def test_nothing_is_counted_without_a_bound(client, work):
    client.force_login(make_user(is_superuser=True))
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    asked = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    counts = [sql for sql in asked if "comments_" in sql or "articles_" in sql]
    assert len(counts) == 4
    assert all("LIMIT 500" in sql for sql in counts)
