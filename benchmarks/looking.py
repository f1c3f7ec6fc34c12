"""What the record of who looked costs: each row by itself, and each page with it and without it in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.db import connection

from benchmarks.addresses import addresses_of, list_routes
from benchmarks.findings import Cell, Findings, Sizes, median_ms, p95_ms, times
from benchmarks.visitors import Visitor, list_visitors
from upheld.domains.access.commands import record_looks
from upheld.domains.access.queries import Seen
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

COLUMNS = ("what", "ms", "ms, 95 of 100", "ms without the record", "more ms", "times the baseline")
BARE = "benchmark_bare_look"
SHOWN = 200
TURNS = 5
"""How many times as often as other benchmarks visit a page: the difference is small."""


def measure(sizes: Sizes) -> Findings:
    """Write looks in every way, then visit the pages of the demonstration, which must be built already."""
    officer, leader, _ = list_visitors()
    rows = [*_writing(sizes.events), *_pages([officer, leader], sizes.visits * TURNS)]
    return Findings(
        title="The record of who looked",
        columns=COLUMNS,
        rows=rows,
        notes=(
            "A row is written with its commit, which waits until it is on the disk (`synchronous_commit` is "
            "on): a look that a power cut could take away would prove nothing. What that wait costs here is "
            "the difference to the line with it off. Pages are visited with the record and without it in "
            "turn; the medians are compared. The baseline is a row of the same columns and indexes in a "
            "table without parts and chains.",
        ),
    )


def _writing(number: int) -> Iterator[tuple[Cell, ...]]:
    clients = [new_id() for _ in range(50)]
    with _bare_copy():
        bare = _each(number, partial(_insert_bare, clients[:1]))
    yield _row("baseline: INSERT without chain and parts, one client", bare, bare)
    for shown in (1, 25, 50):
        what = f"a look at {shown} clients" if shown > 1 else "a look at 1 client"
        yield _row(what, _each(number, partial(_look, clients[:shown])), bare)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        try:
            off = _each(number, partial(_look, clients[:1]))
        finally:
            cursor.execute("RESET synchronous_commit")
    yield _row("a look at 1 client, synchronous_commit off", off, bare)


def _pages(visitors: list[Visitor], visits: int) -> Iterator[tuple[Cell, ...]]:
    for route in list_routes():
        for visitor in visitors:
            address = next(
                (one for one in addresses_of(route, visitor) if visitor.client.get(one).status_code == SHOWN),
                None,
            )
            if address is None or not _keeps_looks(visitor, address):
                continue
            kept, left_out = [], []
            for _ in range(visits):
                kept.append(_seconds(partial(visitor.client.get, address)))
                with patch("upheld.web.doors.looked", lambda request, view: view()):
                    left_out.append(_seconds(partial(visitor.client.get, address)))
            with_it, without = median_ms(kept), median_ms(left_out)
            what = f"`{route.shown}`, {visitor.name}"
            yield what, with_it, p95_ms(kept), without, round(with_it - without, 2), times(with_it, without)
            break


def _keeps_looks(visitor: Visitor, address: str) -> bool:
    before = _looks()
    visitor.client.get(address)
    return _looks() > before


def _looks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(sequence), 0) FROM access_look")
        return int(cursor.fetchone()[0])


def _row(what: str, seconds: list[float], baseline: list[float]) -> tuple[Cell, ...]:
    ms = median_ms(seconds)
    return what, ms, p95_ms(seconds), None, None, times(ms, median_ms(baseline))


def _each(number: int, work: Callable[[], object]) -> list[float]:
    return [_seconds(work) for _ in range(number)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _look(clients: list[UUID]) -> None:
    record_looks(
        seen=[Seen("list", tuple(clients))],
        door="web",
        why="work",
        route="benchmark",
        request=str(SYSTEM),
        by=SYSTEM,
        at=clock.now(),
    )


@contextmanager
def _bare_copy() -> Iterator[None]:
    """A copy of the table in one part, with its constraints and indexes, and without its triggers."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {BARE} (LIKE access_look_default INCLUDING ALL)")
        try:
            yield
        finally:
            cursor.execute(f"DROP TABLE {BARE}")


def _insert_bare(clients: list[UUID]) -> None:
    values: tuple[Any, ...] = (new_id(), SYSTEM, clients, "list", "web", "work", "benchmark", str(SYSTEM))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {BARE} (id, account_id, clients, kind, door, why, route, request, at, number,"
            " previous_hash, hash) VALUES (%s, %s, %s::uuid[], %s, %s, %s, %s, %s, now(),"
            f" nextval('access_look_sequence_seq'), repeat('0', 64), repeat('0', 64))",
            values,
        )
