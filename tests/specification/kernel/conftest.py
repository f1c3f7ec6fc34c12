"""What the tests of the record and the outbox stand on."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.specification.kernel.bells import BellRang
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.identifiers import SYSTEM, new_id

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@command
def ring(*, stream: str = "bell:tower", times: int = 1, at: datetime = AT) -> UUID:
    """Record that a bell rang."""
    return outbox.record(BellRang(bell_id=new_id(), times=times), stream=stream, by=SYSTEM, at=at)


@pytest.fixture
def ring_bell(db: None) -> Callable[..., UUID]:
    """A command that records one event."""
    return ring


@pytest.fixture
def as_owner(db: None) -> Callable[..., None]:
    """Run SQL as somebody who owns the tables and switches their triggers off."""

    def tamper(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            for table in ("kernel_event", "kernel_stream"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(sql, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("kernel_event", "kernel_stream"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return tamper


@pytest.fixture
def jobs(db: None) -> Callable[[], list[dict[str, Any]]]:
    """What waits to be delivered."""

    def waiting() -> list[dict[str, Any]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT args->>'event_id', args->>'reaction' FROM procrastinate_jobs ORDER BY id")
            return [{"event_id": UUID(event), "reaction": reaction} for event, reaction in cursor.fetchall()]

    return waiting
