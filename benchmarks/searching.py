"""Searching among the imported people as an officer does, against looking one row up by an index."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import TypeVar

from django.db import connection

from benchmarks.findings import Cell, Findings, Sizes, median_ms, p95_ms, times
from benchmarks.invented_people import OFFICE, Person, list_people
from upheld.domains.access.queries import Role, Viewer, the_service
from upheld.domains.people.queries import search_clients
from upheld.domains.workforce.queries import list_offices
from upheld.kernel import clock
from upheld.kernel.identifiers import new_id

T = TypeVar("T")

COLUMNS = ("search by", "searches", "median ms", "95 of 100 below, ms", "times the baseline", "found")


def measure(sizes: Sizes) -> Findings:
    """Look for people of the import, whom an officer of their office may see. It must be there already."""
    people = list_people(people=sizes.people, seed=sizes.seed, wanted=sizes.searches)
    viewer = _officer()
    exact = [_timed(partial(_by_index, one.nino))[0] for one in people]
    rows: list[tuple[Cell, ...]] = [
        ("baseline: SELECT by the index of numbers", len(exact), median_ms(exact), p95_ms(exact), 1.0, None)
    ]
    failures = []
    for what, text in _texts(sizes.seed).items():
        taken, found = _search(people, text, viewer)
        against = times(median_ms(taken), median_ms(exact))
        rows.append((what, len(taken), median_ms(taken), p95_ms(taken), against, f"{found} of {len(people)}"))
        if found < len(people) * 0.95:
            failures.append(f"By {what} only {found} of {len(people)} people were found.")
    note = f"{sizes.people:,} clients. Found: the right person stands on the first page of hits."
    return Findings("Searching for a client", COLUMNS, rows, notes=(note,), failures=tuple(failures))


def _officer() -> Viewer:
    offices = {one.key: one.id for one in list_offices(viewer=the_service())}
    return Viewer(
        account_id=new_id(),
        offices=frozenset({offices[OFFICE]}),
        whole_offices=frozenset({offices[OFFICE]}),
        roles=frozenset({Role.OFFICER}),
    )


def _texts(seed: int) -> dict[str, Callable[[Person], str]]:
    rng = Random(seed)
    return {
        "whole name": lambda one: f"{one.given} {one.family}",
        "whole name with one typo": lambda one: f"{one.given} {_mistyped(one.family, rng)}",
        "National Insurance number": lambda one: one.nino,
        "reference": lambda one: one.reference,
    }


def _mistyped(word: str, rng: Random) -> str:
    """The word with two neighbouring letters exchanged, or one left out."""
    place = rng.randrange(1, len(word) - 1)
    if rng.random() < 0.5:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _search(
    people: Sequence[Person], text: Callable[[Person], str], viewer: Viewer
) -> tuple[list[float], int]:
    """Seconds of each search, and how many found the right person on the first page."""
    today = clock.today()
    taken, found = [], 0
    for one in people:
        seconds, page = _timed(partial(search_clients, viewer=viewer, text=text(one), on=today))
        taken.append(seconds)
        found += any(one.reference in hit.references for hit in page.hits)
    return taken, found


def _by_index(number: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_client WHERE national_insurance_number = %s", [number])
        return cursor.fetchall()


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
