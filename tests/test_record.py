"""From draft to record: the checklist, every version, and the way back."""

from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.checklist import NotReady, findings
from articles.comparing import compare, mark
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

SOFT = {"It has no standfirst.", "It has no byline.", "It has no lead image."}


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


def make_ready(**parts):
    return make_draft(authors=[make_author()], lead_image=make_image(), **parts)


def found(article):
    return {str(finding): finding.is_hard for finding in findings(article)}


def test_complete_article_lacks_nothing():
    body = "<h2>One</h2><p>Two</p><h3>Three</h3><p>Four</p><h2>Five</h2><p>Six</p>"
    assert found(make_ready(body=body)) == {}


def test_all_that_is_missing_is_said_in_one_go(client, editor):
    picture = make_image(credit=" ", alt_text="", caption="Harbour")
    draft = make_draft(standfirst="", lead_image=picture, body="<h4>Deep</h4><p>x</p>")
    response = fill_in(client, article_page(draft), "_publish", despite="on")
    page = client.get(response["Location"]).content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"
    for text in (
        "It has no standfirst.",
        "It has no byline.",
        "The picture “Harbour” has no credit.",
        "The picture “Harbour” has no alternative text.",
        "The heading “Deep” skips a level.",
    ):
        assert page.count(text) == 2, text  # in the message, and in the list at the form


def test_picture_in_the_text_is_looked_at_too():
    picture = make_image(alt_text="", caption="Harbour")
    draft = make_ready(body=f'<p>x</p><figure data-image="{picture.pk}"></figure>')
    assert found(draft) == {"The picture “Harbour” has no alternative text.": True}


def test_picture_that_no_page_would_show_is_said():
    ended = make_image(caption="Harbour", licence_ends_at=timezone.now() - timedelta(hours=1))
    figures = "".join(f'<figure data-image="{n}"></figure>' for n in (ended.pk, 987654))
    assert found(make_ready(body=f"<p>x</p>{figures}")) == {
        "The licence of the picture “Harbour” has ended: no page shows it.": False,
        "The picture #987654 in the text is not in the library.": False,
    }


def test_links_inside_the_site_must_answer():
    make_article(slug="there")
    make_draft(slug="secret")
    moved = make_article(slug="old")
    moved.slug = "new"
    moved.store()
    paths = ["/there/", "/old/", "/latest/", "/secret/", "/nothing/", "/no/such/page/"]
    make_tag(slug="pier")
    subjects = ["/section/none/", "/tag/none/", "/author/none/", "/preview/1/", "/admin/"]
    paths += ["https://elsewhere.example/x/", "/tag/pier/", *subjects]
    links = "".join(f'<p><a href="{path}">a link</a></p>' for path in paths)
    texts = found(make_ready(body=links))
    assert texts == {
        f"Nothing public answers at the link {path}.": False
        for path in ("/secret/", "/nothing/", "/no/such/page/", *subjects)
    }


def test_the_minute_of_a_scheduled_article_is_told_with_one_full_stop(client, editor):
    draft = make_ready()
    answer = fill_in(
        client, article_page(draft), "_publish", despite="on", published_at="2099-01-01T08:00"
    )
    told = client.get(answer["Location"]).content.decode()
    assert "by itself: Jan. 1, 2099, 8 a.m.<" in told.replace(" <", "<")


def test_editor_passes_over_what_is_soft_and_that_is_logged(client, editor):
    draft = make_draft(standfirst="")
    page = article_page(draft)
    fill_in(client, page, "_publish", note="It cannot wait.")
    draft.refresh_from_db()
    assert draft.status == "draft"
    fill_in(client, page, "_publish", note="It cannot wait.", despite="on")
    draft.refresh_from_db()
    assert draft.status == "published"
    why = draft.versions.first().history_change_reason
    assert why.startswith("It cannot wait.\nPublished although:")
    assert all(text in why for text in SOFT)
    assert "Published although" in LogEntry.objects.latest("id").get_change_message()


@pytest.mark.parametrize("button", ["_publish", "_submit", "_withdraw", "_continue"])
def test_note_stands_once_in_the_record_whatever_was_pressed(client, editor, button):
    draft = make_ready()
    if button == "_withdraw":
        draft.publish()
    said = {"note": "Call Mari.", "reason": "It was wrong."}
    assert fill_in(client, article_page(draft), button, **said).status_code == 302
    whys = [version.history_change_reason for version in draft.versions.all()]
    assert whys[0] == "Call Mari."
    assert whys.count("Call Mari.") == 1


@pytest.mark.parametrize("already_public", [False, True])
def test_note_is_kept_where_publishing_is_refused(client, editor, already_public):
    draft = make_draft()
    page = client.get(article_page(draft))
    if already_public:
        draft.publish()
    old = {"seen_status": "", "seen_version": "", "published_at": "2026-01-01T08:00"}
    sent = {**form_of(page), **old, "note": "Call Mari.", "_publish": "1"}
    client.post(article_page(draft), sent)
    whys = [version.history_change_reason for version in draft.versions.all()]
    assert whys.count("Call Mari.") == 1


def test_new_article_says_what_publishing_will_need(client, editor):
    def page(answer):
        return answer.content.decode().partition('class="checklist"')[2].partition("</section>")[0]

    blank = page(client.get(ADD))
    for text in ("It has no headline. (needed)", "It stands in no section. (needed)", *SOFT):
        assert text in blank
    assert "It has no text." in blank
    assert "Each picture needs a credit" in blank
    half = page(fill_in(client, ADD, headline="One", body="<p>Two</p>"))  # in no section
    assert "It stands in no section." in half
    assert "It has no headline." not in half
    assert "It has no text." not in half
    fill_in(client, ADD, headline="One", section=make_section().pk)
    assert "Each picture needs" not in page(client.get(article_page(Article.objects.get())))


def test_byline_that_is_proposed_is_not_missing(client):
    reporter = make_user("Reporter")
    make_author(user=reporter)
    client.force_login(reporter)
    page = client.get(ADD).content.decode()
    assert "It has no lead image." in page
    assert "It has no byline." not in page


def test_list_publishes_what_is_ready_and_leaves_the_rest(client, editor):
    ready, bare = make_ready(), make_draft()
    chosen = {"action": "publish_chosen", "_selected_action": [ready.pk, bare.pk]}
    page = client.post("/admin/articles/article/", chosen, follow=True).content.decode()
    ready.refresh_from_db()
    bare.refresh_from_db()
    assert (ready.status, bare.status) == ("published", "draft")
    assert "Done with 1." in page
    assert "Left as they are: 1" in page


@pytest.mark.parametrize("later", [0, 1])
def test_saving_brings_no_picture_without_credit_to_a_public_page(client, editor, later):
    bare, old = make_image(credit="", caption="Harbour"), make_image(alt_text="", caption="Old")
    article = make_article(
        published_at=timezone.now() + timedelta(days=later),
        body=f'<p>x</p><figure data-image="{old.pk}"></figure>',
    )
    body = f'<figure data-image="{bare.pk}"></figure>{article.body}'
    for changes in ({"body": body}, {"lead_image": bare.pk}):
        answer = fill_in(client, article_page(article), **changes, standfirst="New")
        page = answer.content.decode()
        assert "readers would see it. The picture “Harbour” has no credit." in page
        assert "was changed" not in page
        assert "“Old” has no alternative text" not in page
        article.refresh_from_db()
        assert bare.pk not in [part.get("image") for part in article.body_parts]
        assert article.lead_image is None
        assert article.standfirst != "New"
    # What it lacked before keeps nobody from mending the rest.
    assert fill_in(client, article_page(article), standfirst="Newer").status_code == 302


@pytest.mark.parametrize("hours", [-1, 1])
def test_nobody_publishes_a_picture_without_credit_past_the_desk(hours):
    bare = make_image(credit="", caption="Harbour")
    draft = make_ready(body=f'<p>x</p><figure data-image="{bare.pk}"></figure>')
    before = Article.objects.values().get()
    with pytest.raises(NotReady, match="The picture “Harbour” has no credit"):
        draft.publish(at=timezone.now() + timedelta(hours=hours))
    assert Article.objects.values().get() == before
    draft.store()  # nor by whoever saves it next
    assert Article.objects.get().status == "draft"
    draft.body = "<p>Without.</p>"
    draft.publish()
    assert Article.objects.get().status == "published"


def test_publishing_past_the_desk_asks_for_no_more_than_is_needed():
    make_draft(standfirst="").publish()
    assert Article.objects.get().status == "published"


def test_article_that_came_incomplete_may_get_another_date():
    article = make_article(lead_image=make_image(credit=""))
    article.publish(at=article.published_at - timedelta(hours=1))
    assert Article.objects.get().published_at == article.published_at


def test_restoring_brings_no_picture_without_credit_to_a_public_page(client, editor):
    bare = make_image(credit="", caption="Harbour")
    article = make_ready(body=f'<p>x</p><figure data-image="{bare.pk}"></figure>')
    article.store()
    version = article.versions.first()
    article.body = "<p>Without.</p>"
    article.store()
    article.publish()
    sent = {"version": version.history_id}
    page = client.post(f"/admin/articles/article/{article.pk}/restore/", sent, follow=True)
    assert "The picture “Harbour” has no credit." in page.content.decode()
    article.refresh_from_db()
    assert article.body == "<p>Without.</p>"


def test_every_saved_version_is_kept_with_who_when_and_why(client, editor):
    fill_in(client, ADD, headline="One", section=make_section().pk, note="Begun.")
    draft = editor.logentry_set.get().get_edited_object()
    fill_in(client, article_page(draft), headline="Two", note="Better.")
    versions = draft.versions.order_by("history_id")
    said = [(v.headline, v.history_user, v.history_change_reason) for v in versions]
    assert said == [("One", editor, "Begun."), ("Two", editor, "Better.")]
    assert all(version.history_date for version in versions)


def test_note_to_colleagues_stands_in_the_form_and_on_no_page(client, editor):
    article = make_article()
    fill_in(client, article_page(article), note="Call <Mari> first.")
    assert "Call &lt;Mari&gt; first." in client.get(article_page(article)).content.decode()
    client.logout()
    assert "Mari" not in client.get(article.get_absolute_url()).content.decode()


def test_version_names_bylines_tags_and_pictures_and_restoring_brings_them_back(client, editor):
    ann, ben, ice, image = make_author(), make_author(), make_tag(), make_image()
    draft = make_draft(headline="One", body="<p>First</p>", authors=[ann], tags=[ice])
    draft.article_images.create(image=image, caption="Own", position=0)
    draft.store()
    first = draft.versions.first()
    fill_in(
        client,
        article_page(draft),
        **{"headline": "Two", "body": "<p>Second</p>", "tags": [], "bylines-0-author": ben.pk},
    )
    draft.refresh_from_db()
    assert [byline.author for byline in draft.bylines.all()] == [ben]
    restore = f"/admin/articles/article/{draft.pk}/restore/"
    assert client.get(restore).status_code == 405
    assert client.post(restore, {"version": first.history_id}).status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.body) == ("One", "<p>First</p>")
    assert draft.body_parts == [{"html": "<p>First</p>"}]
    assert [byline.author for byline in draft.bylines.all()] == [ann]
    assert [*draft.tags.all()] == [ice]
    assert [row.caption for row in draft.article_images.all()] == ["Own"]
    assert draft.versions.first().history_change_reason.startswith("Restored as it was at")
    assert draft.versions.first().rows == first.rows


def test_restoring_what_refers_to_the_gone_keeps_what_is_there(editor):
    draft = make_draft(lead_image=make_image(), authors=[make_author(), make_author()])
    draft.store()
    first, gone = draft.versions.first(), draft.lead_image
    draft.lead_image = kept = make_image()
    draft.bylines.first().delete()
    draft.store()
    gone.drop()
    author = draft.bylines.get().author
    type(author).objects.exclude(pk=author.pk).delete()
    draft.restore(first)
    draft.refresh_from_db()
    assert draft.lead_image == kept
    assert draft.bylines.get().author == author


def test_article_of_before_keeps_what_it_was(editor):
    draft = make_draft(headline="Before")
    draft.versions.all().delete()
    draft.headline = "After"
    draft.store()
    assert [version.headline for version in draft.versions.all()] == ["After", "Before"]


def test_versions_of_another_article_are_not_reached_through_this_one(client, editor):
    mine, other = make_draft(), make_draft()
    number = other.versions.first().history_id
    page = f"/admin/articles/article/{mine.pk}"
    own = mine.versions.first().history_id
    assert client.get(f"{page}/compare/?a={number}&b={own}").status_code == 404
    assert client.post(f"{page}/restore/", {"version": number}).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "١"])
def test_no_version_at_an_odd_number(client, editor, number):
    page = f"/admin/articles/article/{make_draft().pk}"
    assert client.get(f"{page}/compare/", {"a": number, "b": number}).status_code == 404
    assert client.get(f"{page}/history/", {"before": number or "x"}).status_code == 404


@pytest.mark.parametrize(
    ("group", "code"), [("Moderator", 403), ("Reporter", 403), ("Editor", 302)]
)
def test_only_who_may_change_it_restores(client, group, code):
    article = make_article()
    client.force_login(make_user(group))
    sent = {"version": article.versions.first().history_id}
    page = f"/admin/articles/article/{article.pk}/restore/"
    assert client.post(page, sent).status_code == code


def test_two_versions_stand_side_by_side_with_their_words_marked(client, editor):
    draft = make_draft(headline="The ferry sails <b>", body="<p>Same.</p><p>Old word here.</p>")
    draft.headline = "The ferry stays <b>"
    draft.body = "<p>Same.</p><p>New word here.</p>"
    draft.store()
    newer, older = (version.history_id for version in draft.versions.all())
    address = f"/admin/articles/article/{draft.pk}/compare/?a={newer}&b={older}"
    page = client.get(address).content.decode()
    assert "The ferry <del>sails </del>&lt;b&gt;" in page
    assert "The ferry <ins>stays </ins>&lt;b&gt;" in page
    assert "&lt;p&gt;<del>Old </del>word here." in page
    assert "&lt;p&gt;<ins>New </ins>word here." in page
    assert page.count("&lt;p&gt;Same.&lt;/p&gt;") == 2


def test_marked_words_are_escaped_and_nothing_is_lost():
    left, right = mark("a <script>x</script> & b", "a <img onerror=1> & b")
    assert "<script" not in left and "<img" not in right
    assert right == "a <ins>&lt;img onerror=1&gt;</ins> &amp; b"


def test_long_texts_are_compared_without_comparing_every_word_with_every_word():
    before, after = "word " * 60_000, "sword " * 60_000
    left, right = mark(before, after)
    assert left == f"<del>{before}</del>"
    assert right == f"<ins>{after}</ins>"


def test_equal_versions_say_the_same():
    draft = make_draft()
    draft.store()
    assert compare(*draft.versions.all()) == []


def test_versions_are_listed_with_the_way_to_older_ones(client, editor):
    draft = make_draft()
    for number in range(60):
        draft.signed(editor, f"note {number:02}").store()
    page = f"/admin/articles/article/{draft.pk}/history/"
    first = client.get(page)
    assert "note 59" in first.content.decode()
    assert "note 05" not in first.content.decode()
    older = first.context["page"]["older"]
    assert "note 05" in client.get(page, {"before": older}).content.decode()


def test_deleted_draft_leaves_no_version():
    draft = make_draft()
    model = draft.versions.model
    draft.delete()
    assert not model.objects.exists()


def test_form_of_a_draft_with_a_long_history_and_many_pictures_opens_with_few_queries(
    client, editor, django_assert_max_num_queries
):
    draft = make_draft(authors=[make_author() for _ in range(6)], lead_image=make_image())
    for position in range(30):
        draft.article_images.create(image=make_image(), position=position)
    for number in range(100):
        draft.signed(editor, f"note {number}").store()
    client.get(article_page(draft))
    with django_assert_max_num_queries(25):
        page = client.get(article_page(draft))
    assert b"note 99" in page.content


def test_withdrawn_article_says_why_and_can_come_back(client, editor):
    article = make_ready()
    article.publish()
    fill_in(client, article_page(article), "_withdraw", reason="It was wrong.", note="Legal.")
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "It was wrong." in gone.content.decode()
    assert "Legal." not in gone.content.decode()
    fill_in(client, article_page(article), "_publish")
    assert client.get(article.get_absolute_url()).status_code == 200


# In Tallinn the clocks go on at 3:00 on March 29 and back at 4:00 on October 25.
@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-29T02:59", "2026-03-29T00:59Z"),
        ("2026-03-29T04:00", "2026-03-29T01:00Z"),
        ("2026-10-25T02:59", "2026-10-24T23:59Z"),
        ("2026-10-25T04:00", "2026-10-25T02:00Z"),
    ],
)
@pytest.mark.parametrize("field", ["published_at", "expires_at"])
def test_article_comes_and_goes_at_its_minute_through_both_changes_of_the_clocks(
    client, time_machine, field, typed, moment
):
    at = datetime.fromisoformat(moment)
    time_machine.move_to(at - timedelta(days=2), tick=False)
    client.force_login(make_user("Editor"))
    draft = make_ready(slug="story")
    fill_in(client, article_page(draft), "_publish", **{field: typed})
    client.logout()
    before, after = (404, 200) if field == "published_at" else (200, 404)
    for seconds, code in [(-1, before), (0, after), (3600, after)]:
        time_machine.move_to(at + timedelta(seconds=seconds), tick=False)
        assert client.get("/story/").status_code == code, seconds


@pytest.mark.parametrize("typed", ["2026-03-29T03:30", "2026-10-25T03:30"])
@pytest.mark.parametrize("field", ["published_at", "expires_at"])
def test_hour_that_is_missing_or_double_is_refused(client, editor, field, typed):
    draft = make_ready()
    response = fill_in(client, article_page(draft), "_publish", **{field: typed})
    assert field in response.context["adminform"].form.errors
    draft.refresh_from_db()
    assert draft.status == "draft"
