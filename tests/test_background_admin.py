"""What failed for good is seen by those who may, and can be run again."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from background import mail
from background.models import Job
from background.worker import run_waiting
from tests import background_tasks as tasks
from tests.world import make_user

pytestmark = pytest.mark.django_db
LIST = "admin:background_deadletter_changelist"


@pytest.fixture
def dead():
    result = tasks.give_up.enqueue()
    run_waiting()
    return Job.objects.dead().get(pk=result.id)


def allow(user, *codenames):
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


def run_again(client, job):
    return client.post(reverse(LIST), {"action": "run_again", "_selected_action": [str(job.pk)]})


def test_dead_letters_are_listed_with_their_error(admin_client, dead):
    waiting = tasks.answer.enqueue(1)
    page = admin_client.get(reverse(LIST)).content.decode()
    assert "tests.background_tasks.give_up" in page
    assert "GiveUp: There is nobody to do it for" in page
    assert str(waiting.id) not in page
    assert "No worker is running" in page


def test_index_of_the_admin_says_how_background_work_is_doing(admin_client, client):
    tasks.answer.enqueue(1)
    page = admin_client.get(reverse("admin:index")).content.decode()
    assert "waiting: 1" in page
    assert "the oldest for" in page
    client.force_login(make_user())
    assert "waiting:" not in client.get(reverse("admin:index")).content.decode()


def test_dead_letter_shows_where_it_broke(admin_client, dead):
    page = admin_client.get(reverse("admin:background_deadletter_change", args=[dead.pk]))
    assert "in give_up" in page.content.decode()
    assert "_save" not in page.content.decode()


def test_dead_letter_runs_again(admin_client, dead):
    response = run_again(admin_client, dead)
    assert response.status_code == 302
    job = Job.objects.ready().get(pk=dead.pk)
    assert job.attempts == 0
    run_waiting()
    assert Job.objects.get(pk=dead.pk).attempts == 1


def test_who_may_only_look_cannot_run_again(client, dead):
    user = make_user()
    allow(user, "view_deadletter")
    client.force_login(user)
    assert client.get(reverse(LIST)).status_code == 200
    run_again(client, dead)
    assert Job.objects.dead().filter(pk=dead.pk).exists()
    allow(user, "change_deadletter")
    run_again(client, dead)
    assert Job.objects.ready().filter(pk=dead.pk).exists()


def test_who_may_not_see_dead_letters_gets_none(client, dead):
    client.force_login(make_user())
    assert client.get(reverse(LIST)).status_code == 403


def test_secrets_of_a_dead_letter_are_not_shown(admin_client):
    secret, open_one = tasks.fail_with_secret.enqueue("hush"), tasks.give_up.enqueue()
    run_waiting()
    for result, seen in [(secret, False), (open_one, True)]:
        address = reverse("admin:background_deadletter_change", args=[result.id])
        page = admin_client.get(address).content.decode()
        assert "hush" not in page
        assert ("hidden, because" in page) is not seen


def test_admin_has_no_other_list_that_shows_what_tasks_were_given(admin_client):
    mail.send("reader@example.org", "Secret", "Secret")
    index = admin_client.get(reverse("admin:index")).content.decode()
    assert reverse(LIST) in index
    assert "dbtaskresult" not in index
