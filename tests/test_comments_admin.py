"""Comments at the desk: who may decide decides, through one door, and sees what it is about."""

from importlib import import_module

import html5lib
import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.admin import CommentAdmin
from comments.models import Comment, Decision, Policy

from .test_comments_text import HOSTILE
from .world import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"
LOG = "/admin/comments/decision/"
POLICY = "/admin/comments/policy/1/change/"

# What the browser sends of a page on which nothing can be typed.
NOTHING_CHANGED = {"_save": "1", "decisions-TOTAL_FORMS": "0", "decisions-INITIAL_FORMS": "0"} | {
    "edits-TOTAL_FORMS": "0",
    "edits-INITIAL_FORMS": "0",
}

ROLES = ["anonymous", "staff", "Reporter", "Editor", "Moderator", "superuser"]


@pytest.fixture
def moderator(client):
    user = make_user("Moderator")
    client.force_login(user)
    return user


def log_in(client, role):
    if role == "superuser":
        client.force_login(make_user(is_superuser=True))
    elif role != "anonymous":
        client.force_login(make_user(role if role != "staff" else None))


def decide(client, action, *comments, status="all"):
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(f"{LIST}?status={status}", chosen, follow=True)


MAY = {
    #                    list    decide  log     see     change policy
    "anonymous": (False, False, False, False, False),
    "staff": (False, False, False, False, False),
    "Reporter": (False, False, False, False, False),
    "Editor": (True, False, True, True, True),
    "Moderator": (True, True, True, True, False),
    "superuser": (True, True, True, True, True),
}


@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_this_with_comments_and_nothing_else(client, role):
    log_in(client, role)
    comment = make_comment(status="pending")
    sees = client.get(LIST).status_code == 200
    assert (client.get(f"{LIST}{comment.pk}/change/").status_code == 200) == sees
    decide(client, "approve", comment)
    decides = Decision.objects.filter(comment=comment).exists()
    log = client.get(LOG).status_code == 200
    reads = client.get(POLICY).status_code == 200
    client.post(POLICY, {"order": "newest", **policy_fields()})
    changes = Policy.objects.filter(order="newest").exists()
    assert (sees, decides, log, reads, changes) == MAY[role]


def policy_fields():
    numbers = ["threads_per_page", "reply_depth", "max_name_length", "max_text_length"]
    numbers += ["max_per_address", "max_per_email", "min_fill_seconds", "close_after_days"]
    numbers += [
        "max_links",
        "edit_minutes",
        "keep_address_days",
        "keep_rejected_days",
        "hold_score",
        "spam_score",
        "reports_to_hold",
    ]
    typed = {name: Policy._meta.get_field(name).default for name in numbers}
    return {**typed, "outside_hours": "open", "proof_for": "approval"}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_adds_or_changes_a_comment_or_the_log_and_only_a_superuser_deletes(client, role):
    log_in(client, role)
    comment = make_comment(status="pending", text="Before")
    comment.reject(None)
    before = Comment.objects.values().get()
    decision = Decision.objects.get()
    typed = {"text": "After", "status": "approved", "name": "Other", "to_status": "approved"}
    for address in (LIST, LOG, "/admin/comments/policy/"):
        assert client.post(f"{address}add/", typed).status_code in (302, 403)
    client.post(f"{LIST}{comment.pk}/change/", {**typed, **NOTHING_CHANGED})
    client.post(f"{LOG}{decision.pk}/change/", {**typed, **NOTHING_CHANGED})
    for address in (f"{LOG}{decision.pk}/delete/", "/admin/comments/policy/1/delete/"):
        assert client.post(address, {"post": "yes"}).status_code in (302, 403)
    for address in (LIST, LOG):
        client.post(address, {"action": "delete_selected", "_selected_action": 1, "post": "yes"})
    assert Comment.objects.values().get() == before
    assert Decision.objects.get() == decision
    client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    assert Comment.objects.exists() == (role != "superuser")
    assert Decision.objects.exists()


def test_the_log_of_the_admin_holds_nothing_that_was_deleted(client):
    log_in(client, "superuser")
    comment = make_comment(name="Kadri Tamm", text="My neighbour has debts.")
    client.post(f"{LIST}{comment.pk}/change/", NOTHING_CHANGED)
    client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    assert not Comment.objects.exists()
    logged = [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    assert logged
    assert not [words for words in logged if "Kadri" in words or "debts" in words]


def test_words_go_from_the_log_that_older_releases_wrote():
    user, comment = make_user(), make_comment()
    old = {"user_id": user.pk, "action_flag": 3}
    about = ContentType.objects.get_for_model(Comment)
    LogEntry.objects.create(
        content_type=about, object_id=comment.pk, object_repr="Kadri: My neighbour", **old
    )
    LogEntry.objects.create(content_type_id=about.pk + 1, object_id=1, object_repr="Bridge", **old)
    migration = import_module("comments.migrations.0007_log_without_words")
    migration.take_out_the_words(apps, None)
    logged = set(LogEntry.objects.values_list("object_repr", flat=True))
    assert logged == {f"comment {comment.pk}", "Bridge"}


def test_a_superuser_deletes_an_approved_comment_and_the_count_follows(client):
    log_in(client, "superuser")
    comment = make_comment()
    client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "approved"), ("reject", "rejected"), ("mark_spam", "spam")]
)
def test_many_are_decided_at_once_each_with_a_row_in_the_log(client, moderator, action, status):
    article = make_article()
    waiting = [make_comment(article, status="pending") for _ in range(3)]
    done = make_comment(article, status=status)
    page = decide(client, action, *waiting, done).content.decode()
    assert "3 comments decided." in page
    assert "1 had been decided that way before." in page
    assert set(Comment.objects.values_list("status", flat=True)) == {status}
    assert Decision.objects.filter(by=moderator, to_status=status).count() == 3
    article.refresh_from_db()
    assert article.comment_count == (4 if status == "approved" else 0)


def test_a_page_being_saved_does_not_undo_what_another_moderator_does(
    client, moderator, monkeypatch
):
    comment = make_comment(status="pending")
    load = CommentAdmin.get_object

    def load_and_be_overtaken(*args):
        loaded = load(*args)
        Comment.objects.get().approve(None)
        return loaded

    monkeypatch.setattr(CommentAdmin, "get_object", load_and_be_overtaken)
    client.post(f"{LIST}{comment.pk}/change/", NOTHING_CHANGED)
    assert Comment.objects.get().is_approved


def test_a_comments_page_has_buttons_to_decide_with(client, moderator):
    comment = make_comment(status="pending")
    page = client.get(f"{LIST}{comment.pk}/change/").content.decode()
    for action in ("approve", "reject", "mark_spam"):
        assert f'name="action" value="{action}" formaction="{LIST}?status=all"' in page
    assert f'name="_selected_action" value="{comment.pk}"' in page
    assert 'name="_save"' not in page


def test_the_log_of_a_comment_is_shown_with_it(client, moderator):
    comment = make_comment(status="pending")
    comment.reject(moderator, note="Insults the mayor")
    comment.approve(None)
    page = client.get(f"{LIST}{comment.pk}/change/").content.decode()
    assert "Insults the mayor" in page
    assert str(moderator) in page
    assert "a rule" in page


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_waits_is_harmless_at_the_desk(client, moderator, hostile):
    shown = hostile.replace("\0", "")
    parent = make_comment(text=shown, name=f"P {shown}"[:150])
    comment = make_comment(parent=parent, status="pending", text=shown, name=f"N {shown}"[:150])
    comment.reject(moderator, note=shown[:500])
    comment.hold(None)
    for address in (LIST, f"{LIST}{comment.pk}/change/", LOG, f"{LIST}{comment.pk}/history/"):
        tree = html5lib.parse(client.get(address).content.decode(), namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag not in ("svg", "math", "style", "noscript"), element.tag
            assert not [name for name in element.attrib if name.startswith("on")]
            for link in ("href", "src", "action", "formaction"):
                target = element.get(link, "").lower()
                assert not target.startswith(("javascript", "data", "vbscript")), target
                # What readers will see, with the same links.
                if target.startswith("http"):
                    assert (element.tag, element.get("rel")) == ("a", "ugc nofollow noopener")
            assert element.tag != "script" or "alert" not in (element.text or "")


def test_the_list_begins_with_what_waits_and_filters_by_status(client, moderator):
    for status in Comment.Status.values:
        make_comment(status=status, text=f"It is {status}")
    shown = {"": ["pending"], "all": Comment.Status.values, "rubbish": ["pending"]}
    # What its author deleted is nobody's work: it has no tab of its own.
    shown |= {status: [status] for status in ("pending", "approved", "rejected", "spam")}
    for asked, statuses in shown.items():
        page = client.get(LIST, {"status": asked} if asked else {}).content.decode()
        found = [status for status in Comment.Status.values if f"It is {status}" in page]
        assert found == list(statuses)


def test_a_comment_is_found_by_words_name_email_network_section_and_date(client, moderator):
    comment = make_comment(
        name="Ilze B",
        text="About the Bridge and tides",
        email="Ilze@Example.org",
        ip_address="2001:db8::7",
        status="pending",
    )
    for _ in range(2):
        make_comment(name="Somebody", text="Else entirely", status="pending")
    section = comment.article.section_id
    asked = [{"q": q} for q in ("bridge tides", "ilze", "ilze@example.ORG", "2001:db8:0::7")]
    for query in [*asked, {"section": section}]:
        page = client.get(LIST, query).content.decode()
        assert "About the Bridge" in page, query
        assert "Else entirely" not in page, query
    assert "About the Bridge" in client.get(LIST, {"days": "1"}).content.decode()
    for query in ({"days": "x"}, {"q": "\0"}, {"q": "x" * 9000}, {"p": "99999999"}):
        assert client.get(LIST, query).status_code < 500


def test_the_list_counts_up_to_a_limit_and_costs_the_same_however_long_it_is(client, moderator):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get(LIST).status_code == 200
        counted = [each["sql"] for each in found if "COUNT(" in each["sql"]]
        assert [sql for sql in counted if "LIMIT" not in sql] == []
        return len(found)

    make_comment(status="pending")
    one = cost()
    for _ in range(12):
        make_comment(parent=make_comment(), status="pending")
    assert cost() == one


def test_the_policy_is_one_page_with_the_defaults_until_somebody_decides(client):
    log_in(client, "Editor")
    response = client.get("/admin/comments/policy/")
    assert response["Location"] == POLICY
    assert not Policy.objects.exists()
    client.post(POLICY, {**policy_fields(), "order": "oldest", "reply_depth": "3"})
    assert Policy.current().reply_depth == Policy.objects.get().reply_depth == 3
    assert LogEntry.objects.count() == 1
    for wrong in ({"reply_depth": "11"}, {"max_text_length": "99999"}, {"threads_per_page": "0"}):
        page = client.post(POLICY, {**policy_fields(), "order": "oldest", **wrong})
        assert page.status_code == 200
    assert Policy.current().reply_depth == 3
