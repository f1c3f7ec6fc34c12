"""Figures for whoever watches the servers, in the text format of Prometheus (docs/reference/metrics.md).

Each process counts what it answers. With several processes they write their counts to one folder, which
`upheld serve` names, so that whichever process is asked tells the figures of all. What lies in the database
is read when the figures are asked for.
"""

import os
from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.metrics import Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from upheld.kernel import outbox
from upheld.kernel.models import EventRow
from upheld.kernel.tasks import get_backlog
from upheld.web.watchers import may_watch

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The name that prometheus_client gives to the folder in which processes share their counts."""

SIGN_IN = frozenset(
    {
        *("account_login", "account_reauthenticate"),
        *("mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    }
)
"""Routes that take a proof of who somebody is: one that does not lead on was refused."""

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""

disable_created_metrics()  # type: ignore[no-untyped-call]
_requests = Counter("upheld_requests", "Requests answered", ("route", "status"), registry=None)
_seconds = Histogram(
    "upheld_request_seconds", "How long they took", ("route",), buckets=BUCKETS, registry=None
)
_failures = Counter("upheld_sign_in_failures", "Sign-ins that were refused", registry=None)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answer, by its route and its class of status (2xx, 4xx ...)."""
    _requests.labels(route, f"{status // 100}xx").inc()
    _seconds.labels(route).observe(seconds)
    if route in SIGN_IN and method == "POST" and not 300 <= status < 400:
        _failures.inc()


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who may watch; for others there is nothing here."""
    if not may_watch(request):
        raise Http404
    return HttpResponse(generate_latest(figures()), CONTENT_TYPE_LATEST)


def figures() -> CollectorRegistry:
    """All figures, of this process and those beside it."""
    registry = CollectorRegistry()
    if os.environ.get(SHARED_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for one in (_requests, _seconds, _failures):
            registry.register(one)
    registry.register(InTheDatabase())
    return registry


class InTheDatabase(Collector):
    """What waits, what was given up and how far the record goes. `upheld_database_up` is 0 without it."""

    def collect(self) -> Iterator[Metric]:
        """Read the figures."""
        try:
            found = [*_read()]
        except DatabaseError:
            found = []
        yield GaugeMetricFamily("upheld_database_up", "1 when the database answers", value=bool(found))
        yield from found

    def describe(self) -> list[Metric]:
        """Nothing in advance, so that the database is not asked twice."""
        return []


def _read() -> Iterator[Metric]:
    backlog, parked = get_backlog(), len(outbox.list_parked())
    last = EventRow.objects.aggregate(last=Max("sequence"))["last"] or 0
    yield GaugeMetricFamily("upheld_workers", "Workers whose heart beat lately", value=backlog.workers)
    yield GaugeMetricFamily("upheld_queue_jobs", "Jobs that could run now", value=backlog.waiting)
    oldest = backlog.longest.total_seconds()
    yield GaugeMetricFamily("upheld_queue_age_seconds", "How long the first has waited", value=oldest)
    yield GaugeMetricFamily("upheld_parked_reactions", "Reactions that were given up", value=parked)
    yield CounterMetricFamily("upheld_events_recorded", "Place of the last event in the record", value=last)
