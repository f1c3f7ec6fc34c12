"""A record from before there were parts by month is divided without loss, and can be joined again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.specification.kernel.conftest import ring
from tests.specification.kernel.test_parts_by_month import an_id
from upheld.kernel.audit import verify

pytestmark = pytest.mark.django_db

BEFORE, AFTER = ("kernel", "0002_append_only_and_chained"), ("kernel", "0003_partitions_by_month")
TIMES = [
    datetime(2025, 12, 31, 23, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 3, 2, tzinfo=UTC),
]


def migrate(to: tuple[str, str]) -> None:
    """Bring the kernel's tables to a state of the past or the present."""
    MigrationExecutor(connection).migrate([to])


def rows(sql: str) -> list[tuple[Any, ...]]:
    """Rows as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def _older_record() -> Iterator[None]:
    """The tables of the release before, in a schema of their own, with events over three months."""
    rows("CREATE SCHEMA older")
    rows("SET search_path = older")
    migrate(BEFORE)
    for number in range(9):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_event (id, stream, number, kind, facts, by, at, previous_hash, hash)"
                " VALUES (%s, %s, 0, 'a.B', '{\"times\": 1.50}', gen_random_uuid(), now(), '', '')",
                [an_id(TIMES[number // 3], number), f"bell:{number % 2}"],
            )
    rows(
        "INSERT INTO kernel_delivery (event_id, reaction, attempts, last_error)"
        " SELECT id, 'toll', 1, '' FROM kernel_event"
    )
    yield
    rows("SET search_path = DEFAULT")


EVERYTHING = (
    "SELECT sequence, id, stream, number, kind, facts, by, at, recorded_at, previous_hash, hash"
    " FROM kernel_event ORDER BY sequence"
)


class TestDividing:
    def test_every_event_is_as_it_was_and_the_chains_hold(self) -> None:
        before = rows(EVERYTHING)
        migrate(AFTER)
        assert rows(EVERYTHING) == before
        verdict = verify()
        assert (verdict.faults, verdict.checked) == ((), 9)

    def test_each_month_is_in_its_part(self) -> None:
        migrate(AFTER)
        found = rows("SELECT tableoid::regclass::text, count(*) FROM kernel_event GROUP BY 1 ORDER BY 1")
        assert found == [(f"kernel_event_{month}", 3) for month in ("2025_12", "2026_01", "2026_03")]

    def test_what_is_recorded_next_goes_on_in_its_place(self) -> None:
        migrate(AFTER)
        ring(stream="bell:0")
        assert rows("SELECT sequence, number FROM kernel_event ORDER BY sequence DESC LIMIT 1") == [(10, 6)]
        assert verify().is_whole


class TestJoiningAgain:
    def test_every_event_is_as_it_was(self) -> None:
        before = rows(EVERYTHING)
        migrate(AFTER)
        migrate(BEFORE)
        assert rows(EVERYTHING) == before
        assert rows("SELECT relkind::text FROM pg_class WHERE oid = 'kernel_event'::regclass") == [("r",)]
