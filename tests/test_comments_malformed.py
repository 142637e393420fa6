"""Whatever a stranger sends is refused or stored; nothing breaks the server."""

import pytest
from django.db import InternalError, OperationalError, connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments.models import Comment

from .commenting import BROWSER, make_token, send, typed
from .world import make_article, make_comment

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary"
ANY_CASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def post(client, body, content_type=FORM, **environ):
    address = f"/comment/on/{make_article().pk}/"
    return client.generic("POST", address, body, content_type, headers=BROWSER, **environ)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"%", FORM),
        (b"text=%00&name=%00&email=%00&token=%00&website=%00", FORM),
        (b"text=%ff%fe%ed%a0%80&name=%ed%b0%80&email=%c0%80", FORM),
        (b"text=a&text=b&name[]=x&email[a]=b&token=1:2:3", FORM),
        (b"&".join(b"f%d=1" % n for n in range(2000)), FORM),
        (b"text=" + b"x" * 200_000, FORM),
        (b"text=a", f"{FORM}; charset=utf-16"),
        (b"text=a", f"{FORM}; charset=no-such"),
        (b"{}", "application/json"),
        (b"text=a", "text/plain"),
        (b"\x00\xff", ""),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary="),
        (b"--x\r\n\r\n\r\n--x--", f"{PARTS}=x"),
        (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na', f"{PARTS}=x"),
    ],
)  # fmt: skip
def test_a_malformed_body_is_a_mistake_of_its_sender(client, body, content_type):
    assert 400 <= post(client, body, content_type).status_code < 500
    assert not Comment.objects.exists()


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "hex", "rot13", "utf-16", "idna"])
def test_the_sender_does_not_choose_how_bytes_are_read(client, charset):
    article = make_article()
    fields = {
        "text": r"\ud800 a",
        "name": "Ann",
        "email": "a@example.org",
        "token": make_token(article),
    }
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    response = client.generic(
        "POST",
        f"/comment/on/{article.pk}/",
        f"{body}--x--\r\n".encode(),
        f"multipart/form-data; boundary=x; charset={charset}",
        headers=BROWSER,
    )
    assert response.status_code == 303
    assert Comment.objects.get().text == r"\ud800 a"


def test_a_post_larger_than_any_form_is_not_even_read(client):
    assert post(client, b"text=" + b"x" * 1_000_000).status_code == 413


@ANY_CASE
@given(
    st.dictionaries(st.sampled_from(["text", "name", "email", "website"]), st.text(max_size=100))
)
@example({"text": "\x00", "name": "\x00"})
@example({"name": "\U0010ffff\ufffe", "text": "\ufdd0\uffff", "website": "\x00"})
def test_any_text_in_any_field_is_refused_or_stored(client, fields):
    assert send(client, make_article(), **fields).status_code in (303, 422, 429)


@ANY_CASE
@given(st.binary(max_size=300))
def test_any_bytes_are_no_failure_of_ours(client, body):
    assert 400 <= post(client, body).status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/comment/", "/comment/0/", "/comment/-1/", "/comment/9999999999999999999999/",
        "/comment/x/", "/comment/on/", "/comment/on/9999999999999999999999/", "/comment/on/1/to/",
        "/comment/on/1/to/99999999999999999999999/", "/comment/on/%00/", "/comment/receipt/",
        "/comment/receipt/%00/", "/comment/receipt/x/", "/comment/%D9%A3/",
        "/comment/receipt/../../", f"/comment/receipt/{'é' * 43}/",
        f"/comment/receipt/{'A' * 42}%00/",
    ],
)  # fmt: skip
def test_an_address_without_sense_is_not_found(client, address):
    for send_it in (client.get, client.head):
        assert send_it(address).status_code == 404
    assert client.post(address, headers=BROWSER).status_code in (403, 404, 405)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_not_allowed(client, method):
    comment = make_comment()
    addresses = [
        comment.get_absolute_url(),
        comment.receipt_url,
        f"/comment/on/{comment.article_id}/",
    ]
    for address in addresses:
        assert getattr(client, method)(address).status_code == 405


def test_a_browser_of_any_name_is_noted_safely(client):
    send(
        client, make_article(), headers={**BROWSER, "user-agent": "a\x00\x1b[31m\xff" + "x" * 9000}
    )
    assert len(Comment.objects.get().user_agent) == 300
    assert Comment.objects.get().user_agent.isprintable()


def test_a_method_hidden_in_the_form_is_not_obeyed(client):
    article = make_article()
    headers = {**BROWSER, "x-http-method-override": "DELETE"}
    assert send(client, article, headers=headers, _method="DELETE").status_code == 303


@pytest.mark.parametrize("failure", [OperationalError("disk is full"), InternalError("read-only")])
def test_a_database_that_cannot_be_written_to_costs_no_text(client, failure, monkeypatch):
    article = make_article()

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise failure
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = send(client, article, text="Kept <words>", name="Ann")
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    kept = typed(html)
    assert (kept["text"], kept["name"], kept["email"]) == (
        "Kept <words>",
        "Ann",
        "peeter@example.org",
    )
    assert send(client, article, **kept).status_code == 303


def test_without_any_database_the_text_is_handed_back_too(client):
    article = make_article()

    def refuse(*_):
        raise OperationalError("no connection")

    with connection.execute_wrapper(refuse):
        response = send(client, article, text="Kept words")
    assert response.status_code == 503
    assert typed(response.content.decode())["text"] == "Kept words"
