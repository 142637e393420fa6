"""The desk: reporters write, editors publish, and nothing goes round the verbs of an article."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from articles.models import Article

from .desk import ADD, article_page, fill_in, form_of
from .world import (
    make_article,
    make_author,
    make_draft,
    make_image,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client):
    user = make_user("Reporter")
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


def errors_of(response):
    form = response.context["adminform"].form
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def test_reporter_writes_an_article_and_submits_it(client, reporter):
    tag, image = make_tag(), make_image()
    parts = {
        "headline": "Ferry runs\r\nall night",
        "standfirst": "The council decided.",
        "body": "<p>Good<script>alert(1)</script></p>",
        "section": make_section().pk,
        "tags": [tag.pk],
        "lead_image": image.pk,
    }
    response = fill_in(client, ADD, "_submit", **parts)
    article = Article.objects.get()
    assert response["Location"] == article_page(article)
    assert article.status == "review"
    assert article.headline == "Ferry runs all night"
    assert article.slug == "ferry-runs-all-night"
    assert "script" not in article.body
    assert article.body_parts
    assert [*article.tags.all()] == [tag]
    assert article.lead_image == image


def test_reporter_cannot_publish_by_inventing_a_button(client, reporter):
    draft = make_draft(headline="Before")
    for button in ("_publish", "_withdraw"):
        response = fill_in(client, article_page(draft), button, headline="After", reason="x")
        assert response.status_code == 403
    draft.refresh_from_db()
    assert (draft.status, draft.headline) == ("draft", "Before")


@pytest.mark.parametrize("name", ["status", "published_at", "comments_policy", "comment_count"])
def test_reporter_cannot_set_what_is_not_theirs(client, reporter, name):
    draft = make_draft()
    before = getattr(draft, name)
    values = {
        "status": "published",
        "published_at": "2020-01-01T10:00",
        "comments_policy": "closed",
        "comment_count": "7",
    }
    assert fill_in(client, article_page(draft), **{name: values[name]}).status_code == 302
    draft.refresh_from_db()
    assert getattr(draft, name) == before


def test_reporter_may_look_at_a_public_article_and_not_change_it(client, reporter):
    article = make_article()
    page = client.get(article_page(article))
    assert page.status_code == 200
    assert b'type="submit"' not in page.content.split(b'id="article_form"')[1]
    assert client.post(article_page(article), {"headline": "Mine now"}).status_code == 403


def test_scheduled_and_withdrawn_articles_are_in_the_editors_hands_too(client, reporter):
    scheduled = make_article(published_at=timezone.now() + timedelta(days=1))
    withdrawn = make_article()
    withdrawn.withdraw("Wrong.")
    for article in (scheduled, withdrawn):
        assert client.post(article_page(article), {"headline": "Mine now"}).status_code == 403


def test_new_article_proposes_the_byline_of_its_writer(client, reporter):
    author = make_author(user=reporter)
    fill_in(client, ADD, headline="By me", section=make_section().pk)
    assert [byline.author for byline in Article.objects.get().bylines.all()] == [author]


def test_proposed_byline_can_be_left_out(client, reporter):
    make_author(user=reporter)
    parts = {"headline": "Agency", "section": make_section().pk, "bylines-0-author": ""}
    fill_in(client, ADD, **parts)
    assert not Article.objects.get().bylines.exists()


def test_bylines_keep_the_order_that_was_given(client, editor):
    first, second = make_author(), make_author()
    draft = make_draft(authors=[second, first])
    fill_in(client, article_page(draft), **{"bylines-0-position": "2", "bylines-1-position": "1"})
    assert [byline.author for byline in draft.bylines.all()] == [first, second]


def test_one_author_twice_is_an_error_at_the_form(client, editor):
    author = make_author()
    draft = make_draft(authors=[author, make_author()])
    response = fill_in(client, article_page(draft), **{"bylines-1-author": author.pk})
    assert response.status_code == 200
    assert response.context["errors"]


def test_editor_publishes_and_the_article_is_public(client, editor):
    draft = make_draft()
    fill_in(client, article_page(draft), "_publish", headline="Out now", despite="on")
    published = Article.objects.published().get()
    assert published.headline == "Out now"


def test_editor_schedules_by_a_date_in_the_future(client, editor):
    draft = make_draft()
    in_site_time = "2199-07-01T06:00"
    when = {"published_at": in_site_time, "despite": "on"}
    response = fill_in(client, article_page(draft), "_publish", **when)
    assert "July 1, 2199" in str(client.get(response["Location"]).content)
    draft.refresh_from_db()
    assert draft.is_scheduled
    assert draft.published_at == datetime(2199, 7, 1, 3, 0, tzinfo=UTC)


def test_editor_withdraws_with_a_reason_that_readers_get(client, editor):
    article = make_article()
    fill_in(client, article_page(article), "_withdraw", reason="The figures were wrong.")
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == ("withdrawn", "The figures were wrong.")


def test_withdrawing_without_a_reason_is_an_error(client, editor):
    article = make_article()
    response = fill_in(client, article_page(article), "_withdraw", reason=" ")
    assert "reason" in errors_of(response)
    article.refresh_from_db()
    assert article.status == "published"


def test_what_readers_have_seen_is_withdrawn_and_not_returned_to_draft(client, editor):
    article = make_article()
    fill_in(client, article_page(article), "_return_to_draft")
    article.refresh_from_db()
    assert article.status == "published"


@pytest.mark.parametrize("button", ["_submit", "_continue"])
def test_form_of_an_article_that_a_colleague_has_published_is_not_saved(client, editor, button):
    draft = make_draft(headline="Before")
    sent = form_of(client.get(article_page(draft)))
    draft.publish()
    answer = client.post(article_page(draft), {**sent, "headline": "After", button: "1"})
    assert "a colleague has meanwhile made it “published”" in answer.content.decode()
    assert "After" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.headline) == ("published", "Before")


def test_each_verb_stands_in_the_history(client, editor):
    draft = make_draft()
    fill_in(client, article_page(draft), "_publish", despite="on")
    fill_in(client, article_page(draft), "_withdraw", reason="Wrong.")
    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("id")]
    assert any(message.startswith("It is public now.") for message in said)
    assert any("withdrawn" in message for message in said)


def test_saving_keeps_seconds_that_the_form_does_not_show(client, editor):
    exact = timezone.now().replace(second=17, microsecond=123456) - timedelta(days=1)
    article = make_article(published_at=exact)
    fill_in(client, article_page(article), headline="Changed")
    article.refresh_from_db()
    assert (article.headline, article.published_at) == ("Changed", exact)


@pytest.mark.parametrize("hour", [0, 1])  # 03:30 happens twice on that night in Tallinn
def test_an_article_of_the_double_hour_can_be_saved(client, editor, hour):
    exact = datetime(2025, 10, 26, hour, 30, tzinfo=UTC)
    article = make_article(published_at=exact)
    assert fill_in(client, article_page(article), headline="Changed").status_code == 302
    article.refresh_from_db()
    assert article.published_at == exact


@pytest.mark.parametrize("time", ["2025-10-26T03:30", "2025-03-30T03:30"])
def test_a_new_time_in_a_double_or_missing_hour_is_refused(client, editor, time):
    response = fill_in(client, article_page(make_draft()), published_at=time)
    assert "published_at" in errors_of(response)


def test_a_published_article_keeps_a_date(client, editor):
    response = fill_in(client, article_page(make_article()), published_at="")
    assert "published_at" in errors_of(response)


def test_an_article_cannot_end_before_it_begins(client, editor):
    times = {"published_at": "2026-01-02T10:00", "expires_at": "2026-01-01T10:00"}
    response = fill_in(client, article_page(make_draft()), **times)
    assert "expires_at" in errors_of(response)


def test_readers_see_an_update_only_when_the_editor_says_so(client, editor):
    article = make_article()
    fill_in(client, article_page(article), body="<p>A typing error less.</p>")
    article.refresh_from_db()
    assert article.updated_at is None
    fill_in(client, article_page(article), body="<p>News.</p>", show_as_updated="on")
    article.refresh_from_db()
    assert article.updated_at is not None


def test_an_address_that_leads_to_another_article_is_not_taken_from_it(client, editor):
    moved = make_article(slug="first")
    moved.slug = "second"
    moved.store()
    response = fill_in(client, article_page(make_draft()), slug="first")
    assert "slug" in errors_of(response)
    assert fill_in(client, article_page(moved), slug="first").status_code == 302


@pytest.mark.parametrize("slug", ["admin", "a/b", "a b", "\u202egazette"])
def test_an_impossible_address_is_an_error_at_the_form(client, editor, slug):
    assert "slug" in errors_of(fill_in(client, article_page(make_draft()), slug=slug))


OWN = ["corrections", "error", "preview", "metrics", "moderation", "privacy", "comment", "latest"]


@pytest.mark.parametrize("slug", OWN)
def test_no_article_takes_an_address_of_the_site_itself(client, editor, slug):
    assert "slug" in errors_of(fill_in(client, article_page(make_draft()), slug=slug))
    assert make_draft(headline=slug.title()).slug == f"{slug}-2"


def test_former_addresses_stand_in_the_form(client, editor):
    article = make_article(slug="first")
    article.slug = "second"
    article.store()
    assert b"/first/" in client.get(article_page(article)).content


def test_only_what_was_never_public_is_deleted(client, editor):
    kept = make_article()
    withdrawn = make_article()
    withdrawn.withdraw("Wrong.")
    returned = make_article()
    returned.return_to_draft()
    for article in (kept, withdrawn, returned):
        delete = f"/admin/articles/article/{article.pk}/delete/"
        assert client.post(delete, {"post": "yes"}).status_code == 403
    draft = make_draft(authors=[make_author()])
    client.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"})
    assert {*Article.objects.all()} == {kept, withdrawn, returned}


def test_deleting_from_the_list_spares_what_was_public(client, editor):
    article, draft = make_article(), make_draft()
    chosen = {"action": "delete_selected", "_selected_action": [article.pk, draft.pk]}
    client.post("/admin/articles/article/", {**chosen, "post": "yes"})
    assert Article.objects.filter(pk=article.pk).exists()


def test_corrections_are_written_where_the_article_is(client, editor):
    article = make_article()
    parts = {
        "corrections-TOTAL_FORMS": "1",
        "corrections-0-kind": "correction",
        "corrections-0-text": "It was Tuesday.",
        "corrections-0-place": "top",
        "corrections-0-published_at": "2026-01-02T10:00",
    }
    fill_in(client, article_page(article), **parts)
    assert article.corrections.get().text == "It was Tuesday."


def test_link_to_the_site_is_there_when_readers_can_follow_it(client, editor):
    article, draft = make_article(), make_draft()
    assert article.get_absolute_url().encode() in client.get(article_page(article)).content
    assert draft.get_absolute_url().encode() not in client.get(article_page(draft)).content


def test_form_of_a_full_article_takes_as_many_queries_as_that_of_a_plain_one(
    client, editor, django_assert_max_num_queries
):
    article = make_article(authors=[make_author() for _ in range(6)], lead_image=make_image())
    for position in range(30):
        article.article_images.create(image=make_image(), position=position)
    client.get(article_page(article))
    with django_assert_max_num_queries(25):
        client.get(article_page(article))


def test_missing_headline_is_said_once_and_at_its_field(client, reporter):
    response = fill_in(client, ADD, headline="", section=make_section().pk)
    assert response.context["adminform"].form.errors == {"headline": ["This field is required."]}


def test_reporter_cannot_change_what_stands_on_a_published_page(client, reporter):
    shown, unused, portrait = make_image(), make_image(), make_image()
    tag, spare = make_tag(), make_tag()
    make_author(portrait=portrait)
    make_article(lead_image=shown, tags=[tag])
    make_draft(lead_image=unused, tags=[spare])
    for kind, thing, may in [
        ("image", shown, False),
        ("image", portrait, False),
        ("image", unused, True),
        ("tag", tag, False),
        ("tag", spare, True),
    ]:
        answer = client.post(f"/admin/articles/{kind}/{thing.pk}/change/", {})
        assert (answer.status_code == 403) is not may, (kind, may)


def test_address_of_a_draft_is_told_to_those_alone_who_may_see_it(client):
    draft = make_draft()
    number = ContentType.objects.get_for_model(draft).pk
    for group, code in [("Moderator", 404), ("Reporter", 302)]:
        client.force_login(make_user(group))
        assert client.get(f"/admin/r/{number}/{draft.pk}/").status_code == code
