"""A comment comes from our own page: told without a cookie, so that the page can be kept."""

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.tokens import WEEK

from .commenting import BROWSER, make_token, send, typed
from .world import make_article, make_comment, make_policy

pytestmark = pytest.mark.django_db

HERE = "http://testserver"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": HERE},
        {"origin": HERE, "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
        {"referer": f"{HERE}/headline-1/"},
        {"origin": "HTTP://TESTSERVER"},
    ],
)
def test_a_post_from_a_page_of_ours_is_taken(client, headers):
    assert send(client, make_article(), headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "null", "referer": f"{HERE}/"},
        {"origin": ""},
        {"origin": f"{HERE}.evil.example"},
        {"origin": f"{HERE}:8000"},
        {"origin": "https://testserver"},
        {"origin": "testserver"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "nonsense", "origin": HERE},
        {"sec-fetch-site": "cross-site", "origin": HERE},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"referer": "https://evil.example/http://testserver/"},
        {"referer": "http://testserver@evil.example/"},
        {"referer": "//["},
        {"referer": ""},
    ],
)
def test_a_post_from_elsewhere_or_nowhere_is_forbidden_and_leaves_nothing(client, headers):
    for address in (None, f"/comment/on/{make_article().pk}/to/{make_comment().pk}/"):
        before = Comment.objects.count()
        response = send(client, make_article(), headers=headers, address=address)
        assert response.status_code == 403
        assert "Useful overview." not in response.content.decode()
        assert Comment.objects.count() == before


def test_behind_a_proxy_the_address_of_the_site_counts(client, settings):
    settings.SITE_URL = "https://gazette.example"
    headers = {"origin": "https://gazette.example"}
    assert send(client, make_article(), headers=headers).status_code == 303


@pytest.mark.parametrize(
    "kind", ["missing", "empty", "rubbish", "foreign", "old", "changed", "bare"]
)
def test_every_bad_token_looks_the_same_and_costs_no_text(client, kind):
    article = make_article()
    token = {
        "missing": None,
        "empty": "",
        "rubbish": "1:2:3:\x01 {{ x }} ☃",
        "foreign": make_token(make_article()),
        "old": make_token(article, age=WEEK + 1),
        "changed": make_token(article)[:-1] + "x",
        "bare": f"{article.pk}:1",
    }[kind]
    if token is None:
        fields = {"text": "Kept words", "name": "Ann", "email": "ann@example.org"}
        response = client.post(f"/comment/on/{article.pk}/", fields, headers=BROWSER)
    else:
        response = send(client, article, text="Kept words", token=token)
    html = response.content.decode()
    assert response.status_code == 422
    assert "The page was open for too long." in html
    assert not Comment.objects.exists()
    kept = typed(html)
    assert kept["text"] == "Kept words"
    again = send(client, article, text=kept["text"], token=kept["token"])
    assert again.status_code == 303


def test_a_page_may_stay_open_for_a_week(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z")
    article = make_article()
    html = client.get(article.get_absolute_url()).content.decode()
    time_machine.shift(WEEK - 60)
    assert send(client, article, token=typed(html)["token"]).status_code == 303


def test_a_good_token_keeps_its_date_when_the_form_comes_back(client):
    token = make_token(article := make_article(), age=100)
    html = send(client, article, token=token, name="").content.decode()
    assert typed(html)["token"] == token


def test_a_form_sent_as_soon_as_it_was_made_is_held_not_refused(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    make_policy(manual_approval=True).save()
    article = make_article()
    assert send(client, article, age=1).status_code == 303
    assert [reason["code"] for reason in Comment.objects.get().reasons] == ["fast", "manual"]
    assert "1 second after" in Comment.objects.get().reasons[0]["text"]


def test_what_fills_the_hidden_field_is_spam_and_is_not_told_so(client):
    response = send(client, make_article(), website="https://example.org")
    comment = Comment.objects.get()
    assert comment.status == "spam"
    assert comment.decisions.values_list("by", "to_status", "reason").get() == (
        None,
        "spam",
        "trap",
    )
    assert "waits for a moderator" in client.get(response["Location"]).content.decode()


def test_the_page_with_the_form_is_the_same_for_everybody(client, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    make_comment(article := make_article())
    anonymous = client.get(article.get_absolute_url())
    assert set(send(client, article).cookies) <= {"reader"}  # see comments.proof
    client.cookies["sessionid"] = client.cookies["csrftoken"] = "x" * 32
    with_cookies = client.get(article.get_absolute_url())
    assert anonymous.content == with_cookies.content
    assert not anonymous.cookies
    assert not with_cookies.cookies
    assert "Cookie" not in anonymous.get("Vary", "")
    assert "csrfmiddlewaretoken" not in anonymous.content.decode()
