"""A page before it is public: for the newsroom, and for those who have a link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import PreviewLink

from .world import make_article, make_author, make_draft, make_full_article, make_image, make_user

pytestmark = pytest.mark.django_db


def make_link(article, **parts):
    return PreviewLink.objects.create(
        article=article, **{"ends_at": timezone.now() + timedelta(days=1), **parts}
    )


def is_private(response):
    return (
        "no-store" in response["Cache-Control"]
        and "private" in response["Cache-Control"]
        and "noindex" in response["X-Robots-Tag"]
        and response["Referrer-Policy"] == "no-referrer"
    )


@pytest.mark.parametrize(
    ("group", "code"), [("Reporter", 200), ("Editor", 200), ("Moderator", 404), (None, 404)]
)
def test_newsroom_sees_what_is_not_public_yet(client, group, code):
    draft = make_draft(headline="Not yet")
    client.force_login(make_user(group))
    response = client.get(f"/preview/{draft.pk}/")
    assert response.status_code == code
    assert ("Not yet" in response.content.decode()) == (code == 200)


def test_stranger_is_sent_to_the_log_in_whether_there_is_an_article_or_not(client):
    for pk in (make_draft().pk, 10**6):
        response = client.get(f"/preview/{pk}/")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_preview_is_the_page_itself(client):
    article = make_full_article(images=2)
    page = client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_user("Editor"))
    preview = client.get(f"/preview/{article.pk}/").content.decode()
    begin, end = '<article class="art"', "</article>"
    assert (
        preview[preview.index(begin) : preview.index(end)]
        == (page[page.index(begin) : page.index(end)])
    )


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_link_shows_the_article_to_people_without_account(client, state):
    article = make_draft(headline="Not yet", authors=[make_author()], lead_image=make_image())
    if state != "draft":
        article.publish(at=timezone.now() + timedelta(hours=1 if state == "scheduled" else -1))
    if state == "withdrawn":
        article.withdraw("Wrong.")
    link = make_link(article)
    response = client.get(link.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 200
    assert "Not yet" in page
    assert "This article is not public." in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "ld+json" not in page
    # Whoever followed these would send away the address of what nobody may see, or find a 404.
    assert 'class="share"' not in page
    assert "facebook.com" not in page
    assert reverse("articles:report_error", args=[article.pk]) not in page
    assert is_private(response)
    assert not response.cookies


def test_wrong_ended_and_revoked_links_look_the_same(client):
    draft = make_draft()
    ended = make_link(draft, ends_at=timezone.now() - timedelta(seconds=1))
    revoked = make_link(draft)
    revoked.revoke()
    wrong = f"/preview/{'x' * 43}/"
    answers = [
        client.get(at) for at in (wrong, ended.get_absolute_url(), revoked.get_absolute_url())
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_link_ends_at_its_minute(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    address = make_link(make_draft(), ends_at=now + timedelta(minutes=1)).get_absolute_url()
    assert client.get(address).status_code == 200
    time_machine.shift(60)
    assert client.get(address).status_code == 404


def test_link_leads_to_its_own_article_alone(client):
    link = make_link(make_draft(headline="Mine"))
    make_draft(headline="Other")
    page = client.get(link.get_absolute_url()).content.decode()
    assert "Mine" in page
    assert "Other" not in page


def test_preview_is_never_kept(client):
    link = make_link(draft := make_draft(headline="Before"))
    client.get(link.get_absolute_url())
    type(draft).objects.filter(pk=draft.pk).update(headline="After")
    assert "After" in client.get(link.get_absolute_url()).content.decode()


def test_editor_makes_and_revokes_a_link(client):
    editor = make_user("Editor")
    client.force_login(editor)
    draft = make_draft()
    page = f"/admin/articles/article/{draft.pk}/preview-links/"
    assert client.post(page, {"make": "1", "reader": "Lawyer", "days": "3"}).status_code == 303
    link = PreviewLink.objects.get()
    assert (link.reader, link.made_by, len(link.token)) == ("Lawyer", editor, 43)
    assert timedelta(days=2) < link.ends_at - timezone.now() < timedelta(days=4)
    assert link.token in client.get(page).content.decode()
    client.post(page, {"revoke": link.pk})
    link.refresh_from_db()
    assert not link.is_open
    assert link.token not in client.get(page).content.decode()


@pytest.mark.parametrize("days", ["0", "91", "", "x"])
def test_link_for_ever_is_not_made(client, days):
    client.force_login(make_user("Editor"))
    page = f"/admin/articles/article/{make_draft().pk}/preview-links/"
    assert client.post(page, {"make": "1", "days": days}).status_code == 200
    assert not PreviewLink.objects.exists()


def test_link_of_another_article_is_not_revoked_from_here(client):
    client.force_login(make_user("Editor"))
    link, other = make_link(make_draft()), make_draft()
    page = f"/admin/articles/article/{other.pk}/preview-links/"
    for number in (link.pk, "x", "9" * 40):
        assert client.post(page, {"revoke": number}).status_code == 404


def test_who_may_not_change_the_article_makes_no_link(client):
    client.force_login(make_user("Reporter"))
    draft, public = make_draft(), make_article()
    for article, code in [(draft, 303), (public, 403)]:
        page = f"/admin/articles/article/{article.pk}/preview-links/"
        assert client.post(page, {"make": "1", "days": "3"}).status_code == code


@pytest.mark.parametrize("status", ["draft", "review"])
def test_form_leads_to_the_preview(client, status):
    client.force_login(make_user("Reporter"))
    draft = make_draft()
    assert (
        f'href="/preview/{draft.pk}/"'
        in client.get(f"/admin/articles/article/{draft.pk}/change/").content.decode()
    )


@pytest.mark.parametrize("number", ["", "²", "x", "9" * 5_000])
def test_revoking_a_link_that_cannot_be_is_not_found(client, number):
    client.force_login(make_user("Editor"))
    page = f"/admin/articles/article/{make_draft().pk}/preview-links/"
    assert client.post(page, {"revoke": number}).status_code == 404
