"""Reporters are told by mail that their report came and what became of it, and nothing else."""

import pytest

from background.worker import run_waiting
from comments.models import RejectionReason, Report
from comments.models.reporting import MAILS_A_DAY, NETWORK_MAILS_A_DAY
from comments.tasks import tell_reporters

from .world import ago, make_article, make_comment, make_report, make_user

pytestmark = pytest.mark.django_db

STRANGE = {"text": "zebra https://evil.example", "name": "Zoe giraffe", "email": "Zoe@Example.org"}


def mails(mail_server):
    run_waiting()
    sent, mail_server.mails = mail_server.mails, []
    return sent


def words(mail):
    return mail[1].get_body(["plain"]).get_content()


@pytest.fixture
def told(mail_server, smtp):
    """Function that lets the periodic task run, and answers what the mail server got since."""

    def tell():
        tell_reporters.func()
        return mails(mail_server)

    return tell


@pytest.mark.parametrize("proofs", [[], ["zoe@example.org"]])
def test_a_reporter_is_told_that_the_report_came_and_what_became_of_it(told, settings, proofs):
    comment = make_comment(text="lion words", name="Leo lion", article=make_article())
    found = make_report(comment, proofs=proofs, **STRANGE)
    [(recipients, came)] = told()
    assert recipients == ["zoe@example.org"]
    assert came["Subject"] == f"{settings.SITE_NAME}: We have received your report"
    comment.keep(make_user(), answer="It is sharp, but fair.")
    [(recipients, decided)] = told()
    assert recipients == ["zoe@example.org"]
    assert decided["Subject"] == f"{settings.SITE_NAME}: Our decision about your report"
    text = words(("", decided))
    for sentence in ("We let the comment stand.", "It is sharp, but fair.", "object on the page"):
        assert sentence in text
    for mail in (came, decided):
        everything = mail.as_string() + words(("", mail))
        assert settings.SITE_URL + found.receipt_url in words(("", mail))
        assert settings.SITE_URL + comment.get_absolute_url() in words(("", mail))
        for strange in ("zebra", "evil.example", "giraffe", "lion", comment.email):
            assert strange not in everything
    assert told() == []


def test_what_is_taken_down_is_told_with_its_reasons(told):
    found = make_report(email="zoe@example.org")
    found.comment.reject(make_user())
    text = words(told()[-1])
    assert "We have taken the comment down." in text
    assert "it breaks the law or our rules" in text
    assert "object" not in text


def test_the_reason_of_the_newsroom_is_named_and_not_what_it_says_to_the_commenter(told):
    found = make_report(email="zoe@example.org")
    reason = RejectionReason.objects.create(name="Insults", text="Your comment insults.")
    found.comment.reject(make_user(), rejection=reason)
    text = words(told()[-1])
    assert "The reason: Insults." in text
    assert "Your comment" not in text


def test_an_objection_is_answered_too(told):
    found, by = make_report(email="zoe@example.org"), make_user()
    found.comment.keep(by, answer="Fair.")
    assert len(told()) == 2
    found.refresh_from_db()
    found.object_to("zebra")
    assert told() == []
    found.comment.keep(by, answer="Still fair.")
    [mail] = told()
    assert "Still fair." in words(mail)
    assert "object on the page" not in words(mail)
    assert "zebra" not in words(mail)


def test_a_decision_undone_at_once_is_not_told(told):
    found = make_report(email="zoe@example.org")
    assert len(told()) == 1
    found.comment.reject(make_user()).reports.reopen()
    assert told() == []


def test_who_gave_no_address_gets_no_mail(told):
    make_report().comment.reject(make_user())
    assert told() == []


def test_nobodys_mailbox_is_filled_by_strangers(told):
    article = make_article()
    comments = [make_comment(article) for _ in range(MAILS_A_DAY + 3)]
    for comment in comments:
        make_report(comment, email="victim@example.org")
    assert len(told()) == MAILS_A_DAY
    for comment in comments:
        comment.reject(make_user())
    assert len(told()) == MAILS_A_DAY
    assert Report.objects.count() == len(comments)


def test_who_has_proved_an_address_gets_every_mail(told):
    for _ in range(MAILS_A_DAY + 3):
        make_report(email="zoe@example.org", proofs=["zoe@example.org"])
    assert len(told()) == MAILS_A_DAY + 3


def test_who_was_erased_is_not_written_to(told):
    found = make_report(email="zoe@example.org")
    told()
    found.comment.reject(make_user())
    Report.objects.sent_by("zoe@example.org").erase()
    assert told() == []


def test_an_address_whose_one_form_is_no_address_holds_up_nobody(told):
    make_report(email="a@" + "ß" * 40 + ".example").comment.reject(make_user())
    make_report(email="zoe@example.org").comment.reject(make_user())
    assert [recipients for recipients, _mail in told()] == [["zoe@example.org"]] * 2


def test_one_network_cannot_mail_the_whole_town(told):
    comment = make_comment()
    for number in range(NETWORK_MAILS_A_DAY + 5):
        # From one network that is all it takes: as many reports as it may send in two hours.
        make_report(comment, email=f"reader{number}@example.org", ip_address="192.0.2.1")
        Report.objects.update(created_at=ago(hours=2))
    assert len(told()) == NETWORK_MAILS_A_DAY
    make_report(comment, email="other@example.org", ip_address="192.0.2.2")
    assert len(told()) == 1
