"""Pages of the paper are kept, and each is made anew as soon as what it shows has changed."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone

from articles.models import Image, Placement
from comments.models import Policy
from comments.transparency import count_days
from pagecache.door import Door
from pagecache.process import follower, pages
from tests.pagecache_readers import _start_over
from tests.pagecache_site import Reader
from tests.world import (
    make_article,
    make_author,
    make_comment,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

ARTICLE, FRONT, LATEST = "/story/", "/", "/latest/"
LISTS = [FRONT, LATEST, "/section/town/", "/tag/ice/", "/author/ann/"]
FEEDS = ["/feed/", "/feed/atom/", "/feed/json/", "/section/town/feed/", "/tag/ice/feed/"]
MAPS = ["/news-sitemap.xml"]
EVERYWHERE = [ARTICLE, "/other/", *LISTS, *FEEDS, *MAPS]


@pytest.fixture
def reader(monkeypatch):
    assert site.ROOT_URLCONF == "newsportal.urls"
    _start_over()
    monkeypatch.setattr(follower, "start", lambda: None)
    monkeypatch.setattr(follower, "read_at", float("inf"))
    monkeypatch.setattr(follower, "done", 1)
    # A server lets its connection go after each request; here it is the test's own.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Reader(Door(get_wsgi_application()))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def story():
    town = make_section(slug="town", name="Town")
    parts = {
        "section": town,
        "tags": [make_tag(slug="ice", name="Ice")],
        "authors": [make_author(slug="ann", name="Ann Old")],
        "lead_image": make_image(caption="The old caption"),
    }
    story = make_article(slug="story", headline="The old headline", **parts)
    make_article(slug="other", section=town, published_at=story.published_at - timedelta(hours=1))
    return story


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Run a change as a transaction of its own."""

    def run(verb):
        with django_capture_on_commit_callbacks(execute=True):
            verb()

    return run


def text(reader, path):
    """The page, asked until it is the new one: a purged copy may stand in for a moment."""
    return reader.ask(path).body.decode()


def misses():
    return pages.counts["misses"]


@pytest.mark.parametrize("path", [*EVERYWHERE, "/sitemap.xml", "/corrections/", "/no-such-page/"])
def test_page_is_made_once_for_all_readers(reader, story, path):
    first = reader.ask(path)
    made, passed = misses(), pages.counts["passed"]
    again = reader.ask(f"{path}?utm_source=mail&fbclid=1", {"cookie": "theme=dark"})
    assert (again.code, again.body) == (first.code, first.body)
    # Neither made again nor sent past the cache.
    assert (misses(), pages.counts["passed"]) == (made, passed)


@pytest.mark.parametrize("path", [ARTICLE, *LISTS, *FEEDS, *MAPS])
def test_changed_headline_is_on_every_page(reader, story, change, path):
    assert "The old headline" in text(reader, path)
    story.headline = "The new headline"
    change(story.store)
    assert "The new headline" in text(reader, path)


@pytest.mark.parametrize("path", [ARTICLE, *FEEDS])
def test_changed_text_and_corrections_are_on_the_pages_that_have_them(reader, story, change, path):
    text(reader, path)
    story.body = "<p>A new paragraph.</p>"
    change(story.store)
    assert "A new paragraph." in text(reader, path)
    correction = story.corrections.model(article=story, text="It was Tuesday.")
    change(correction.put)
    assert "It was Tuesday." in text(reader, path)


def test_list_of_corrections_follows_every_change(reader, story, change):
    path = "/corrections/"
    text(reader, path)
    correction = story.corrections.model(article=story, text="It was Tuesday.")
    change(correction.put)
    assert "It was Tuesday." in text(reader, path)
    correction.text = "It was Wednesday."
    change(correction.put)
    assert "It was Wednesday." in text(reader, path)
    change(lambda: story.withdraw("It was wrong."))
    assert "It was Wednesday." not in text(reader, path)
    change(story.publish)
    assert "It was Wednesday." in text(reader, path)
    change(correction.drop)
    assert "It was Wednesday." not in text(reader, path)


def test_changed_text_leaves_other_pages_kept(reader, story, change):
    others = ["/other/", *LISTS]
    for path in others:
        reader.ask(path)
    made = misses()
    story.body = "<p>A new paragraph.</p>"
    change(story.store)
    for path in others:
        reader.ask(path)
    assert misses() == made


@pytest.mark.parametrize("path", EVERYWHERE)
def test_withdrawn_article_is_gone_from_every_page(reader, story, change, path):
    text(reader, path)
    change(lambda: story.withdraw("It was wrong."))
    assert "The old headline" not in text(reader, path)
    assert reader.ask(ARTICLE).code == 410


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, *MAPS, "/story/", "/coming/"])
def test_scheduled_article_appears_though_its_page_was_kept(reader, story, time_machine, path):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    make_article(
        slug="coming",
        headline="Coming soon",
        section=story.section,
        tags=story.tags.all(),
        authors=story.authors.all(),
        published_at=now + timedelta(minutes=5),
    )
    assert "Coming soon" not in text(reader, path)
    time_machine.move_to(now + timedelta(minutes=5, seconds=1), tick=False)
    assert "Coming soon" in text(reader, path)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_expired_article_is_gone_though_its_page_was_kept(reader, story, time_machine, path):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    story.expires_at = now + timedelta(minutes=5)
    story.store()
    text(reader, path)
    time_machine.move_to(now + timedelta(minutes=5, seconds=1), tick=False)
    assert "The old headline" not in text(reader, path)


@pytest.mark.parametrize("path", [ARTICLE, "/feed/", "/feed/json/"])
def test_picture_goes_with_its_licence_though_the_page_was_kept(reader, story, time_machine, path):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    image = Image.objects.get()
    image.licence_ends_at = now + timedelta(minutes=5)
    image.put()
    assert "The old caption" in text(reader, path)
    time_machine.move_to(now + timedelta(minutes=5, seconds=1), tick=False)
    assert "The old caption" not in text(reader, path)


@pytest.mark.parametrize("path", [ARTICLE, FRONT])
def test_picture_comes_back_with_a_longer_licence(reader, story, change, path):
    image = Image.objects.get()
    image.licence_ends_at = timezone.now() - timedelta(minutes=5)
    change(image.put)
    assert image.credit not in text(reader, path)
    image.licence_ends_at = None
    change(image.put)
    assert image.credit in text(reader, path)


def test_decided_comment_appears_and_disappears(reader, story, change):
    comment = make_comment(story, status="pending", text="What a thing.")
    for path in (ARTICLE, FRONT):
        text(reader, path)
    change(lambda: comment.approve(None))
    assert "What a thing." in text(reader, ARTICLE)
    assert "1 comment" in text(reader, FRONT)
    change(lambda: comment.reject(None))
    assert "What a thing." not in text(reader, ARTICLE)
    assert "1 comment" not in text(reader, FRONT)


@pytest.mark.parametrize("start", ["/comment/", "/comment/on/{}/"])
@pytest.mark.parametrize("suffix", ["", "atom/", "json/"])
def test_feed_of_comments_follows_every_decision(reader, story, change, start, suffix):
    path = f"{start.format(story.pk)}feed/{suffix}"
    comment = make_comment(story, status="pending", text="What a thing.")
    assert "What a thing." not in text(reader, path)
    made = misses()
    reader.ask(path)
    assert misses() == made
    change(lambda: comment.approve(None))
    assert "What a thing." in text(reader, path)
    change(lambda: comment.reject(None))
    assert "What a thing." not in text(reader, path)
    change(lambda: comment.approve(None))
    assert "What a thing." in text(reader, path)
    change(lambda: story.withdraw("It was wrong."))
    assert "What a thing." not in text(reader, path)


def test_pick_and_correction_are_on_the_kept_page(reader, story, change):
    comment = make_comment(story)
    assert "Editors’ pick" not in text(reader, ARTICLE)
    change(lambda: comment.pick(None))
    assert "Editors’ pick" in text(reader, ARTICLE)
    change(lambda: comment.unpick(None))
    assert "Editors’ pick" not in text(reader, ARTICLE)
    change(story.corrections.model(article=story, text="It was Tuesday.").put)
    assert "written before the correction" in text(reader, ARTICLE)


@pytest.mark.parametrize("query", ["?order=replied", "?after=1", "?thread=1", "?order=newest"])
def test_each_page_of_comments_is_kept(reader, story, query):
    reader.ask(ARTICLE + query)
    made, passed = misses(), pages.counts["passed"]
    reader.ask(ARTICLE + query)
    assert (misses(), pages.counts["passed"]) == (made, passed)


def test_comment_leaves_pages_of_other_articles_kept(reader, story, change):
    comment = make_comment(story, status="pending")
    reader.ask("/other/")
    made = misses()
    change(lambda: comment.approve(None))
    reader.ask("/other/")
    assert misses() == made


def test_comments_close_on_a_kept_page(reader, story, time_machine, change):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    change(Policy(pk=1, close_after_days=1).put)
    assert "Leave a reply" in text(reader, ARTICLE)
    time_machine.move_to(story.published_at + timedelta(days=1, seconds=1), tick=False)
    assert "Leave a reply" not in text(reader, ARTICLE)


@pytest.mark.parametrize(
    ("outside", "told"), [("closed", "They are open again from"), ("held", "What you send now")]
)
def test_kept_page_changes_when_hours_begin_and_end(
    reader, story, time_machine, change, outside, told
):
    day = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    time_machine.move_to(day, tick=False)
    hours = [["08:00", "22:00"]] * 7
    change(Policy(pk=1, outside_hours=outside, hours=hours).put)
    for hour, second, is_told in [(21, 59, False), (22, 0, True), (31, 59, True), (32, 0, False)]:
        moment = day.replace(hour=hour % 24, minute=59 if second else 0, second=second)
        time_machine.move_to(moment + timedelta(days=hour // 24), tick=False)
        assert (told in text(reader, ARTICLE)) == is_told, moment


def test_figures_about_moderation_are_made_anew_when_they_were_counted(reader, story, change):
    make_comment(story, created_at=timezone.now() - timedelta(days=2))
    assert "<dd>0</dd>" in text(reader, "/moderation/")
    made = misses()
    reader.ask("/moderation/")
    assert misses() == made
    change(count_days)
    assert "<dd>1</dd>" in text(reader, "/moderation/")


def test_new_policy_holds_on_kept_pages(reader, story, change):
    make_article(slug="aged", published_at=timezone.now() - timedelta(days=9))
    assert "Leave a reply" in text(reader, "/aged/")
    change(Policy(pk=1, close_after_days=3).put)
    assert "Leave a reply" not in text(reader, "/aged/")


@pytest.mark.parametrize("path", [ARTICLE, FRONT, *FEEDS])
def test_caption_corrected_in_the_library_is_on_every_page(reader, story, change, path):
    assert "The old caption" in text(reader, path)
    image = Image.objects.get()
    image.caption = "The new caption"
    change(image.put)
    assert "The new caption" in text(reader, path)


@pytest.mark.parametrize("path", [ARTICLE, "/section/town/", "/"])
def test_renamed_section_is_on_every_page(reader, story, change, path):
    text(reader, path)
    story.section.name = "City hall"
    change(story.section.put)
    assert "City hall" in text(reader, path)


def test_renamed_author_is_on_the_page(reader, story, change):
    author = story.authors.get()
    text(reader, ARTICLE)
    author.name = "Ann New"
    change(author.put)
    assert "Ann New" in text(reader, ARTICLE)


def test_front_page_follows_its_editors(reader, story, change):
    other = make_article(
        slug="lead", headline="Lead me", published_at=timezone.now() - timedelta(days=2)
    )
    assert '<h2 class="hd"><a href="/story/">' in text(reader, FRONT)
    placement = Placement(article=other, position=0)
    change(placement.put)
    assert '<h2 class="hd"><a href="/lead/">' in text(reader, FRONT)


def test_who_is_logged_in_or_comes_by_post_gets_no_kept_page(reader, story):
    reader.ask(ARTICLE)
    passed = pages.counts["passed"]
    reader.ask(ARTICLE, {"cookie": f"{site.SESSION_COOKIE_NAME}=x"})
    reader.ask(ARTICLE, method="POST", body=b"x=1")
    assert pages.counts["passed"] == passed + 2


def test_yesterdays_page_is_not_shown_today(reader, story, time_machine):
    noon = timezone.localtime().replace(hour=23, minute=59, second=0)
    time_machine.move_to(noon, tick=False)
    reader.ask(FRONT)
    made = misses()
    time_machine.move_to(noon + timedelta(minutes=2), tick=False)
    reader.ask(FRONT)
    assert misses() == made + 1


def test_page_about_what_is_kept_of_commenters_is_kept_and_follows_the_policy(reader, change):
    path = "/privacy/comments/"
    assert "Removed after 30 days" in text(reader, path)
    made = misses()
    text(reader, path)
    assert misses() == made
    change(Policy(pk=1, keep_address_days=7).put)
    assert "Removed after 7 days" in text(reader, path)


def test_comment_that_its_author_mends_deletes_or_leaves_is_not_shown_as_it_was(
    reader, story, change
):
    first, second, third = (make_comment(story, name="Kadri", text=f"Old {n}.") for n in range(3))
    assert "Old 1." in text(reader, ARTICLE)
    policy = Policy(pk=1, manual_approval=False, hold_newcomers=False, proof_for="nothing")
    change(lambda: first.edit_by_author("New words.", policy))
    assert "New words." in text(reader, ARTICLE)
    change(second.delete_by_author)
    assert "Old 1." not in text(reader, ARTICLE)
    change(lambda: third.lose_its_author("Name removed"))
    page = text(reader, ARTICLE)
    assert "Old 0." not in page
    assert "Name removed" in page


@pytest.mark.parametrize("path", [ARTICLE, "/comment/feed/"])
def test_what_the_newsroom_takes_out_of_a_comment_is_gone_everywhere(reader, story, change, path):
    comment = make_comment(story, text="He lives in Tide Street 4.")
    assert "Tide Street" in text(reader, path)
    change(lambda: comment.edit(make_user(), "[Address removed.]"))
    assert "Tide Street" not in text(reader, path)
