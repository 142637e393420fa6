"""Figures for a monitoring system, in the text format of Prometheus, for who may know them."""

from ipaddress import ip_network
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.network import client_address
from background.status import status
from pagecache.models import Process

KIND = "text/plain; version=0.0.4; charset=utf-8"
# What each process that serves pages has counted: (name, key of its counters, type, meaning).
KEPT = [
    ("cache_hits_total", "hits", "counter", "Requests answered with a kept page."),
    ("cache_misses_total", "misses", "counter", "Pages made because none was kept."),
    ("cache_passed_total", "passed", "counter", "Requests that went round the page cache."),
    ("cache_stood_in_total", "stood_in", "counter", "Purged copies shown for a moment."),
    ("cache_evictions_total", "evicted", "counter", "Pages dropped for want of room."),
    ("cache_purges_total", "purged", "counter", "Pages dropped because they changed."),
    ("cache_pages", "pages", "gauge", "Pages kept now."),
    ("cache_bytes", "bytes", "gauge", "Bytes of the pages kept now."),
    ("cache_limit_bytes", "limit", "gauge", "Bytes that kept pages may take."),
    ("server_errors_total", "failed", "counter", "Requests that Django answered with 5xx."),
]
WORK = [
    ("background_waiting", "waiting", "Tasks that could run now."),
    ("background_oldest_seconds", "oldest_waiting_seconds", "How long the oldest has waited."),
    ("background_deferred", "deferred", "Tasks that wait for their time."),
    ("background_running", "running", "Tasks that run now."),
    ("background_dead", "dead", "Dead letters: tasks that failed for good."),
    ("background_workers", "workers", "Workers that are alive."),
]


@require_safe
@never_cache
def metrics(request):
    """The figures; for everybody else there is nothing here."""
    if not _may_know(request):
        raise Http404("no metrics for you")
    return HttpResponse(
        "\n".join([*_of_processes(), *_of_work(), ""]),
        content_type=KIND,
        headers={"X-Robots-Tag": "noindex"},
    )


def _may_know(request):
    token, told = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if token and compare_digest(told.encode(), f"Bearer {token}".encode()):
        return True
    address = client_address(request)
    networks = map(ip_network, settings.METRICS_NETWORKS)
    return address is not None and any(address in network for network in networks)


def _of_processes():
    processes = list(Process.objects.alive())
    for name, key, kind, meaning in KEPT:
        yield from _head(name, kind, meaning)
        for one in processes:
            # One of an older version may not count it yet.
            yield f'newsportal_{name}{{process="{_quoted(one.name)}"}} {one.counters.get(key, 0)}'
    yield from _head("process_start_time_seconds", "gauge", "When the process was started.")
    for one in processes:
        label = f'{{process="{_quoted(one.name)}"}}'
        yield f"newsportal_process_start_time_seconds{label} {one.started_at.timestamp():.0f}"


def _of_work():
    numbers = status()
    for name, key, meaning in WORK:
        yield from _head(name, "gauge", meaning)
        yield f"newsportal_{name} {numbers[key]:.0f}"


def _head(name, kind, meaning):
    return [f"# HELP newsportal_{name} {meaning}", f"# TYPE newsportal_{name} {kind}"]


def _quoted(text):
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
