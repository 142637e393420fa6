"""Corrections: on the page above or below the text, and in a list of them all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Correction

from .world import ago, make_article, make_hidden

pytestmark = pytest.mark.django_db

LIST = "/corrections/"


def correct(article, text="It was Tuesday.", **parts):
    return Correction.objects.create(article=article, text=text, **parts)


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_correction_stands_where_the_editor_wants_it(client, place):
    article = make_article(body="<p>The text itself.</p>")
    correct(article, place=place)
    page = client.get(article.get_absolute_url()).content.decode()
    main = page[page.index('<div class="main">') :]
    assert main.count("It was Tuesday.") == 1
    assert (main.index("It was Tuesday.") < main.index("The text itself.")) == (place == "top")


def test_list_shows_the_newest_first_with_their_articles(client):
    article = make_article(headline="Ferry <late>")
    correct(article, "Older one.", published_at=ago(days=2))
    correct(article, "Newer <one>.", kind="update", published_at=ago(days=1))
    page = client.get(LIST).content.decode()
    assert page.index("Newer &lt;one&gt;.") < page.index("Older one.")
    assert f'<a href="{article.get_absolute_url()}">Ferry &lt;late&gt;</a>' in page
    assert "<title>Corrections" in page


def test_list_says_nothing_of_articles_that_are_not_public(client):
    for article in make_hidden("Secret headline"):
        correct(article, "Secret correction.")
    page = client.get(LIST).content.decode()
    assert "Secret" not in page
    assert "Nothing had to be corrected so far." in page


def test_list_is_turned_by_place_with_equal_queries(client, django_assert_num_queries):
    article, now = make_article(), timezone.now()
    for number in range(50):
        correct(article, f"Number {number:02}.", published_at=now - timedelta(minutes=number))
    first = client.get(LIST)
    assert "Number 23." in first.content.decode()
    assert "Number 24." not in first.content.decode()
    older = first.context["page"].older
    page = client.get(LIST + older)
    assert "Number 24." in page.content.decode()
    assert "Number 23." not in page.content.decode()
    back = client.get(LIST + page.context["page"].newer)
    assert back.status_code == 302
    assert back["Location"] == LIST
    with django_assert_num_queries(3):  # sections of the header, the next change, the list
        client.get(LIST + older)


@pytest.mark.parametrize("query", ["after=x", "before=1", "after=99999999T999999.999999-1"])
def test_odd_place_is_no_page(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 404
