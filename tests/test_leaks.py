"""check_leaks sees what a stranger sees, and finds what should not be there."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsportal import leaks, wsgi
from newsportal.leaks import look_round, secrets

from .world import make_article, make_comment, make_hidden, make_image, make_section

pytestmark = pytest.mark.django_db

HEADLINE = "The mayor resigns on Friday"


@pytest.fixture
def ask(client):
    def ask(address):
        response = client.get(address)
        return (
            response.status_code,
            response["Content-Type"],
            response.content.decode("utf-8", "replace"),
        )

    return ask


def found(ask):
    return {(address, secret.article) for address, secret in look_round(ask, secrets())}


def make_paper():
    section = make_section()
    shown = make_article(section=section, lead_image=make_image())
    parts = {"standfirst": "He says so on Monday.", "lead_image": make_image()}
    hidden = make_hidden(HEADLINE, section=section, **parts)
    make_comment(shown, status="pending", text="Something that waits for a moderator.")
    return shown, hidden


def test_nothing_is_found_on_a_site_that_tells_nothing(ask):
    make_paper()
    assert len(secrets()) == 5
    assert found(ask) == set()


@pytest.mark.parametrize(
    "words",
    [
        "{0.headline}",
        '<a href="{0.slug}">x</a>',
        "{0.standfirst}",
        "<p>Something that waits for a moderator.</p>",
    ],
)
def test_what_a_public_page_tells_is_found(ask, words):
    shown, hidden = make_paper()
    body = words.format(hidden[0]).replace('href="', f'href="{"/"}').replace('">x', '/">x')
    shown.body = f"<p>{body}</p>"
    shown.store()
    addresses = {address for address, _article in found(ask)}
    assert shown.get_absolute_url() in addresses
    assert "/feed/" in addresses


def test_picture_of_a_hidden_article_is_found(ask):
    shown, hidden = make_paper()
    secret = hidden[0].lead_image
    type(secret).objects.filter(pk=secret.pk).update(
        renditions=[{"width": 320, "height": 200, "webp": "pictures/x/1.webp", "jpeg": "p/x.jpg"}]
    )
    address = f"{shown.get_absolute_url()}"
    text = '<img srcset="/media/pictures/x/1.webp 320w">'
    assert {address for address, _secret in look_round(_answering(ask, address, text), secrets())}


def test_hidden_article_that_answers_is_found(ask):
    _shown, hidden = make_paper()
    address = hidden[1].get_absolute_url()
    seen = list(look_round(_answering(ask, address, "<p>Hello.</p>"), secrets()))
    assert [(at, secret.article) for at, secret in seen] == [(address, hidden[1].pk)]


def _answering(ask, address, text):
    """`ask`, but with that text at this address."""
    return lambda asked: (200, "text/html", text) if asked == address else ask(asked)


def test_words_that_readers_know_already_are_no_secret(ask):
    make_hidden(HEADLINE, standfirst="")
    make_article(headline=HEADLINE, slug="out", standfirst=f"{HEADLINE}.")
    assert found(ask) == set()


def test_command_fails_with_what_it_found(monkeypatch, ask):
    shown, hidden = make_paper()
    monkeypatch.setattr(leaks, "through_the_door", lambda application: ask)
    monkeypatch.setattr(
        "newsportal.management.commands.check_leaks.through_the_door", lambda application: ask
    )
    out, err = StringIO(), StringIO()
    call_command("check_leaks", stdout=out, stderr=err)
    assert "show nothing of 5 things" in out.getvalue()
    shown.headline = HEADLINE + ", he says"
    shown.store()
    with pytest.raises(CommandError):
        call_command("check_leaks", stdout=out, stderr=err)
    assert f"{shown.get_absolute_url()} shows article" in err.getvalue()


def test_what_became_public_meanwhile_is_no_leak(monkeypatch, ask, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    make_article(headline=HEADLINE, published_at=now + timedelta(minutes=1))
    known = secrets()
    time_machine.shift(120)
    name = "newsportal.management.commands.check_leaks"
    monkeypatch.setattr(f"{name}.secrets", lambda: known)
    monkeypatch.setattr(f"{name}.through_the_door", lambda application: ask)
    call_command("check_leaks", stdout=StringIO())


def test_pages_are_asked_through_the_door():
    seen = []

    def application(environ, start_response):
        seen.append((environ["PATH_INFO"], environ["QUERY_STRING"], environ["wsgi.url_scheme"]))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"x"]

    assert leaks.through_the_door(application)("/%C3%BC/?after=1") == (200, "text/html", "x")
    assert seen[0][:2] == ("/Ã¼/", "after=1")
    assert callable(wsgi.application)
