"""Readers tell of errors in an article: privately, not in floods, and with thanks."""

import pytest
from django.core import mail
from django.urls import reverse

from articles.models import Correction, ErrorReport
from background.models import Job

from .desk import form_of
from .world import ago, make_article, make_comment, make_hidden, make_user

pytestmark = pytest.mark.django_db

HERE = {"sec-fetch-site": "same-origin"}
TEXT = "The ferry sails at nine, not at eight."


def address(article):
    return reverse("articles:report_error", args=[article.pk])


def send(client, article, headers=HERE, **parts):
    sent = {"text": TEXT, "email": "", "website": "", **parts}
    return client.post(address(article), sent, headers=headers)


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


def page_of(report):
    return f"/admin/articles/errorreport/{report.pk}/change/"


def accept(client, report, **parts):
    sent = {"words": "It sails at nine.", "kind": "correction", "place": "top", **parts}
    return client.post(page_of(report), {**sent, "_accept": "1"})


def test_every_article_leads_to_the_form(client):
    article = make_article()
    assert f'href="{address(article)}"' in client.get(article.get_absolute_url()).content.decode()
    page = client.get(address(article))
    assert page.status_code == 200
    assert "noindex" in page["X-Robots-Tag"]
    assert not page.cookies


def test_report_goes_to_the_editors_and_nowhere_else(client):
    article = make_article()
    response = send(client, article, email="reader@example.org")
    assert response.status_code == 303
    assert client.get(response["Location"]).status_code == 200
    report = ErrorReport.objects.get()
    assert (report.article, report.text, report.email) == (article, TEXT, "reader@example.org")
    for path in (article.get_absolute_url(), "/", "/feed/", "/corrections/"):
        page = client.get(path).content.decode()
        assert TEXT not in page
        assert "reader@example.org" not in page
    client.force_login(make_user("Editor"))
    assert TEXT in client.get("/admin/articles/errorreport/").content.decode()


def test_nothing_is_said_of_articles_that_are_not_public(client):
    hidden = make_hidden("Secret headline")
    nothing = client.get(reverse("articles:report_error", args=[10**6]))
    for article in hidden:
        answer = client.get(address(article))
        assert (answer.status_code, answer.content) == (404, nothing.content)
        assert send(client, article).status_code == 404
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_forged_report_is_refused(client, headers):
    assert send(client, make_article(), headers=headers).status_code == 403
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    "parts",
    [
        {"text": ""},
        {"text": " \u200b\u202e "},
        {"text": "x" * 2001},
        {"email": "no address"},
        {"website": "https://spam.example"},
    ],
)
def test_what_cannot_be_a_report_is_handed_back(client, parts):
    response = send(client, make_article(), **parts)
    assert response.status_code == 422
    assert not ErrorReport.objects.exists()
    assert 'role="alert"' in response.content.decode()


def test_words_are_shown_without_tricks_and_as_text(client):
    article = make_article()
    send(client, article, text="\u202eabc\u202c <script>alert(1)</script>")
    client.force_login(make_user("Editor"))
    for path in ("/admin/articles/errorreport/", page_of(ErrorReport.objects.get())):
        page = client.get(path).content.decode()
        assert "\u202e" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_flood_from_one_network_is_stopped_and_others_are_not(client):
    article = make_article()
    codes = [send(client, article, text=f"{TEXT} {n}").status_code for n in range(4)]
    assert codes == [303, 303, 303, 429]
    last = send(client, article)
    assert 1 <= int(last["Retry-After"]) <= 60
    assert TEXT in last.content.decode()
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert send(client, article).status_code == 303
    assert ErrorReport.objects.count() == 4


def test_accepted_report_becomes_a_correction_at_once_and_the_reader_is_thanked(
    client, editor, django_capture_on_commit_callbacks
):
    article = make_article(headline="Ferry late")
    make_comment(article)
    report = ErrorReport.objects.submit(article, text=TEXT, email="reader@example.org")
    assert TEXT in client.get(page_of(report)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        accept(client, report)
    correction = Correction.objects.get()
    assert (correction.article, correction.text) == (article, "It sails at nine.")
    report.refresh_from_db()
    assert (report.status, report.settled_by, report.correction) == ("accepted", editor, correction)
    assert report.email == ""
    assert "It sails at nine." in client.get(article.get_absolute_url()).content.decode()
    sent = Job.objects.get(task_path="background.mail.deliver").args_kwargs["kwargs"]
    assert sent["to"] == "reader@example.org"
    assert "Ferry late" in sent["text"]
    assert TEXT not in sent["text"]
    assert not mail.outbox


def test_accepting_takes_one_click(client, editor):
    report = ErrorReport.objects.submit(make_article(), text=TEXT)
    sent = form_of(client.get(page_of(report)), "errorreport_form")
    assert client.post(page_of(report), {**sent, "_accept": "1"}).status_code == 302
    assert Correction.objects.get().text == TEXT


def test_report_is_settled_once(client, editor):
    report = ErrorReport.objects.submit(make_article(), text=TEXT, email="r@example.org")
    stale = ErrorReport.objects.get()
    assert report.accept(editor, "It sails at nine.")
    assert not stale.accept(editor, "Again.")
    assert not stale.dismiss(editor)
    assert Correction.objects.count() == 1
    assert accept(client, report).status_code == 403


def test_dismissed_report_changes_nothing_and_mails_nobody(client, editor):
    report = ErrorReport.objects.submit(make_article(), text=TEXT, email="r@example.org")
    client.post(page_of(report), {"_dismiss": "1", "kind": "correction", "place": "top"})
    report.refresh_from_db()
    assert (report.status, report.email) == ("dismissed", "")
    assert not Correction.objects.exists()
    assert not Job.objects.exists()


def test_correction_without_words_is_not_published(client, editor):
    report = ErrorReport.objects.submit(make_article(), text=TEXT)
    assert accept(client, report, words=" ").status_code == 200
    report.refresh_from_db()
    assert report.is_open


def test_settled_reports_go_after_half_a_year():
    settled, open_one = (ErrorReport.objects.submit(make_article(), text=TEXT) for _ in "ab")
    settled.dismiss(None)
    ErrorReport.objects.update(created_at=ago(days=400))
    ErrorReport.objects.filter(pk=settled.pk).update(settled_at=ago(days=181))
    assert ErrorReport.objects.forget() == 1
    assert ErrorReport.objects.get() == open_one
