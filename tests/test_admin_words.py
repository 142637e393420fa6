"""What the desk says: dates in one form, and headings that name what stands under them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from .world import ago, make_article, make_comment, make_image, make_report, make_user

pytestmark = pytest.mark.django_db

ARTICLES, QUEUE = "/admin/articles/article/", "/admin/comments/comment/"
# As in 11/26/2026 and 26.11.2026.
DIGITS_ONLY = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b")


@pytest.fixture
def desk(client):
    client.force_login(make_user(is_superuser=True))
    return client


@pytest.mark.parametrize("language", ["en", "de"])
def test_dates_of_the_desk_have_the_one_form_of_its_language(desk, settings, language):
    settings.LANGUAGE_CODE = language
    article = make_article(published_at=ago(days=3))
    make_image(licence_ends_at=timezone.now() + timedelta(days=2))
    article.corrections.create(text="It was Tuesday.")
    comment = make_comment(article, status="pending")
    comment.approve(make_user("Moderator"))
    make_report(comment)
    pages = {
        address: desk.get(address).content.decode()
        for address in (
            "/admin/",
            ARTICLES,
            f"{ARTICLES}{article.pk}/history/",
            "/admin/articles/image/",
            f"{QUEUE}?status=all",
            f"{QUEUE}{comment.pk}/change/",
            "/admin/comments/report/",
            "/admin/comments/decision/",
        )
    }
    assert {address: DIGITS_ONLY.findall(text) for address, text in pages.items()} == dict.fromkeys(
        pages, []
    )
    shown = date_format(timezone.localtime(article.published_at), "DATETIME_FORMAT")
    assert shown in pages["/admin/"]
    assert shown in pages[ARTICLES]


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("/admin/comments/decision/", "en", "By new status"),
        ("/admin/comments/decision/", "de", "Nach neuem Status"),
        ("/admin/background/deadletter/", "en", "By kind of error"),
        ("/admin/background/deadletter/", "de", "Nach Art des Fehlers"),
    ],
)
def test_filter_is_headed_by_what_it_chooses(desk, settings, address, language, heading):
    settings.LANGUAGE_CODE = language
    assert heading in " ".join(desk.get(address).content.decode().split())


def test_decisions_are_filtered_by_the_new_status(desk):
    moderator = make_user("Moderator")
    make_comment(status="pending", name="Kept").approve(moderator)
    make_comment(status="pending", name="Gone").reject(moderator)
    page = desk.get("/admin/comments/decision/?to_status__exact=approved").content.decode()
    assert "Kept" in page
    assert "Gone" not in page
