"""What stands in the log opens nothing and fakes nothing."""

import logging

import pytest

from newsportal.logs import OneLine

from .commenting import BROWSER
from .world import ago, make_comment


def line(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    return OneLine().format(record)


@pytest.mark.django_db
def test_a_refusal_on_a_private_page_does_not_log_its_key(client, caplog):
    caplog.handler.setFormatter(OneLine())
    comment = make_comment(status="pending", created_at=ago(hours=1))
    late = client.post(f"{comment.receipt_url}edit/", {"text": "x"}, headers=BROWSER)
    assert late.status_code == 403
    assert "Forbidden: /comment/receipt/…/edit/" in caplog.text
    assert comment.token not in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "/comment/receipt/{}/", "/comment/confirm/{}/", "/comment/report/{}/",
        "/comment/mails/{}/12/", "/comment/mine/open/{}/",
    ],
)  # fmt: skip
def test_no_address_that_holds_a_key_is_logged_whole(address):
    key = "Ab_-" * 10 + "xyz"
    assert key not in line("Not Found: %s", address.format(key))


def test_an_ordinary_address_is_logged_whole():
    address = "/a-headline-of-forty-three-characters-exactly/"
    assert line("Not Found: %s", address).endswith(address)
