"""Every state of a comment x every public output: nothing that is not approved, and no address."""

import pytest

from comments.models import Comment

from .test_comments_privacy import disguises
from .world import make_article, make_comment, make_section, make_user

pytestmark = pytest.mark.django_db

EMAIL = "Mark.Secret@Mail-Host.example"
MARK, NAME = "zebra words", "Zebra Reader"
STATES = [*Comment.Status.values, "appealed", "edited", "erased", "forgotten"]


def bring_to(state, comment):
    by = make_user()
    if state == "appealed":
        comment.reject(by, note=MARK)
        comment.appeal(f"{MARK} again")
    elif state == "edited":
        comment.edit_by_author(f"{MARK} edited", _policy())
    elif state in ("erased", "deleted"):
        comment.approve(by)
        comment.delete_by_author()
        if state == "erased":
            comment.lose_its_author("")
    elif state == "forgotten":
        comment.reject(by)
        Comment.objects.update(decided_at="2020-01-01T00:00Z", created_at="2020-01-01T00:00Z")
        from comments.own.forgetting import forget

        forget(_policy())
    else:
        {"approved": comment.approve, "rejected": comment.reject, "spam": comment.mark_spam}.get(
            state, lambda by: None
        )(by)


def _policy():
    from comments.models import Policy

    return Policy()


def outputs(client, article, comment):
    """{address: everything that came} of all public pages that could show it."""
    story, number = article.get_absolute_url(), article.pk
    addresses = [
        "/", "/latest/", article.section.get_absolute_url(), story, f"{story}?order=newest",
        f"{story}?order=replied", f"{story}?thread={comment.pk}", f"/comment/{comment.pk}/",
        f"/comment/{comment.pk}/report/", f"/comment/on/{number}/",
        f"/comment/on/{number}/to/{comment.pk}/", "/sitemap.xml", "/news-sitemap.xml",
        "/feed/", "/feed/atom/", "/feed/json/", "/moderation/", "/privacy/comments/",
        "/comment/mine/",
    ]  # fmt: skip
    for feed in ("/comment/feed/", f"/comment/on/{number}/feed/"):
        addresses += [feed, f"{feed}atom/", f"{feed}json/"]
    found = {}
    for address in addresses:
        response = client.get(address, follow=True)
        found[address] = f"{response.headers}{response.content.decode()}"
    return found


@pytest.mark.parametrize("with_answer", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_only_what_is_approved_is_told_and_no_address_ever(client, state, with_answer):
    article = make_article(section=make_section())
    sender = {"name": NAME, "email": EMAIL, "ip_address": "198.51.100.77"}
    comment = make_comment(article, status="pending", text=MARK, **sender)
    if with_answer:
        make_comment(parent=comment, text="An answer")
    bring_to(state, comment)
    told = outputs(client, article, comment)
    shown = [address for address, text in told.items() if "zebra" in text.lower()]
    assert bool(shown) == (state == "approved"), shown
    secrets = disguises(EMAIL) | disguises("198.51.100.77")
    for address, text in told.items():
        assert [form for form in secrets if form in text.lower()] == [], address
    if with_answer:
        assert "An answer" in told[article.get_absolute_url()]
