"""Figures for a monitoring system, which only whom the operator names can read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from background.models import Job
from newsportal.tasks import purge_front
from pagecache.models import Process

pytestmark = pytest.mark.django_db
SAMPLE = re.compile(r'newsportal_\w+(\{process="(\\.|[^"\\])*"\})? \d+')
TOKEN = "a long random value"  # noqa: S105 of nothing


def figures(client, **headers):
    """The samples as a dict; None where there is no such page."""
    answer = client.get("/metrics", headers=headers)
    if answer.status_code == 404:
        return None
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in lines), lines
    return {name: int(number) for name, number in (line.rsplit(" ", 1) for line in lines)}


@pytest.fixture
def told(settings):
    settings.METRICS_TOKEN = TOKEN
    return {"authorization": f"Bearer {TOKEN}"}


def test_nobody_gets_figures_unless_the_operator_says_so(client, admin_client):
    assert figures(client) is None
    assert figures(client, authorization="Bearer ") is None
    assert figures(admin_client) is None


@pytest.mark.parametrize("said", ["", TOKEN, f"Bearer {TOKEN}x", "Bearer \xe9", f"Basic {TOKEN}"])
def test_wrong_token_finds_nothing(client, told, said):
    assert figures(client, authorization=said) is None
    assert figures(client, **told)


def test_network_of_the_operator_gets_figures_and_no_other(client, settings):
    settings.METRICS_NETWORKS = ["10.0.0.0/8", "2001:db8::/32"]
    for address, may in [("10.1.2.3", True), ("2001:db8::7", True), ("192.0.2.7", False)]:
        answer = client.get("/metrics", REMOTE_ADDR=address)
        assert answer.status_code == (200 if may else 404)


def test_forged_address_gets_no_figures(client, settings):
    settings.METRICS_NETWORKS = ["10.0.0.0/8"]
    for proxies, forwarded in [(0, "10.1.2.3"), (1, "10.1.2.3, 192.0.2.7")]:
        settings.TRUSTED_PROXIES = proxies
        said = {"x-forwarded-for": forwarded}
        assert client.get("/metrics", headers=said, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_figures_are_kept_by_nobody(client, told):
    answer = client.get("/metrics", headers=told)
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"


def test_each_process_that_serves_pages_is_counted(client, told):
    now = timezone.now()
    for name, hits in [("one:1", 7), ('odd"\\:2', 8)]:
        counters = {"hits": hits, "misses": 2, "bytes": 300, "evicted": 4, "purged": 5}
        Process.objects.create(name=name, started_at=now, seen_at=now, counters=counters)
    found = figures(client, **told)
    assert found['newsportal_cache_hits_total{process="one:1"}'] == 7
    assert found['newsportal_cache_hits_total{process="odd\\"\\\\:2"}'] == 8
    assert found['newsportal_cache_misses_total{process="one:1"}'] == 2
    assert found['newsportal_cache_bytes{process="one:1"}'] == 300
    assert found['newsportal_cache_evictions_total{process="one:1"}'] == 4
    assert found['newsportal_cache_purges_total{process="one:1"}'] == 5


def test_work_that_waits_and_dead_letters_are_counted(client, told):
    assert figures(client, **told)["newsportal_background_waiting"] == 0
    waiting, dead = (Job.objects.get(pk=purge_front.enqueue([]).id) for _ in range(2))
    Job.objects.filter(pk=waiting.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
    Job.objects.filter(pk=dead.pk).update(status="FAILED", finished_at=timezone.now())
    found = figures(client, **told)
    assert found["newsportal_background_waiting"] == 1
    assert found["newsportal_background_dead"] == 1
    assert 3600 <= found["newsportal_background_oldest_seconds"] < 3700
