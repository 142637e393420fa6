"""A mail reaches its one reader however the mail server behaves, and nobody else hears of it."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.exceptions import ValidationError
from django.db import transaction

from background import mail
from background.models import Job
from background.worker import run_waiting

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


class MailServer:
    """A real SMTP server that says to each recipient, or to each text, what it was told to say."""

    def __init__(self):
        self.answers_to_recipient, self.answers_to_text, self.mails = [], [], []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers_to_recipient:
            return self.answers_to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers_to_text:
            return self.answers_to_text.pop(0)
        self.mails.append(
            (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "The Test Gazette <gazette@example.org>"
    return settings


@pytest.fixture
def server(smtp):
    handler = MailServer()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=smtp.EMAIL_PORT,
        authenticator=lambda *login: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    controller.start()
    yield handler
    controller.stop()


def the_job():
    return Job.objects.get(task_path="background.mail.deliver")


def test_mail_arrives_complete(server):
    mail.send(
        READER,
        "Your comment",
        "It is there.\n",
        html="<p>It is there.</p>",
        headers={"List-Unsubscribe": "<https://news.example/stop>"},
    )
    run_waiting()
    [(recipients, message)] = server.mails
    assert recipients == [READER]
    assert message["To"] == READER
    assert message["From"] == "The Test Gazette <gazette@example.org>"
    assert message["Subject"] == "Your comment"
    assert message["List-Unsubscribe"] == "<https://news.example/stop>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(["plain"]).get_content().strip() == "It is there."
    assert message.get_body(["html"]).get_content().strip() == "<p>It is there.</p>"


def test_mail_of_a_rolled_back_transaction_is_not_sent(server):
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send(READER, "Never", "Never")
        raise RuntimeError
    run_waiting()
    assert server.mails == []


@pytest.mark.parametrize("stage", ["answers_to_recipient", "answers_to_text"])
def test_mail_that_is_refused_for_now_is_sent_later(server, stage):
    getattr(server, stage).extend(["451 4.7.1 Greylisted", "421 4.3.2 Not now"])
    with time_machine.travel(datetime(2031, 5, 5, 12, tzinfo=UTC), tick=True) as clock:
        mail.send(READER, "Hello", "Hello")
        for _refused in range(2):
            run_waiting()
            assert server.mails == []
            clock.move_to(the_job().run_after)
        run_waiting()
    assert [recipients for recipients, _message in server.mails] == [[READER]]
    assert the_job().attempts == 3


def test_mail_waits_while_the_mail_server_is_away(smtp):
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.deferred().get() == the_job()
    assert "No connection (ConnectionRefusedError)" in the_job().traceback


def test_mails_wait_while_our_password_is_wrong(server, smtp):
    smtp.EMAIL_HOST_USER = smtp.EMAIL_HOST_PASSWORD = "wrong"
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.deferred().get() == the_job()
    assert "NotSent: 535" in the_job().traceback


@pytest.mark.parametrize("stage", ["answers_to_recipient", "answers_to_text"])
def test_mail_that_is_refused_for_good_is_dead_at_once(server, stage):
    getattr(server, stage).append(f"550 5.1.1 <{READER}> is nobody")
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.dead().get() == the_job()
    assert "GiveUp: 550 5.1.1" in the_job().traceback


@pytest.mark.parametrize("answer", ["451 4.2.1 <{}> is full", "550 5.1.1 <{}> is nobody", None])
def test_neither_text_nor_address_is_in_a_log_or_error(server, caplog, answer):
    caplog.set_level("CRITICAL", logger="mail.log")  # the server of this test talks, too
    caplog.set_level("INFO")
    if answer:
        server.answers_to_recipient.append(answer.format(READER))
    mail.send(READER, "Secret subject", "Secret text https://news.example/?token=abc")
    run_waiting()
    said = caplog.text + the_job().traceback
    assert "background.mail.deliver" in said
    assert [word for word in (READER, "Secret", "token") if word in said] == []


def test_sent_mail_is_not_kept(server):
    mail.send(READER, "Secret", "Secret")
    run_waiting()
    assert the_job().args_kwargs == {"args": [], "kwargs": {}}


def test_mail_that_is_sent_twice_is_recognised_as_one(server):
    mail.send(READER, "Hello", "Hello")
    Job.objects.take("a worker that dies before it has written down that it was sent").call()
    Job.objects.take_back_lost()
    run_waiting()
    first, second = [message["Message-ID"] for _recipients, message in server.mails]
    assert first == second


def test_no_line_breaks_from_outside():
    result = mail.send(READER, "Hello\r\nBcc: all@example.org\x00", "Hello")
    assert result.kwargs["subject"] == "Hello Bcc: all@example.org"
    with pytest.raises(ValueError, match="one line"):
        mail.send(READER, "Hello", "Hello", headers={"References": "<a>\nBcc: all@example.org"})


@pytest.mark.parametrize(
    "to", ["a@example.org,b@example.org", "a@example.org\nBcc: b@example.org", "A <a@b.org>", ""]
)
def test_one_recipient(to):
    with pytest.raises(ValidationError):
        mail.send(to, "Hello", "Hello")


def test_fixed_headers():
    with pytest.raises(ValueError, match="Bcc"):
        mail.send(READER, "Hello", "Hello", headers={"Bcc": "all@example.org"})


def test_text_of_any_characters_can_be_sent(server):
    mail.send(READER, "Grüße \ud800", "NUL \x00, half \ud800, emoji 🗞\n")
    run_waiting()
    [(_recipients, message)] = server.mails
    assert message["Subject"] == "Grüße ?" or message["Subject"] == "Grüße"
    assert message.get_content().strip() == "NUL , half ?, emoji 🗞"
