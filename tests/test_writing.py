"""What guards a text while it is written, asked without a browser."""

import json
import re

import pytest

from articles.fingerprints import fingerprint_of
from articles.models import Article, OpenForm, UnsavedText

from .desk import ADD, article_page, fill_in, form_of
from .world import (
    ago,
    make_article,
    make_author,
    make_draft,
    make_image,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

FORM = "0f0f0f0f-window"
OTHER, LATER = "0a0a0a0a-window", "0b0b0b0b-window"


@pytest.fixture
def reporter(client):
    user = make_user("Reporter")
    client.force_login(user)
    return user


def writing(article=None):
    place = f"{article.pk}/" if article else ""
    return f"/admin/articles/article/{place}writing/"


def say(client, article=None, act="keep", **more):
    return client.post(writing(article), {"act": act, "form": FORM, **more})


def unsaved(client, article=None, form=FORM):
    """What a form that was opened now is offered, as a list."""
    return client.get(writing(article), {"form": form}).json()["unsaved"]


def headlines(client, form=FORM):
    return [one["headline"] for one in unsaved(client, form=form)]


def test_what_is_typed_is_kept_for_the_person_and_the_article_alone(client, reporter):
    draft, other = make_draft(), make_draft()
    say(client, draft, fields=json.dumps({"headline": "One"}))
    say(client, draft, fields=json.dumps({"headline": "Two"}))
    say(client, fields=json.dumps({"headline": "New"}))
    assert [one["fields"] for one in unsaved(client, draft)] == [{"headline": "Two"}]
    assert [one["fields"] for one in unsaved(client, form=LATER)] == [{"headline": "New"}]
    assert unsaved(client, other) == []
    client.force_login(make_user("Reporter"))
    assert unsaved(client, draft) == unsaved(client, form=LATER) == []
    assert UnsavedText.objects.count() == 2


def test_what_was_saved_is_not_kept_besides(client, reporter):
    draft = make_draft()
    say(client, draft, fields=json.dumps({"headline": "One"}))
    say(client, fields=json.dumps({"headline": "New"}))
    fill_in(client, article_page(draft), headline="One")
    assert [row.article for row in UnsavedText.objects.all()] == [None]
    fill_in(client, ADD, headline="New", section=str(draft.section_id), kept_as=FORM)
    assert not UnsavedText.objects.exists()


def test_two_new_articles_are_kept_beside_each_other(client, reporter):
    """Whichever is written or saved takes nothing from the other."""
    section = make_draft().section
    first, second = (form_of(client.get(ADD)) for _ in range(2))
    assert first["kept_as"] != second["kept_as"]
    for page, headline in [(first, "One"), (second, "Two")]:
        say(client, form=page["kept_as"], fields=json.dumps({"headline": headline}))
    assert headlines(client) == ["Two", "One"]
    assert headlines(client, form=second["kept_as"]) == ["One"]
    sent = {**second, "headline": "Two", "section": str(section.pk), "_continue": "1"}
    assert client.post(ADD, sent).status_code == 302
    assert headlines(client) == ["One"]


def test_a_new_article_with_a_mistake_comes_back_in_the_same_form(client, reporter):
    page = form_of(client.get(ADD))
    answer = client.post(ADD, {**page, "headline": "", "_continue": "1"})
    assert form_of(answer)["kept_as"] == page["kept_as"]


def test_a_text_that_went_into_another_form_is_kept_there_alone(client, reporter):
    say(client, form=OTHER, fields=json.dumps({"headline": "One"}))
    [kept] = unsaved(client)
    took = {"other": OTHER, "stamp": kept["stamp"]}
    say(client, fields="{", **took)  # nothing came of it
    assert headlines(client) == ["One"]
    assert say(client, fields=json.dumps(kept["fields"]), **took).json()["kept"]
    assert headlines(client, form=LATER) == ["One"]
    # The window from which it came may still be open: it hears of it and keeps its text anew.
    assert not say(client, form=OTHER).json()["kept"]


def test_of_several_new_articles_one_is_thrown_away_unless_it_is_still_written(client, reporter):
    for form, headline in [(OTHER, "One"), (LATER, "Two")]:
        say(client, form=form, fields=json.dumps({"headline": headline}))
    two, one = unsaved(client)
    say(client, form=LATER, fields=json.dumps({"headline": "Two and more"}))
    for kept in (one, two):
        say(client, act="forget", other=kept["form"], stamp=kept["stamp"])
    assert headlines(client) == ["Two and more"]


def test_nobody_throws_away_what_another_person_typed(client, reporter):
    say(client, form=OTHER, fields=json.dumps({"headline": "One"}))
    [kept] = unsaved(client)
    client.force_login(make_user("Reporter"))
    say(client, act="forget", other=OTHER, stamp=kept["stamp"])
    assert UnsavedText.objects.count() == 1


def test_what_was_kept_before_forms_had_names_is_offered_too(client, reporter):
    UnsavedText.objects.keep(reporter, None, "", {"headline": "Old"}, "")
    [kept] = unsaved(client)
    say(client, act="forget", other="", stamp=kept["stamp"])
    assert unsaved(client) == []


def test_what_nobody_asked_for_goes_after_a_month(client, reporter):
    say(client, make_draft(), fields="{}")
    UnsavedText.objects.update(saved_at=ago(days=31))
    say(client, make_draft(), fields="{}")
    assert UnsavedText.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"fields": "[]"},
        {"fields": "{"},
        {"fields": '{"a": "\\u0000"}'},
        {"fields": '{"a": "\\ud800"}'},
        {"fields": '{"a": "' + "x" * 900_000 + '"}'},
        {"form": ""},
        {"form": "<script>"},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(client, reporter, sent):
    assert say(client, make_draft(), **sent).status_code == 400
    assert say(client, **sent).status_code == 400
    assert not UnsavedText.objects.exists()


def test_nobody_keeps_or_holds_what_they_may_not_write(client, reporter):
    article = make_article()
    for answer in [say(client, article, "open"), say(client, article, fields="{}")]:
        assert answer.status_code == 403
    assert client.get(writing(article)).status_code == 403
    client.force_login(make_user())
    for address in [writing(), writing(make_draft())]:
        assert client.get(address).status_code == 403
        assert client.post(address, {"act": "open", "form": FORM}).status_code == 403
    client.logout()
    assert client.get(writing()).status_code == 302
    assert not OpenForm.objects.exists()


def test_one_form_has_the_article_until_it_is_taken_left_or_silent():
    draft, mari, juhan = make_draft(), make_user(), make_user()
    assert OpenForm.objects.open(draft, mari, "mari-1").form == "mari-1"
    assert OpenForm.objects.open(draft, juhan, "juhan-1").form == "mari-1"
    assert OpenForm.objects.keep(draft, juhan, "juhan-1").form == "mari-1"
    assert OpenForm.objects.open(draft, mari, "mari-2").form == "mari-2"  # after a crash
    assert OpenForm.objects.keep(draft, mari, "mari-1").form == "mari-2"
    assert OpenForm.objects.take(draft, juhan, "juhan-1").user == juhan
    OpenForm.objects.leave(draft, "mari-2")
    assert OpenForm.objects.keep(draft, mari, "mari-2").user == juhan
    OpenForm.objects.update(seen_at=ago(minutes=2))
    assert OpenForm.objects.open(draft, mari, "mari-3").user == mari
    OpenForm.objects.leave(draft, "mari-3")
    assert not OpenForm.objects.exists()


def test_what_is_typed_after_a_colleague_took_over_is_kept_too(client, reporter):
    draft = make_draft()
    OpenForm.objects.open(draft, make_user("Editor"), "another-window")
    answer = say(client, draft, fields=json.dumps({"headline": "Mine"})).json()
    assert not answer["holder"]["is_mine"]
    assert UnsavedText.objects.get(user=reporter).fields == {"headline": "Mine"}


def test_a_form_that_lost_the_article_keeps_nothing_over_what_is_kept(client, reporter):
    draft = make_draft()
    OpenForm.objects.open(draft, reporter, "another-window")
    answer = say(client, draft, fields=json.dumps({"headline": "Mine"})).json()
    assert not answer["holder"]["is_mine"]
    assert "saved" not in answer


def test_a_newer_version_is_refused_and_shown_and_may_be_replaced_knowingly(client, reporter):
    draft = make_draft(standfirst="First.")
    page = form_of(client.get(article_page(draft)))
    Article.objects.filter(pk=draft.pk).update(standfirst="Theirs <b>")
    sent = {**page, "standfirst": "Mine", "_continue": "1"}
    answer = client.post(article_page(draft), sent)
    marked = answer.content.decode()
    assert "<del>Theirs &lt;b&gt;</del>" in marked
    assert "<ins>Mine</ins>" in marked
    draft.refresh_from_db()
    assert draft.standfirst == "Theirs <b>"
    replaces = fingerprint_of(draft)
    Article.objects.filter(pk=draft.pk).update(standfirst="Newest")
    again = client.post(article_page(draft), {**form_of(answer), **sent, "overwrites": replaces})
    assert "Newest" in again.content.decode()
    draft.refresh_from_db()
    client.post(article_page(draft), {**sent, "overwrites": fingerprint_of(draft)})
    draft.refresh_from_db()
    assert draft.standfirst == "Mine"


def test_a_tag_or_byline_that_a_colleague_gave_is_not_taken_away_unseen(client, reporter):
    draft = make_draft(authors=[make_author(name="Mari Tamm")])
    page = form_of(client.get(article_page(draft)))
    draft.tags.add(make_tag(name="Harbour"))
    draft.bylines.create(author=make_author(name="Juhan Kask"), position=1)
    sent = {**page, "standfirst": "Mine", "_continue": "1"}
    answer = client.post(article_page(draft), sent)
    assert answer.status_code == 200
    both = answer.content.decode()
    assert "<del>Harbour</del>" in both
    assert "Juhan Kask</del>" in both
    assert [tag.name for tag in draft.tags.all()] == ["Harbour"]
    client.post(article_page(draft), {**sent, "overwrites": fingerprint_of(draft)})
    assert not draft.tags.exists()


def test_comments_that_came_meanwhile_are_no_newer_version(client, reporter):
    draft = make_draft()
    page = form_of(client.get(article_page(draft)))
    Article.objects.filter(pk=draft.pk).update(comment_count=5)
    client.post(article_page(draft), {**page, "standfirst": "Mine", "_continue": "1"})
    draft.refresh_from_db()
    assert draft.standfirst == "Mine"


def test_looking_at_a_form_changes_nothing(client, reporter):
    draft = make_draft()
    client.get(article_page(draft))
    client.get(writing(draft))
    assert not OpenForm.objects.exists()
    assert not UnsavedText.objects.exists()


def test_the_policy_opens_for_the_import_map_on_the_form_alone(client, reporter):
    policy = client.get(ADD).headers["Content-Security-Policy"]
    assert "script-src 'self' 'nonce-" in policy
    assert "style-src 'self'" in policy.split("; ")
    for address in ["/admin/", "/admin/articles/article/", "/"]:
        assert "nonce-" not in client.get(address).headers["Content-Security-Policy"]


def test_no_script_of_ours_holds_up_a_form(client):
    client.force_login(make_user(is_superuser=True))
    for model in ("article", "image", "author", "placement"):
        page = client.get(f"/admin/articles/{model}/add/")
        tags = re.findall(r"<script[^>]* src=\"/static/js/[^>]*>", page.content.decode())
        assert tags, model
        assert [tag for tag in tags if " defer" not in tag and 'type="module"' not in tag] == []


def shelf(client, **query):
    return client.get("/admin/articles/image/shelf/", query)


def test_the_shelf_pages_and_searches(client, reporter, django_assert_max_num_queries):
    images = [make_image(caption=f"Pier no{n}", alt_text="", credit="Photo: M") for n in range(30)]
    with django_assert_max_num_queries(6):
        first = shelf(client).json()
    rest = shelf(client, after=first["next"]).json()
    shown = [one["id"] for one in [*first["pictures"], *rest["pictures"]]]
    assert shown == [image.pk for image in images[::-1]]
    assert rest["next"] == ""
    found = shelf(client, q="pie no2").json()["pictures"]
    assert [one["caption"] for one in found] == [f"Pier no{n}" for n in [*range(29, 19, -1), 2]]
    make_image(place="Kalda", people="Jüri Kask").put()
    assert len(shelf(client, q="kal juri").json()["pictures"]) == 1
    asked = shelf(client, numbers=f"{images[0].pk},999999,x").json()["pictures"]
    assert [one["credit"] for one in asked] == [images[0].credit]
    assert shelf(client, after="x").status_code == 404


def test_the_shelf_is_for_those_who_may(client):
    client.force_login(make_user())
    assert shelf(client).status_code == 403
    assert client.post("/admin/articles/image/shelf/", {}).status_code == 403
    assert client.get("/admin/articles/article/links/?q=a").status_code == 403


def test_a_picture_without_credit_does_not_come_in(client, reporter):
    answer = client.post("/admin/articles/image/shelf/", {"caption": "x"}).json()
    assert "required" in answer["wrong"]


def test_links_are_offered_to_what_readers_can_open(client, reporter):
    make_article(headline="Ferry one", slug="one")
    make_draft(headline="Ferry draft")
    make_article(headline="Ferry later", published_at=ago(hours=-1))
    found = client.get("/admin/articles/article/links/?q=ferry").json()["articles"]
    assert [one["address"] for one in found] == ["/one/"]
    assert client.get("/admin/articles/article/links/").json() == {"articles": []}
