"""Fills an empty database with an invented agency, by bulk copy, on as many cores as there are."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from random import Random
from typing import Any

import django
import psycopg
from django.db import connection
from psycopg import Connection

from benchmarks.million.bare import SETTINGS, Bare
from benchmarks.million.sheets import day_of, moment_of
from benchmarks.million.sizes import CASES_OF_TEN_CLIENTS, YEARS, Scale

CLIENTS_AT_ONCE = 1_000
TABLES = (
    *("kernel_stream", "kernel_event"),
    *(
        "people_client",
        "people_client_name",
        "people_address",
        "people_contact_point",
        "people_source_record",
    ),
    *("casework_case", "casework_ownership", "casework_handover", "casework_transition", "casework_task"),
    *(
        "casework_hold",
        "casework_note",
        "charter_promise",
        "charter_promise_transition",
        "access_restriction",
    ),
)
"""What the processes fill; the small tables of the agency are filled before."""


@dataclass(frozen=True)
class Loaded:
    """What a load took: seconds of each step, and how many rows each table has."""

    seconds: dict[str, float]
    rows: dict[str, int]

    @property
    def total(self) -> float:
        """Seconds in all."""
        return sum(self.seconds.values())


def load(scale: Scale, address: str, password: str = "", say: Callable[[str], None] = print) -> Loaded:
    """Fill the database at this address, whose tables must be there and empty. Returns what it took.

    With a password the visitors can sign in.
    Raises whatever the database raises when something that was invented breaks one of its constraints.
    """
    from benchmarks.million.staffing import clear_visitors, place_people
    from upheld.kernel.partitions import make_ahead

    seconds: dict[str, float] = {}
    cores = len(os.sched_getaffinity(0))

    def step(name: str, work: Callable[[], Any]) -> None:
        began = time.perf_counter()
        work()
        seconds[name] = round(time.perf_counter() - began, 1)
        say(f"  {name}: {seconds[name]:,.1f} s")

    bare: list[Bare] = []
    first_month = day_of(moment_of(scale.now)) - timedelta(days=DAYS + 62)
    step("months of records", partial(make_ahead, today=first_month, months=YEARS * 12 + 6))
    step("offices, officers and grants", partial(place_people, scale, password))
    step("taking indexes away", lambda: bare.append(Bare.make(address, TABLES)))
    step("inventing and copying", partial(_copy_all, scale, address, cores))
    step("indexes, keys and figures", lambda: bare[0].restore(cores))
    step("clearances, conflicts and challenges", partial(clear_visitors, scale))
    step("checking", partial(check, address))
    with psycopg.connect(address) as connection:
        rows = {table: _count(connection, f"SELECT count(*) FROM {table}") for table in TABLES}
    return Loaded(seconds, rows)


def load_here(scale: Scale) -> None:
    """Fill the tables in the present transaction, with their indexes in place: for few cases, in a test."""
    from benchmarks.million.staffing import clear_visitors, place_people
    from benchmarks.million.writing import Writer

    place_people(scale)
    writer = Writer(scale)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
        writer.write(range(scale.clients), Random(f"{scale.seed} 0"))
        writer.send(connection.connection)
        cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")
    clear_visitors(scale)


def _copy_all(scale: Scale, address: str, cores: int) -> None:
    firsts = range(0, scale.clients, CLIENTS_AT_ONCE)
    shares = [firsts[place::cores] for place in range(cores)]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_copy_share, scale, address, share) for share in shares]:
            done.result()


def _copy_share(scale: Scale, address: str, firsts: Iterable[int]) -> None:
    """What one process does: clients a thousand at a time, each lot from a seed of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
    django.setup()
    from benchmarks.million.writing import Writer

    writer = Writer(scale)
    with psycopg.connect(address) as connection:
        connection.execute(SETTINGS)
        for first in firsts:
            numbers = range(first, min(first + CLIENTS_AT_ONCE, scale.clients))
            writer.write(numbers, Random(f"{scale.seed} {first}"))
            writer.send(connection)
            connection.commit()


_MUST_BE_NONE = {
    "open cases without an open task": """
        SELECT count(*) FROM casework_case c WHERE closed_at IS NULL
           AND NOT EXISTS (SELECT FROM casework_task t WHERE t.case_id = c.id AND t.state = 'open')""",
    "open cases whose next date is not that of their first open task": """
        SELECT count(*) FROM casework_case c WHERE closed_at IS NULL AND next_on IS DISTINCT FROM
               (SELECT min(due_on) FROM casework_task t WHERE t.case_id = c.id AND t.state = 'open')""",
    "open cases without a stretch of ownership that goes on": """
        SELECT count(*) FROM casework_case c WHERE closed_at IS NULL
           AND NOT EXISTS (SELECT FROM casework_ownership o WHERE o.case_id = c.id AND o.ended_at IS NULL
                                  AND o.owner_id IS NOT DISTINCT FROM c.owner_id)""",
    "promises to nobody": """
        SELECT count(*) FROM charter_promise p WHERE NOT EXISTS (
               SELECT FROM casework_case c WHERE c.id = p.case_id AND c.client_id = p.client_id)""",
    "cases of a client whom their office does not serve": """
        SELECT count(*) FROM casework_case c JOIN people_client p ON p.id = c.client_id
         WHERE c.office_id <> ALL (p.offices)""",
    "chains that do not end in their head": """
        SELECT count(*) FROM (SELECT stream, max(number) AS number FROM kernel_event GROUP BY stream) e
          FULL JOIN kernel_stream s ON s.name = e.stream WHERE s.number IS DISTINCT FROM e.number""",
}


class InventedWrongly(Exception):
    """What was invented breaks a rule that no constraint can say."""


def check(address: str) -> None:
    """Check what no key and no constraint checks. Raises InventedWrongly."""
    with psycopg.connect(address) as server:
        server.execute("SET work_mem = '256MB'")
        _check(server)


def check_here() -> None:
    """The same in the present transaction."""
    connection.ensure_connection()
    _check(connection.connection)


def _check(server: Connection[Any]) -> None:
    for what, query in _MUST_BE_NONE.items():
        if found := _count(server, query):
            raise InventedWrongly(f"{found:,} {what}.")


def _count(connection: Connection[Any], query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def cases_of(number: int) -> int:
    """How many cases the client of this number has."""
    return CASES_OF_TEN_CLIENTS[number % len(CASES_OF_TEN_CLIENTS)]


DAYS = YEARS * 365
