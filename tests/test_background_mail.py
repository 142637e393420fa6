"""A mail reaches its one reader however the mail server behaves, and nobody else hears of it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from background import mail
from background.models import Job
from background.worker import run_waiting

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


def the_job():
    return Job.objects.get(task_path="background.mail.deliver")


def test_mail_arrives_complete(mail_server):
    mail.send(
        READER,
        "Your comment",
        "It is there.\n",
        html="<p>It is there.</p>",
        headers={"List-Unsubscribe": "<https://news.example/stop>"},
    )
    run_waiting()
    [(recipients, message)] = mail_server.mails
    assert recipients == [READER]
    assert message["To"] == READER
    assert message["From"] == "The Test Gazette <gazette@example.org>"
    assert message["Subject"] == "Your comment"
    assert message["List-Unsubscribe"] == "<https://news.example/stop>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(["plain"]).get_content().strip() == "It is there."
    assert message.get_body(["html"]).get_content().strip() == "<p>It is there.</p>"


def test_mail_of_a_rolled_back_transaction_is_not_sent(mail_server):
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send(READER, "Never", "Never")
        raise RuntimeError
    run_waiting()
    assert mail_server.mails == []


@pytest.mark.parametrize("stage", ["answers_to_recipient", "answers_to_text"])
def test_mail_that_is_refused_for_now_is_sent_later(mail_server, stage):
    getattr(mail_server, stage).extend(["451 4.7.1 Greylisted", "421 4.3.2 Not now"])
    with time_machine.travel(datetime(2031, 5, 5, 12, tzinfo=UTC), tick=True) as clock:
        mail.send(READER, "Hello", "Hello")
        for _refused in range(2):
            run_waiting()
            assert mail_server.mails == []
            clock.move_to(the_job().run_after)
        run_waiting()
    assert [recipients for recipients, _message in mail_server.mails] == [[READER]]
    assert the_job().attempts == 3


def test_mail_waits_while_the_mail_server_is_away(smtp):
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.deferred().get() == the_job()
    assert "No connection (ConnectionRefusedError)" in the_job().traceback


def test_mails_wait_while_our_password_is_wrong(mail_server, smtp):
    smtp.EMAIL_HOST_USER = smtp.EMAIL_HOST_PASSWORD = "wrong"
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.deferred().get() == the_job()
    assert "NotSent: 535" in the_job().traceback


@pytest.mark.parametrize("stage", ["answers_to_recipient", "answers_to_text"])
def test_mail_that_is_refused_for_good_is_dead_at_once(mail_server, stage):
    getattr(mail_server, stage).append(f"550 5.1.1 <{READER}> is nobody")
    mail.send(READER, "Hello", "Hello")
    run_waiting()
    assert Job.objects.dead().get() == the_job()
    assert "GiveUp: 550 5.1.1" in the_job().traceback


@pytest.mark.parametrize("answer", ["451 4.2.1 <{}> is full", "550 5.1.1 <{}> is nobody", None])
def test_neither_text_nor_address_is_in_a_log_or_error(mail_server, caplog, answer):
    caplog.set_level("CRITICAL", logger="mail.log")  # the server of this test talks, too
    caplog.set_level("INFO")
    if answer:
        mail_server.answers_to_recipient.append(answer.format(READER))
    mail.send(READER, "Secret subject", "Secret text https://news.example/?token=abc")
    run_waiting()
    said = caplog.text + the_job().traceback
    assert "background.mail.deliver" in said
    assert [word for word in (READER, "Secret", "token") if word in said] == []


def test_sent_mail_is_not_kept(mail_server):
    mail.send(READER, "Secret", "Secret")
    run_waiting()
    assert the_job().args_kwargs == {"args": [], "kwargs": {}}


def test_mail_that_is_sent_twice_is_recognised_as_one(mail_server):
    mail.send(READER, "Hello", "Hello")
    Job.objects.take("a worker that dies before it has written down that it was sent").call()
    Job.objects.take_back_lost()
    run_waiting()
    first, second = [message["Message-ID"] for _recipients, message in mail_server.mails]
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


def test_text_of_any_characters_can_be_sent(mail_server):
    mail.send(READER, "Grüße \ud800", "NUL \x00, half \ud800, emoji 🗞\n")
    run_waiting()
    [(_recipients, message)] = mail_server.mails
    assert message["Subject"] == "Grüße ?" or message["Subject"] == "Grüße"
    assert message.get_content().strip() == "NUL , half ?, emoji 🗞"
