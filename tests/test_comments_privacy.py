"""What a commenter gives in confidence, and what waits, is in nothing that anybody can fetch."""

import base64
import hashlib
import html
import re
from urllib.parse import quote, urljoin, urlsplit

import pytest

from articles.models import Article
from comments.models import Comment

from .commenting import send
from .world import make_article, make_author, make_comment, make_section, make_tag

pytestmark = pytest.mark.django_db

EMAIL = "Kadri.Secret@Mail-Host.example"
ADDRESS = "198.51.100.77"
AGENT = "VerySpecialBrowser/7.3"


def disguises(text):
    """`text` as it could slip out: plain, hashed, encoded; all in lower case."""
    forms = {text, text.lower(), text.upper(), text[::-1], text.replace("@", " at ")}
    for each in (text, text.lower()):
        raw = each.encode()
        forms |= {getattr(hashlib, name)(raw).hexdigest() for name in ("md5", "sha1", "sha256")}
        forms |= {base64.b64encode(raw[cut:]).decode().rstrip("=")[1:-3] for cut in range(3)}
        forms |= {quote(each, safe=""), "".join(f"%{byte:02x}" for byte in raw), raw.hex()}
        forms |= {"".join(f"&#{ord(c)};" for c in each), "".join(f"&#x{ord(c):x};" for c in each)}
        forms |= {html.escape(each), each.encode("unicode_escape").decode(), each.split("@")[0]}
    return {form.lower() for form in forms}


def crawl(client, start):
    """Every page that links lead to from `start`, as {path: (status, everything that came)}."""
    found, waiting = {}, list(start)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        text = b"".join(response).decode(errors="replace") if not response.streaming else ""
        found[path] = (response.status_code, f"{response.headers}\n{text}")
        links = re.findall(r'(?:href|src|action)="([^"]+)"|<loc>([^<]+)', found[path][1])
        links += [(response.get("Location", ""), "")]
        for link in ("".join(pair) for pair in links):
            target = urlsplit(urljoin(f"http://testserver{path}", html.unescape(link)))
            if target.netloc == "testserver" and not target.path.startswith(
                ("/static/", "/admin/")
            ):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


@pytest.fixture
def discussion():
    """An article, complete, with comments of the sender in every state and place."""
    article = make_article(authors=[make_author()], tags=[make_tag()], section=make_section())
    sender = {"email": EMAIL, "ip_address": ADDRESS, "user_agent": AGENT}
    for status in Comment.Status.values:
        root = make_comment(article, status=status, name=f"Root-{status}", **sender)
        for below in Comment.Status.values:
            make_comment(parent=root, status=below, name=f"Reply-{below}", **sender)
    return article


def pages(client):
    sure = [
        "/",
        "/latest/",
        "/feed/",
        "/feed/atom/",
        "/feed/json/",
        "/sitemap.xml",
        "/robots.txt",
        "/x/",
    ]
    return crawl(client, sure)


def test_an_email_address_is_in_no_public_byte_in_any_form(client, discussion):
    found = pages(client)
    assert discussion.get_absolute_url() in found
    assert any("/comment/on/" in path for path in found)
    for path, (_, everything) in found.items():
        seen = everything.lower()
        for secret in (EMAIL, ADDRESS, AGENT):
            assert [form for form in disguises(secret) if form in seen] == [], path


def test_even_the_receipt_does_not_show_the_email_address(client):
    receipt = send(client, make_article(), email=EMAIL)["Location"]
    seen = client.get(receipt).content.decode().lower()
    assert [form for form in disguises(EMAIL) if form in seen] == []


def test_sending_the_words_of_another_does_not_tell_whether_the_address_is_right(client):
    article = make_article()
    send(client, article, text="I saw it too.", email=EMAIL, remote="192.0.2.1")
    guesses = ["someone@else.example", EMAIL]
    answers = [
        send(client, article, text="I saw it too.", email=guess, remote="198.51.100.1")
        for guess in guesses
    ]
    assert [answer.status_code for answer in answers] == [303, 303]


def test_what_is_not_approved_is_on_no_page(client, discussion):
    names = ["pending", "rejected", "spam"]
    hidden = [f"{place}-{name}" for place in ("Root", "Reply") for name in names]
    found = pages(client)
    assert any("Reply-approved" in everything for _, everything in found.values())
    for path, (_, everything) in found.items():
        assert [name for name in hidden if name in everything] == [], path
    for comment in Comment.objects.exclude(status="approved"):
        assert client.get(comment.get_absolute_url()).status_code == 404


def test_comments_of_a_withdrawn_article_are_nowhere(client, discussion):
    Article.objects.get(pk=discussion.pk).withdraw("Wrong")
    for comment in Comment.objects.all():
        assert client.get(comment.get_absolute_url()).status_code == 404
        assert discussion.headline not in client.get(comment.receipt_url).content.decode()
    for path, (_, everything) in pages(client).items():
        assert "Reply-approved" not in everything, path


def test_a_404_for_what_is_hidden_equals_a_404_for_nothing(client):
    hidden = make_comment(status="pending")
    nothing = client.get(f"/comment/{hidden.pk + 1000}/")
    found = client.get(hidden.get_absolute_url())
    assert (found.status_code, found.content) == (nothing.status_code, nothing.content)


def test_an_email_address_in_the_text_becomes_no_link_and_the_counter_is_right(client):
    article = make_article()
    make_comment(article, text="Write to mari@example.org")
    for status in ("pending", "spam", "rejected"):
        make_comment(article, status=status)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "mailto:mari" not in page
    assert re.findall(r'"commentCount": ?(\d+)', page) == ["1"]
