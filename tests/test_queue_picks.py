"""Editors' picks are made from the card of a comment."""

import pytest

from comments.models import Comment

from .world import make_comment, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def wish(client, comment, pick):
    return client.post(f"{LIST}{comment.pk}/pick/?status=approved", {"pick": pick})


def is_pick(comment):
    return bool(Comment.objects.get(pk=comment.pk).picked_at)


@pytest.mark.parametrize("group", ["Editor", "Moderator"])
def test_pick_is_made_and_taken_back_on_the_card(client, group):
    client.force_login(make_user(group))
    comment = make_comment()
    card = client.get(LIST, {"status": "approved"}).content.decode()
    assert f"{LIST}{comment.pk}/pick/" in card
    answer = wish(client, comment, "1")
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{LIST}?status=approved#c{comment.pk}",
    )
    assert is_pick(comment)
    wish(client, comment, "")
    assert not is_pick(comment)


def test_reporter_picks_nothing(client):
    client.force_login(make_user("Reporter"))
    comment = make_comment()
    assert wish(client, comment, "1").status_code == 403
    assert not is_pick(comment)


def test_what_readers_do_not_see_is_no_pick(client):
    client.force_login(make_user("Moderator"))
    comment = make_comment(status="rejected")
    assert "/pick/" not in client.get(LIST, {"status": "rejected"}).content.decode()
    wish(client, comment, "1")
    assert not is_pick(comment)


def test_looking_at_the_address_changes_nothing(client):
    client.force_login(make_user("Moderator"))
    comment = make_comment()
    assert client.get(f"{LIST}{comment.pk}/pick/").status_code == 405
    assert not is_pick(comment)
