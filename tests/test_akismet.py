"""Akismet judges where it is set up: in the background, and it approves nothing by itself."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from background.models import Job
from background.worker import run_waiting
from comments import akismet as judge
from comments.models import Comment

from .commenting import send
from .world import make_article, make_policy, make_user

if os.environ.get("REQUIRE_ALL") != "1":
    pytest.importorskip("akismet")

pytestmark = pytest.mark.django_db
KEY = "secret-key-of-the-site"


class Service(BaseHTTPRequestHandler):
    """Answers as Akismet does: what `server.answers` says, in their order."""

    def do_POST(self):  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append({name: values[0] for name, values in parse_qs(body).items()})
        status, headers, text = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        pass


HAM, SPAM = (200, {}, "false"), (200, {}, "true")
CERTAIN = (200, {"X-akismet-pro-tip": "discard"}, "true")


@pytest.fixture
def service(settings, monkeypatch):
    """Akismet on this machine, with the key set."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.asked, server.answers = [], []
    Thread(target=server.serve_forever, daemon=True).start()
    settings.AKISMET_KEY = KEY
    monkeypatch.setattr("akismet._common._API_URL", f"http://127.0.0.1:{server.server_port}")
    judge._client.cache_clear()
    yield server
    judge._client.cache_clear()
    server.shutdown()
    server.server_close()


@pytest.fixture
def sent(client, service):
    """Function that sends a comment and returns it as it is once Akismet has answered this."""

    def _sent(*answers, **policy):
        make_policy(**policy).save()
        service.answers += answers
        send(client, make_article(headline="Bridge"), name="Ann", text="Grüße & <b>words</b>")
        return Comment.objects.latest("id")

    return _sent


def codes(comment):
    comment.refresh_from_db()
    return [reason["code"] for reason in comment.reasons]


def test_a_comment_waits_for_the_answer_and_appears_then(service, sent):
    comment = sent(HAM)
    assert service.asked == []  # not while the reader waits
    assert (comment.status, codes(comment)) == ("pending", ["akismet-asked"])
    run_waiting()
    assert codes(comment) == []
    assert comment.status == "approved"


def test_it_is_told_what_it_needs_and_no_address(service, sent):
    sent(HAM)
    run_waiting()
    [asked] = service.asked
    assert asked["api_key"] == KEY
    assert asked["comment_content"] == "Grüße & <b>words</b>"
    assert asked["comment_author"] == "Ann"
    assert asked["user_ip"] == "192.0.2.1"
    assert asked["blog"] == "http://testserver"
    assert "@" not in repr(service.asked)


@pytest.mark.parametrize(
    ("answer", "policy", "status"),
    [
        (SPAM, {"hold_score": 90}, "pending"),
        (SPAM, {"hold_score": 90, "spam_score": 95}, "spam"),
        (SPAM, {"hold_score": 90, "spam_score": 100}, "pending"),
        (CERTAIN, {"hold_score": 90, "spam_score": 100}, "spam"),
        (SPAM, {"hold_score": 0}, "approved"),
    ],
)
def test_the_policy_decides_what_its_answer_does(sent, answer, policy, status):
    comment = sent(answer, **policy)
    run_waiting()
    assert codes(comment) == (["akismet"] if status != "approved" else [])
    assert comment.status == status


def test_it_never_approves_what_something_else_holds(sent):
    comment = sent(HAM, manual_approval=True)
    run_waiting()
    assert (codes(comment), comment.status) == (["manual"], "pending")


def test_where_the_policy_does_not_wait_spam_goes_when_the_answer_comes(sent):
    comment = sent(SPAM, wait_for_akismet=False, hold_score=90)
    assert comment.status == "approved"
    run_waiting()
    assert (codes(comment), comment.status) == (["akismet"], "pending")
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 0


@pytest.mark.parametrize("waits", [True, False])
def test_what_a_moderator_decided_meanwhile_stands(sent, waits):
    comment = sent(SPAM, wait_for_akismet=waits, hold_score=90)
    comment.hold(make_user())
    comment.approve(make_user())
    run_waiting()
    comment.refresh_from_db()
    assert comment.status == "approved"


@pytest.mark.parametrize(
    "answer", [(500, {}, "down"), (200, {}, "invalid"), (200, {}, "nonsense"), (200, {}, "")]
)
def test_while_it_does_not_answer_the_comment_waits_and_it_is_asked_again(sent, answer, caplog):
    comment = sent(answer, HAM)
    run_waiting()
    assert (codes(comment), comment.status) == (["akismet-asked"], "pending")
    job = Job.objects.get(task_path="comments.tasks.ask_akismet")
    assert KEY not in caplog.text + job.traceback
    Job.objects.update(run_after=timezone.now())
    run_waiting()
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_without_a_key_nobody_is_asked(client, settings):
    make_policy().save()
    send(client, make_article())
    assert Comment.objects.get().status == "approved"
    assert not Job.objects.exists()
