"""Reports at the desk: who may read them reads, who may decide decides, and nobody edits."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Decision, Report

from .dom import assert_harmless_page
from .test_comments_admin import ROLES, log_in
from .test_comments_text import HOSTILE
from .world import make_comment, make_report, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/report/"

MAY = {
    #              read   settle
    "anonymous": (False, False),
    "staff": (False, False),
    "Reporter": (False, False),
    "Editor": (True, False),
    "Moderator": (True, True),
    "superuser": (True, True),
}


def settle(client, report, decision="take_down", answer=""):
    address = f"{LIST}{report.pk}/settle/"
    return client.post(address, {"decision": decision, "answer": answer}, follow=True)


@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_this_with_reports_and_nothing_else(client, role):
    log_in(client, role)
    report = make_report()
    page = f"{LIST}{report.pk}/"
    sees = client.get(LIST).status_code == 200
    for more in ("change/", "history/"):
        assert (client.get(page + more).status_code == 200) == sees
    button = b'value="take_down"' in client.get(f"{page}change/").content
    for refused in (f"{LIST}add/", f"{page}delete/"):
        assert client.get(refused).status_code in (302, 403)
        assert client.post(refused, {"post": "yes"}).status_code in (302, 403)
    client.post(f"{page}change/", {"answer": "Forged", "status": "dismissed"})
    client.post(LIST, {"action": "delete_selected", "_selected_action": report.pk, "post": "yes"})
    report.refresh_from_db()
    assert (report.status, report.answer) == ("open", "")
    settle(client, report)
    report.refresh_from_db()
    assert (sees, report.status == "upheld") == MAY[role]
    assert button == MAY[role][1]


@pytest.mark.parametrize(
    ("decision", "status", "becomes"),
    [("keep", "dismissed", "approved"), ("take_down", "upheld", "rejected")],
)
def test_one_decision_settles_every_report_of_the_comment(client, decision, status, becomes):
    user = make_user("Moderator")
    client.force_login(user)
    comment = make_comment()
    reports = [make_report(comment) for _ in range(3)]
    response = settle(client, reports[0], decision, " What we say.\r\nTwo lines. ")
    assert "The reporters are told." in response.content.decode()
    told = Report.objects.values_list("status", "by", "answer").distinct()
    assert list(told) == [(status, user.pk, "What we say.\nTwo lines.")]
    comment.refresh_from_db()
    assert comment.status == becomes
    assert Decision.objects.filter(by=user, to_status=becomes).count() == 1


@pytest.mark.parametrize("parts", [{"decision": "delete"}, {"decision": ""}])
def test_what_is_no_decision_changes_nothing(client, parts):
    client.force_login(make_user("Moderator"))
    report = make_report()
    assert "Nothing was changed" in settle(client, report, **parts).content.decode()
    assert client.get(f"{LIST}{report.pk}/settle/").status_code == 405
    assert Report.objects.get().is_open


def test_a_report_that_is_settled_is_not_settled_again(client):
    client.force_login(make_user("Moderator"))
    report = make_report()
    report.comment.keep(make_user(), answer="Fair.")
    assert "Nothing was changed" in settle(client, report).content.decode()
    assert Comment.objects.get().is_approved


def test_an_answer_that_is_too_long_changes_nothing(client):
    client.force_login(make_user("Moderator"))
    report = make_report()
    assert "too long" in settle(client, report, answer="x" * 2001).content.decode()
    assert settle(client, report, answer="\0 \ud7ff").status_code == 200
    assert not Report.objects.get().is_open


def test_a_forged_post_settles_nothing():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Moderator"))
    report = make_report()
    assert settle(client, report).status_code == 403
    assert Report.objects.get().is_open


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_reporters_write_is_harmless_at_the_desk(client, hostile):
    client.force_login(make_user("Moderator"))
    shown = hostile.replace("\0", "")
    report = make_report(text=shown, name=shown[:150], email="a@example.org")
    Report.objects.update(objection=shown, answer=shown)
    for address in (LIST, f"{LIST}{report.pk}/change/"):
        assert_harmless_page(client.get(address).content.decode())


def test_the_list_shows_what_is_open_first_and_takes_as_many_queries_for_many(client):
    client.force_login(make_user("Moderator"))
    open_one, settled = make_report(text="Open words"), make_report(text="Settled words")
    settled.comment.keep(make_user())
    client.get(LIST)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            html = client.get(LIST).content.decode()
        assert "Open words" in html
        assert "Settled words" not in html
        return len(captured)

    few = queries()
    for _ in range(10):
        make_report()
    assert queries() == few
    assert open_one.is_open
    assert "Settled words" in client.get(f"{LIST}?status=dismissed").content.decode()
