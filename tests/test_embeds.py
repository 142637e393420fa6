"""What stands at other hosts: known by its address, named on the page, loaded by nobody's wish but
the reader's."""

import re

import pytest

from articles.embeds import embed_of, is_address_of_embed, patterns_to_recognise
from articles.feeds.content import full_text
from articles.html import clean, split
from articles.models import Article

from .world import make_article

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
KNOWN = {
    VIDEO: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=x": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://www.youtube.com/watch?t=1&v=dQw4w9WgXcQ&x=1": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ),
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://x.com/harbour/status/20": "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
    "https://twitter.com/harbour/status/20?s=1": (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"
    ),
    "https://bsky.app/profile/a.bsky.social/post/3kxyz": (
        "https://embed.bsky.app/embed/a.bsky.social/app.bsky.feed.post/3kxyz"
    ),
    "https://www.instagram.com/p/CuE2WNQs6vH/": "https://www.instagram.com/p/CuE2WNQs6vH/embed/",
    "https://www.tiktok.com/@a.b/video/7106594312292453675": (
        "https://www.tiktok.com/embed/v2/7106594312292453675"
    ),
    "https://soundcloud.com/forss/flickermood": (
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood"
    ),
    "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC": (
        "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC"
    ),
    "https://www.google.com/maps/@59.43,24.75,12z": (
        "https://www.google.com/maps?q=59.43,24.75&z=12&output=embed"
    ),
    "https://social.example/@mari/109": "https://social.example/@mari/109/embed",
}
NOT_KNOWN = [
    "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
    'https://youtu.be/dQw4w9WgXc"><script>',
    "https://youtu.be/",
    "https://vimeo.com/about",
    "https://other.example/@mari/109",
    "javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?" + "x" * 600,
]


@pytest.fixture(autouse=True)
def servers(settings):
    settings.MASTODON_HOSTS = ["social.example"]


@pytest.mark.parametrize(("address", "frame"), KNOWN.items())
def test_an_address_leads_to_a_frame_of_its_host(address, frame):
    assert embed_of(address).frame == frame
    assert is_address_of_embed(address)


def test_a_map_shows_what_is_around_its_middle():
    found = embed_of("https://www.openstreetmap.org/#map=14/59.4370/24.7536")
    assert found.host == "www.openstreetmap.org"
    west, south, east, north = map(float, re.findall(r"-?[0-9]+\.[0-9]+", found.frame)[:4])
    assert west < 24.7536 < east and south < 59.437 < north


@pytest.mark.parametrize("address", NOT_KNOWN)
def test_other_addresses_open_nothing(address):
    assert embed_of(address) is None


def test_a_host_that_the_operator_left_out_opens_nothing(settings):
    settings.EMBEDS = ["vimeo"]
    assert embed_of(VIDEO) is None
    assert embed_of("https://vimeo.com/1").name == "Vimeo"
    assert [name for name, _pattern in patterns_to_recognise()] == ["Vimeo", "social.example"]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<p>{VIDEO}</p>",
        f'<p><a href="{VIDEO}">{VIDEO}</a></p>',
        f'<p> <a href="{VIDEO}">{VIDEO}</a> </p>',
    ],
)
def test_an_address_alone_in_its_paragraph_is_a_part_of_its_own(paragraph):
    parts = split(f"<p>Before.</p>{paragraph}<p>After.</p>")
    assert parts == [{"html": "<p>Before.</p>"}, {"embed": VIDEO}, {"html": "<p>After.</p>"}]


def test_an_address_with_references_is_the_address():
    address = "https://www.youtube.com/watch?t=1&v=dQw4w9WgXcQ"
    assert split(clean(f'<p><a href="{address}">{address}</a></p>')) == [{"embed": address}]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>See {VIDEO}</p>",
        f'<p><a href="{VIDEO}">The video</a></p>',
        f'<p><a href="https://evil.example/">{VIDEO}</a></p>',
        f"<blockquote><p>{VIDEO}</p></blockquote>",
        f"<ul><li>{VIDEO}</li></ul>",
        f"<p><em>{VIDEO}</em></p>",
        "<p>https://example.org/news</p>",
    ],
)
def test_other_links_stay_text(text):
    assert split(text) == [{"html": clean(text)}]


@pytest.mark.django_db
def test_the_page_names_the_host_and_loads_nothing_of_it(client):
    make_article(slug="film", body=f"<p>Before.</p><p>{VIDEO}</p>")
    response = client.get("/film/")
    page = response.content.decode()
    assert f'<a href="{VIDEO}">' in page
    assert "From YouTube:" in page
    assert "connects to www.youtube-nocookie.com" in page
    assert "<iframe" not in page
    policy = response.headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy


@pytest.mark.django_db
def test_a_page_without_embeds_opens_no_frame(client):
    make_article(slug="plain")
    response = client.get("/plain/")
    assert "frame-src" not in response.headers["Content-Security-Policy"]
    assert b"embed.js" not in response.content


@pytest.mark.django_db
def test_what_is_not_opened_here_is_a_link(client, settings):
    settings.EMBEDS = []
    make_article(slug="film", body=f"<p>{VIDEO}</p>")
    response = client.get("/film/")
    assert f'<p><a href="{VIDEO}">{VIDEO}</a></p>' in response.content.decode()
    assert "frame-src" not in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_feeds_have_the_address_as_a_link():
    article = make_article(body=f"<p>{VIDEO}</p>")
    whole = Article.objects.for_page().get(pk=article.pk)
    assert f'<p><a href="{VIDEO}">{VIDEO}</a></p>' in full_text(whole)
