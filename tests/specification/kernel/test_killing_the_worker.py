"""A worker may be killed at any moment: nothing that follows an event is lost, and nothing is done twice.

Each test runs the real command in a process of its own, and kills it (SIGKILL) at a moment that locks hold
still.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from tests.builders.database import address, surroundings
from tests.specification.kernel.bells import IN_THE_MIDDLE, BellRang, connected, hear
from tests.specification.kernel.conftest import ring
from upheld.kernel import outbox
from upheld.kernel.models import Delivery
from upheld.kernel.tasks import get_backlog

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def query(sql: str, *values: object) -> list[tuple]:
    """Rows as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def until(happened: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"It never came about: {what}"
        time.sleep(0.05)


def is_done(event_id: UUID) -> bool:
    """Whether the reaction to an event was carried out."""
    return Delivery.objects.filter(event__id=event_id, done_at__isnull=False).exists()


def times_heard(event_id: UUID) -> int:
    """How often the reaction to an event had its effect."""
    return query("SELECT count(*) FROM bells_heard WHERE event_id = %s", event_id)[0][0]


@contextmanager
def held(sql: str, *values: object) -> Iterator[None]:
    """Hold a lock in a session of its own."""
    with psycopg.connect(address()) as session:
        session.execute(sql, values)
        yield


@pytest.fixture(autouse=True)
def _bells() -> Iterator[None]:
    query("CREATE TABLE bells_heard (event_id uuid)")
    query("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
    with connected({BellRang: [hear]}):
        yield
    query("DROP TABLE bells_heard; DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


@pytest.fixture
def start_worker() -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the real worker in a process of its own; whatever still runs is killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        environment = {**surroundings(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        command = [sys.executable, "-m", "tests.specification.kernel.bells"]
        worker = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.communicate()


def half_a_minute_later() -> None:
    """Let the heart of whoever died have been still for long enough, and the minute strike."""
    query("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    app.configure_task("upheld.kernel.tasks.rescue_stalled_jobs", queue="upkeep").defer(timestamp=0)


def is_in_the_middle() -> bool:
    """Whether a reaction has done its work, has not committed it, and waits."""
    return bool(
        query(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", IN_THE_MIDDLE
        )
    )


class TestWhenItIsKilledInTheMiddleOfAReaction:
    def test_that_one_and_the_one_that_waited_behind_it_are_done_once(
        self, start_worker: Callable[[], subprocess.Popen[str]]
    ) -> None:
        with held("SELECT pg_advisory_lock(%s)", IN_THE_MIDDLE):
            in_the_middle = ring()
            first = start_worker()
            until(is_in_the_middle, "the reaction is in the middle of its work")
            committed_and_not_delivered = ring()
            first.kill()
            first.wait()
        assert not is_done(in_the_middle)
        half_a_minute_later()
        start_worker()
        for event_id in (in_the_middle, committed_and_not_delivered):
            until(lambda event_id=event_id: is_done(event_id), "both are done")
            assert times_heard(event_id) == 1


class TestWhenItIsKilledBetweenTheReactionAndItsReceipt:
    def test_the_reaction_is_not_done_again(self, start_worker: Callable[[], subprocess.Popen[str]]) -> None:
        with held("SELECT pg_advisory_lock(%s)", IN_THE_MIDDLE):
            event_id = ring()
            first = start_worker()
            until(is_in_the_middle, "the reaction is in the middle of its work")
            receipt = held(
                "SELECT 1 FROM procrastinate_jobs WHERE args->>'event_id' = %s FOR UPDATE", str(event_id)
            )
            receipt.__enter__()
        until(lambda: is_done(event_id), "the reaction is done, and its job is not marked so")
        first.kill()
        first.wait()
        receipt.__exit__(None, None, None)
        half_a_minute_later()
        start_worker()
        until(
            lambda: not query("SELECT 1 FROM procrastinate_jobs WHERE status <> 'failed'"), "no job is left"
        )
        assert times_heard(event_id) == 1


class TestWhenItIsAskedToStop:
    def test_it_finishes_what_it_began_and_says_so(
        self, start_worker: Callable[[], subprocess.Popen[str]]
    ) -> None:
        with held("SELECT pg_advisory_lock(%s)", IN_THE_MIDDLE):
            event_id = ring()
            worker = start_worker()
            until(is_in_the_middle, "the reaction is in the middle of its work")
            assert get_backlog().workers == 1
            worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=PATIENCE)
        assert worker.returncode == 0
        assert "What it had begun is finished." in said
        assert is_done(event_id)
        assert get_backlog().workers == 0


class TestWhenAReactionTellsOfMore:
    def test_what_it_promised_is_undone_with_it(
        self, start_worker: Callable[[], subprocess.Popen[str]]
    ) -> None:
        with connected({BellRang: []}):
            event_id = ring()
        outbox._defer(event_id, "stumble")
        start_worker()
        until(lambda: Delivery.objects.filter(attempts=1), "the reaction has failed once")
        assert query("SELECT count(*) FROM kernel_event") == [(1,)]
        assert query("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'reactions'") == [(1,)]
