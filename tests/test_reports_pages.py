"""Readers report comments by forms, keep what they typed, and see on a page what is decided."""

import pytest
from django.conf import settings as site
from django.db import OperationalError
from hypothesis import example, given
from hypothesis import strategies as st

from comments.models import Comment, Report

from .commenting import BROWSER, typed
from .reporting import report
from .test_comments_malformed import ANY_CASE
from .world import make_article, make_comment, make_report, make_user

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


@pytest.mark.parametrize("policy", ["open", "closed"])
def test_each_comment_on_a_page_can_be_reported(client, policy):
    article = make_article(comments_policy=policy)
    comments = [make_comment(article), make_comment(article)]
    html = page(client.get(article.get_absolute_url()))
    for comment in comments:
        assert f'href="/comment/{comment.pk}/report/"' in html


def test_a_report_is_stored_and_leads_to_its_receipt(client):
    comment = make_comment()
    response = report(client, comment, kind="spam", text="Ad\r\nfor pills", email="A@example.org")
    assert response.status_code == 303
    stored = Report.objects.get()
    assert (stored.kind, stored.text, stored.email) == ("spam", "Ad\nfor pills", "A@example.org")
    assert (stored.comment, stored.ip_network) == (comment, "192.0.2.1/32")
    assert response["Location"] == stored.receipt_url
    receipt = client.get(response["Location"])
    assert "Your report has arrived" in page(receipt)
    assert receipt["X-Robots-Tag"] == "noindex"
    assert "no-store" in receipt["Cache-Control"]


def test_a_notice_of_illegal_content_has_what_the_law_asks_for(client):
    comment = make_comment()
    form = page(client.get(f"/comment/{comment.pk}/report/illegal/"))
    assert f"{site.SITE_URL}/comment/{comment.pk}/</a>" in form
    assert report(client, comment, illegal=True).status_code == 303
    stored = Report.objects.get()
    assert (stored.kind, stored.name, stored.email) == ("illegal", "Ann", "ann@example.org")
    assert stored.is_in_good_faith
    assert stored.address == site.SITE_URL + comment.get_absolute_url()


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("text", "Explain why you consider it illegal."),
        ("name", "Write your name."),
        ("email", "Write your e-mail address."),
        ("is_in_good_faith", "Confirm that you report this in good faith."),
    ],
)
def test_a_notice_without_one_of_these_comes_back(client, missing, message):
    for nothing in (None, "", " "):
        if nothing == " " and missing == "is_in_good_faith":
            continue  # browsers send "on" or nothing
        response = report(client, make_comment(), illegal=True, **{missing: nothing})
        assert response.status_code == 422
        assert message in page(response)
    assert not Report.objects.exists()


def test_who_reports_abuse_of_children_need_not_say_who_it_is(client):
    parts = {"name": None, "email": None, "is_about_children": "on"}
    assert report(client, make_comment(), illegal=True, **parts).status_code == 303
    parts["is_in_good_faith"] = parts["text"] = None
    assert report(client, make_comment(), illegal=True, **parts).status_code == 422


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": None}, "Say what is wrong with the comment."),
        ({"kind": "nonsense"}, "nonsense is not one of the available choices."),
        ({"kind": "illegal"}, "illegal is not one of the available choices."),
        ({"kind": "other", "text": " \n"}, "Say in your words what is wrong with it."),
        ({"email": "nowhere"}, "Write an e-mail address like name@example.org."),
        ({"text": "x" * 5001}, "5001"),
        ({"website": "https://spam.example"}, "A field that nobody sees was filled."),
        ({"token": "x"}, "The page was open for too long."),
        ({"token": None}, "The page was open for too long."),
    ],
)
def test_a_mistake_keeps_what_was_typed(client, fields, message):
    response = report(client, make_comment(), **{"text": "Kept words", **fields})
    assert response.status_code == 422
    assert message in page(response)
    assert typed(page(response))["text"] == fields.get("text", "Kept words")
    assert not Report.objects.exists()


def test_the_form_that_comes_back_can_be_sent(client):
    comment = make_comment()
    again = typed(page(report(client, comment, token="old", website="x")))
    assert report(client, comment, token=again["token"]).status_code == 303


def test_twice_and_too_fast_are_told_kindly_and_keep_the_words(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    article = make_article()
    comments = [make_comment(article) for _ in range(4)]
    assert report(client, comments[0]).status_code == 303
    twice = report(client, comments[0], text="Again")
    assert twice.status_code == 409
    assert "already reported" in page(twice)
    assert typed(page(twice))["text"] == "Again"
    codes = [report(client, comment, text="Kept").status_code for comment in comments[1:3]]
    fast = report(client, comments[3], text="Kept")
    assert [*codes, fast.status_code] == [303, 303, 429]
    assert fast["Retry-After"] == "60"
    assert "in 60 seconds" in page(fast)
    assert typed(page(fast))["text"] == "Kept"


@pytest.mark.parametrize("illegal", [False, True])
def test_without_a_database_to_write_to_the_words_come_back(client, monkeypatch, illegal):
    def fail(*args, **kwargs):
        raise OperationalError("disk full")

    comment = make_comment()
    monkeypatch.setattr(type(Report.objects), "_store", fail)
    response = report(client, comment, illegal=illegal, text="Kept <words>", is_about_children="on")
    assert response.status_code == 503
    assert response["Retry-After"]
    kept = typed(page(response))
    assert kept["text"].strip() == "Kept <words>"
    monkeypatch.undo()
    kept["text"] = kept["text"].strip()
    assert report(client, comment, illegal=illegal, **kept).status_code == 303


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}])
def test_a_report_from_elsewhere_is_forbidden(client, headers):
    comment, receipt = make_comment(), make_report().receipt_url
    assert report(client, comment, headers=headers).status_code == 403
    assert report(client, comment, headers=headers, illegal=True).status_code == 403
    assert client.post(receipt, {"text": "No"}, headers=headers).status_code == 403
    assert Report.objects.count() == 1


def hidden_and_none():
    withdrawn = make_comment()
    withdrawn.article.withdraw("Wrong.")
    held = [make_comment(status=status) for status in ("pending", "rejected", "spam")]
    return [*(comment.pk for comment in held), withdrawn.pk, 987_654]


@pytest.mark.parametrize("kind", ["", "illegal/"])
def test_what_is_not_public_cannot_be_told_from_what_is_not_there(client, kind):
    answers = set()
    for number in hidden_and_none():
        address = f"/comment/{number}/report/{kind}"
        seen = client.get(address)
        sent = client.post(address, {"text": "Words & more"}, headers=BROWSER)
        assert (seen.status_code, sent.status_code) == (404, 404)
        assert "Words &amp; more" in page(sent)
        own = f"/comment/{number}/"
        answers.add(tuple(page(each).replace(own, "/comment/N/") for each in (seen, sent)))
    assert len(answers) == 1


def test_a_comment_held_while_its_report_is_typed_loses_no_words(client, monkeypatch):
    comment = make_comment()
    submit = type(Report.objects).submit

    def after_a_decision(*args, **parts):
        Comment.objects.get().reject(None)
        return submit(*args, **parts)

    monkeypatch.setattr(type(Report.objects), "submit", after_a_decision)
    response = report(client, comment, text="My words")
    assert response.status_code == 404
    assert "My words" in page(response)


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    address = f"/comment/{make_comment().pk}/report/"
    anonymous = client.get(address)
    client.cookies["sessionid"] = client.cookies["csrftoken"] = "x" * 32
    assert client.get(address).content == anonymous.content
    assert not anonymous.cookies
    assert "csrfmiddlewaretoken" not in page(anonymous)
    assert anonymous["X-Robots-Tag"] == "noindex"


def test_nothing_about_reports_is_public(client):
    article = make_article()
    comment = make_comment(article)
    addresses = [article.get_absolute_url(), "/", "/feed/", f"/comment/{comment.pk}/report/"]
    addresses += [f"/comment/on/{article.pk}/feed/", "/comment/feed/"]

    make_report(comment, email="secret@example.org", text="zebra", name="Zoe")
    after = b"".join(client.get(address).content for address in addresses)
    for trace in (b"zebra", b"secret@", b"Zoe", b"1 report"):
        assert trace not in after


def test_a_receipt_says_what_was_decided_and_nothing_of_what_was_written(client):
    found = make_report(text="zebra words", name="Zoe", email="zoe@example.org", kind="abusive")
    for decided in ("", "dismissed", "upheld"):
        if decided == "dismissed":
            found.comment.keep(make_user(), answer="It is <b>sharp</b>, but fair.")
        elif decided == "upheld":
            found.object_to("giraffe words")
            found.comment.take_down(make_user(), answer="You are right.")
        html = page(client.get(found.receipt_url))
        for private in ("zebra", "Zoe", "zoe@", "giraffe", found.comment.text):
            assert private not in html
        assert ("We let the comment stand." in html) == (decided == "dismissed")
        assert ("It is &lt;b&gt;sharp&lt;/b&gt;, but fair." in html) == (decided == "dismissed")
        assert ("We have taken the comment down." in html) == (decided == "upheld")


def test_the_receipt_of_a_comment_that_was_removed(client):
    found = make_report()
    found.comment.remove()
    assert "The comment is not there any more." in page(client.get(found.receipt_url))


def object_to(client, found, text="Read the second line."):
    return client.post(found.receipt_url, {"text": text}, headers=BROWSER)


def test_who_does_not_agree_objects_once(client):
    found, by = make_report(), make_user()
    assert object_to(client, found).status_code == 303
    found.refresh_from_db()
    assert found.objection == ""  # nothing is decided yet
    found.comment.keep(by, answer="Fair.")
    empty = object_to(client, found, " \n")
    assert empty.status_code == 422
    assert "Say why we should decide otherwise." in page(empty)
    assert object_to(client, found).status_code == 303
    found.refresh_from_db()
    assert (found.status, found.objection) == ("open", "Read the second line.")
    assert list(Comment.objects.reported()) == [found.comment]
    assert "decides once more" in page(client.get(found.receipt_url))
    found.comment.keep(by, answer="Still fair.")
    assert object_to(client, found, "Again").status_code == 303
    found.refresh_from_db()
    assert (found.status, found.objection) == ("dismissed", "Read the second line.")


def test_an_objection_does_not_take_the_comment_down_by_itself():
    comment = make_comment()
    found = [make_report(comment) for _ in range(2)]
    comment.keep(make_user())
    for each in found:
        each.refresh_from_db()
        assert each.object_to("No!")
    make_report(comment)
    comment.refresh_from_db()
    assert comment.is_approved


@pytest.mark.parametrize("token", ["A" * 43, "x", "A" * 42 + "%00", "é" * 43])
def test_a_receipt_nobody_has_is_not_found(client, token):
    assert client.get(f"/comment/report/{token}/").status_code == 404


FIELDS = ["text", "name", "email", "kind", "website", "is_in_good_faith", "is_about_children"]


@ANY_CASE
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=100)), st.booleans())
@example({"text": "\x00", "name": "\x00", "kind": "\x00"}, True)
@example({"email": "a@" + "ß" * 60 + ".example"}, True)
@example({"name": "\U0010ffff\ufffe", "text": "\ufdd0\uffff"}, True)
def test_any_text_in_any_field_is_refused_or_stored(client, fields, illegal):
    response = report(client, make_comment(), illegal=illegal, **fields)
    assert response.status_code in (303, 422, 429)


@ANY_CASE
@given(st.binary(max_size=200))
def test_any_bytes_are_no_failure_of_ours(client, body):
    kind = "application/x-www-form-urlencoded"
    address = f"/comment/{make_comment().pk}/report/"
    assert 400 <= client.generic("POST", address, body, kind, headers=BROWSER).status_code < 500


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_not_allowed(client, method):
    found = make_report()
    for address in (f"/comment/{found.comment_id}/report/", found.receipt_url):
        assert getattr(client, method)(address).status_code == 405


def test_the_form_and_its_sending_take_few_queries(client, django_assert_max_num_queries):
    comment = make_comment()
    with django_assert_max_num_queries(4):
        client.get(f"/comment/{comment.pk}/report/")
    with django_assert_max_num_queries(25):
        report(client, comment, email="a@example.org")
