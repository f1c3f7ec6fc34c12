"""Recording events in their hash chains, against the same rows in copies of the table without chains: one in
parts by month as the table is, one in one part.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from benchmarks.findings import Cell, Findings, Sizes, per_second, times
from benchmarks.processes import upheld
from upheld.kernel import clock, outbox
from upheld.kernel.commands import command
from upheld.kernel.event import DomainEvent
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.partitions import list_parts

COLUMNS = ("what", "events", "seconds", "events/s", "times the baseline")
UNCHAINED, IN_PARTS = "benchmark_unchained_event", "benchmark_event_in_parts"
STREAMS = 100
_FIELDS = ("id", "stream", "number", "kind", "facts", "by", "at", "previous_hash", "hash")


@dataclass(frozen=True, kw_only=True)
class BenchmarkWasRun(DomainEvent):
    """Something small happened."""

    case_id: UUID
    number: int


@command
def run_once(*, number: int, by: UUID, at: datetime) -> None:
    """Record one event, as the cheapest of commands does."""
    outbox.record(_event(number), stream=_stream(number), by=by, at=at)


@command
def run_many(*, numbers: range, by: UUID, at: datetime) -> None:
    """Record many events in one transaction, as an import does for a batch."""
    outbox.record_many([(_event(number), _stream(number)) for number in numbers], by=by, at=at)


def measure(sizes: Sizes) -> Findings:
    """Record events one by one and many at once, with and without chains; then check the whole record."""
    at = clock.now()
    one, many = range(sizes.events), range(sizes.events_at_once)
    with _unchained_copies():
        bare_one, parts_one = _in_turn(one, lambda number, table: _insert([number], at, table))
        bare_many = _seconds(lambda: _copy(many, sizes.events, at, UNCHAINED))
        parts_many = _seconds(lambda: _copy(many, sizes.events, at, IN_PARTS))
    chained_one = _seconds(lambda: [run_once(number=number, by=SYSTEM, at=at) for number in one])
    chained_many = _seconds(lambda: run_many(numbers=many, by=SYSTEM, at=at))
    read = _seconds(_read_all)
    checked = upheld("audit", "verify")
    held = _checked(checked.out)
    rows: list[tuple[Cell, ...]] = [
        _row("baseline: INSERT without chain, a transaction each", len(one), bare_one, bare_one),
        _row("INSERT without chain into parts by month, a transaction each", len(one), parts_one, bare_one),
        _row("a command with one event, a transaction each", len(one), chained_one, bare_one),
        _row("baseline: COPY without chain, one transaction", len(many), bare_many, bare_many),
        _row("COPY without chain into parts by month, one transaction", len(many), parts_many, bare_many),
        _row("one command with many events", len(many), chained_many, bare_many),
        _row("baseline: reading every event, in order", held, read, read),
        _row("`upheld audit verify`", held, checked.seconds, read),
    ]
    streams = (
        f"Events go into {STREAMS} streams in turn. A chain needs the head of its stream: for each event one "
        "row is locked, read and written."
    )
    return Findings("Recording events", COLUMNS, rows, notes=(streams,))


def _row(what: str, events: int, seconds: float, baseline: float) -> tuple[Cell, ...]:
    return what, events, round(seconds, 2), per_second(events, seconds), times(seconds, baseline)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _event(number: int) -> BenchmarkWasRun:
    return BenchmarkWasRun(case_id=SYSTEM, number=number)


def _stream(number: int) -> str:
    return f"benchmark:{number % STREAMS}"


def _in_turn(numbers: range, work: Callable[[int, str], object]) -> tuple[float, float]:
    """The seconds of the same work on both copies, one after the other so that they can be compared."""
    both = [0.0, 0.0]
    for number in numbers:
        for place, table in enumerate((UNCHAINED, IN_PARTS)):
            began = time.perf_counter()
            work(number, table)
            both[place] += time.perf_counter() - began
    return both[0], both[1]


@contextmanager
def _unchained_copies() -> Iterator[None]:
    """Copies of the table with its constraints and indexes, and without its triggers."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {UNCHAINED} (LIKE kernel_event_default INCLUDING ALL)")
        cursor.execute(f"CREATE TABLE {IN_PARTS} (LIKE kernel_event INCLUDING ALL) PARTITION BY RANGE (id)")
        cursor.execute(f"CREATE TABLE {IN_PARTS}_default (LIKE kernel_event_default INCLUDING ALL)")
        cursor.execute(f"ALTER TABLE {IN_PARTS} ATTACH PARTITION {IN_PARTS}_default DEFAULT")
        try:
            for month in sorted({part.month for part in list_parts() if part.month}):
                cursor.execute("SELECT kernel_make_month(%s, %s)", [IN_PARTS, month])
            yield
        finally:
            cursor.execute(f"DROP TABLE {UNCHAINED}, {IN_PARTS}")


def _values(number: int, at: datetime) -> tuple[Any, ...]:
    event = _event(number)
    return new_id(), _stream(number), number + 1, event.kind, Jsonb(event.facts()), SYSTEM, at, "", ""


def _insert(numbers: Sequence[int], at: datetime, table: str) -> None:
    places = ", ".join(["%s"] * len(_FIELDS))
    statement = f"INSERT INTO {table} ({', '.join(_FIELDS)}) VALUES ({places})"
    for number in numbers:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, _values(number, at))


def _copy(numbers: range, after: int, at: datetime, table: str) -> None:
    statement = f"COPY {table} ({', '.join(_FIELDS)}) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for number in numbers:
            copy.write_row(_values(after + number, at))


def _read_all() -> None:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute('SELECT * FROM kernel_event ORDER BY stream COLLATE "C", number')
        for _ in cursor:
            pass


def _checked(out: str) -> int:
    found = re.search(r"Checked ([\d,]+) events", out)
    return int(found[1].replace(",", "")) if found else 0
