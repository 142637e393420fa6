"""Who may do what at the desk: role x model x action, each cell tried."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.groups import MODERATOR
from accounts.models import User
from articles.models import ErrorReport, Placement

from .desk import article_page
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

ROLES = ["anonymous", "staff", "Moderator", "Reporter", "Editor", "superuser"]

# What a role may do with a model: L list, V view one, A add, C change, H history, D delete,
# B delete in bulk, S search in an autocomplete. "-" is nothing; comments have a test of their own.
MAY = {
    # model                  staff Moderator Reporter   Editor      superuser
    "articles.article": ["-", "-", "LVACHS", "LVACHDBS", "LVACHDBS"],
    "articles.image": ["-", "-", "LVACHS", "LVACHDBS", "LVACHDBS"],
    "articles.tag": ["-", "-", "LVACHS", "LVACHDBS", "LVACHDBS"],
    "articles.section": ["-", "-", "LVHS", "LVACHDBS", "LVACHDBS"],
    "articles.author": ["-", "-", "LVHS", "LVACHDBS", "LVACHDBS"],
    "articles.placement": ["-", "-", "LVH", "LVACHDB", "LVACHDB"],
    "articles.correction": ["-", "-", "LVH", "LVACHDB", "LVACHDB"],
    "articles.errorreport": ["-", "-", "-", "LVCHDB", "LVCHDB"],
    "accounts.user": ["-", "-", "-", "-", "LVACHDBS"],
    "auth.group": ["-", "-", "-", "-", "LVACHDBS"],
}
# Have tests of their own: comments, and tasks that failed.
ELSEWHERE = ("comments.", "background.")
# A field through which an autocomplete reaches the model.
REACHED_BY = {
    "articles.article": "articles.placement.article",
    "articles.image": "articles.article.lead_image",
    "articles.tag": "articles.article.tags",
    "articles.section": "articles.article.section",
    "articles.author": "articles.articleauthor.author",
    "accounts.user": "articles.author.user",
    "auth.group": "accounts.user.groups",
}


def make_one(model):
    match model:
        case "articles.article":
            return make_draft()
        case "articles.placement":
            return Placement.objects.create(article=make_article())
        case "articles.correction":
            return make_article().corrections.create(text="It was Tuesday.")
        case "articles.errorreport":
            number = ErrorReport.objects.count()
            address = f"198.51.100.{number}"
            article = make_article()
            return ErrorReport.objects.submit(article, text="Tuesday.", ip_address=address)
        case "accounts.user":
            return make_user()
        case "auth.group":
            return Group.objects.create(name=f"Interns {Group.objects.count()}")
    makers = {"image": make_image, "tag": make_tag, "section": make_section, "author": make_author}
    return makers[model.split(".")[1]]()


def log_in(client, role):
    if role == "superuser":
        client.force_login(make_user(is_superuser=True))
    elif role == MODERATOR:
        Group.objects.get_or_create(name=MODERATOR)
        client.force_login(make_user(MODERATOR))
    elif role != "anonymous":
        client.force_login(make_user(role if role != "staff" else None))


class Actions:
    """Each tries one action on one thing and answers whether it was let through."""

    def __init__(self, client, model, thing):
        self.client, self.thing, self.model = client, thing, model
        self.list = f"/admin/{model.replace('.', '/')}/"
        self.page = f"{self.list}{thing.pk}/"

    def L(self):
        return self._get(self.list)

    def V(self):
        return self._get(f"{self.page}change/")

    def A(self):
        seen = self._get(f"{self.list}add/")
        sent = self.client.post(f"{self.list}add/", {}).status_code
        assert (sent == 200) == seen, "the form and sending it differ"
        return seen

    def C(self):
        return self.client.post(f"{self.page}change/", {}).status_code == 200

    def H(self):
        return self._get(f"{self.page}history/")

    def D(self):
        seen = self._get(f"{self.page}delete/")
        self.client.post(f"{self.page}delete/", {"post": "yes"})
        assert self._is_there() != seen, "the question and the deed differ"
        return seen

    def B(self):
        chosen = {"action": "delete_selected", "_selected_action": self.thing.pk, "post": "yes"}
        self.client.post(self.list, chosen)
        return not self._is_there()

    def S(self):
        if self.model not in REACHED_BY:
            return False
        app, model, field = REACHED_BY[self.model].split(".")
        asked = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
        return self._get("/admin/autocomplete/", asked)

    def _get(self, address, data=None):
        response = self.client.get(address, data)
        assert response.status_code in (200, 302, 403), response.status_code
        if response.status_code == 302:
            assert response["Location"].startswith("/admin/login/")
        return response.status_code == 200

    def _is_there(self):
        return type(self.thing).objects.filter(pk=self.thing.pk).exists()


@pytest.mark.parametrize("model", MAY)
@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_this_and_nothing_else(client, role, model):
    allowed = ["-", *MAY[model]][ROLES.index(role)]
    log_in(client, role)
    done = ""
    for letter in "LVACHDBS":
        if getattr(Actions(client, model, make_one(model)), letter)():
            done += letter
    assert done == allowed.strip("-")


def test_every_model_of_the_desk_has_its_row():
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert {label for label in registered if not label.startswith(ELSEWHERE)} == {*MAY}


@pytest.mark.parametrize("role", ROLES)
def test_first_page_leads_only_where_the_role_may_go(client, role):
    log_in(client, role)
    page = client.get("/admin/", follow=True).content.decode()
    for model, allowed in MAY.items():
        link = f'href="/admin/{model.replace(".", "/")}/"'
        assert (link in page) == ("L" in ["-", *allowed][ROLES.index(role)]), model


@pytest.mark.parametrize(
    ("role", "changes", "deletes"),
    [
        ("Reporter", ["draft", "review"], []),
        ("Editor", ["draft", "review", "scheduled", "public", "withdrawn"], ["draft", "review"]),
        ("superuser", ["draft", "review", "scheduled", "public", "withdrawn"], ["draft", "review"]),
    ],
)
def test_what_a_role_may_do_with_an_article_depends_on_its_status(
    client, role, changes, deletes, newsroom
):
    log_in(client, role)
    done = {"change": [], "delete": []}
    for name, article in newsroom.items():
        if client.post(article_page(article), {}).status_code == 200:
            done["change"].append(name)
        page = f"/admin/articles/article/{article.pk}/delete/"
        if client.get(page).status_code == 200:
            done["delete"].append(name)
    assert done == {"change": changes, "delete": deletes}


@pytest.fixture
def newsroom():
    review, withdrawn = make_draft(), make_article()
    review.submit()
    withdrawn.withdraw("Wrong.")
    return {
        "draft": make_draft(),
        "review": review,
        "scheduled": make_article(published_at=timezone.now() + timedelta(days=1)),
        "public": make_article(),
        "withdrawn": withdrawn,
    }


def test_inlines_ask_for_their_own_rights(client):
    """A reporter orders bylines and pictures of a draft, but writes no correction."""
    log_in(client, "Reporter")
    page = client.get(article_page(make_draft())).content.decode()
    assert 'name="bylines-__prefix__-author"' in page
    assert 'name="article_images-__prefix__-image"' in page
    assert 'name="corrections-__prefix__-text"' not in page


def test_who_manages_people_without_being_a_superuser_makes_none(client):
    manager = make_user()
    manager.user_permissions.set(
        manager.user_permissions.model.objects.filter(content_type__app_label="accounts")
    )
    client.force_login(manager)
    chief = make_user(is_superuser=True)
    assert client.post(f"/admin/accounts/user/{chief.pk}/change/", {}).status_code == 403
    assert client.get(f"/admin/accounts/user/{chief.pk}/password/").status_code == 403
    assert client.get(f"/admin/accounts/user/{chief.pk}/delete/").status_code == 403
    own = f"/admin/accounts/user/{manager.pk}/change/"
    page = client.get(own)
    names = [*page.context["adminform"].form.fields]
    assert "is_superuser" not in names
    assert "user_permissions" not in names
    sent = {"username": manager.username, "is_staff": "on", "is_active": "on", "is_superuser": "on"}
    sent |= {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    assert client.post(own, sent).status_code == 302
    manager.refresh_from_db()
    assert not manager.is_superuser


def test_somebody_new_of_the_newsroom_can_log_in_and_work(client):
    log_in(client, "superuser")
    reporters = Group.objects.get(name="Reporter")
    page = "/admin/accounts/user/add/"
    assert client.get(page).context["adminform"].form["is_staff"].value()
    secret = "a long enough secret"
    sent = {"username": "mari", "password1": secret, "password2": secret, "is_staff": "on"}
    client.post(page, {**sent, "usable_password": "true", "groups": [reporters.pk]})
    mari = User.objects.get(username="mari")
    client.force_login(mari)
    assert client.get("/admin/articles/article/add/").status_code == 200
