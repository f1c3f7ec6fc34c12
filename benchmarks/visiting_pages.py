"""Every page as people of each role see it: how many queries it needs, and how long it takes.

No page may need more than fifteen, and none may be slow for an officer only because they have many grants.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.addresses import Route, addresses_of, list_routes
from benchmarks.findings import Cell, Findings, Sizes, median_ms, times
from benchmarks.visitors import (
    MANAGER,
    NOBODY,
    OFFICER,
    Visitor,
    list_visitors,
    nobody,
    open_offices,
    with_grants,
)

MOST_QUERIES = 15
SHOWN, BUTTON, BROKEN = 200, 405, 500


@dataclass(frozen=True)
class Visit:
    """A page that was shown: its queries, and the seconds of each look at it."""

    route: Route
    visitor: str
    queries: tuple[str, ...]
    seconds: tuple[float, ...]

    @property
    def ms(self) -> float:
        """The median in milliseconds."""
        return median_ms(self.seconds)


def measure(sizes: Sizes) -> Findings:
    """Visit every page of the demonstration, which must be built already, as everyone who may see it."""
    offices = open_offices(sizes.grants - 1)
    officer, leader, manager = list_visitors()
    visits, broken = visit_all([nobody(), officer, leader], sizes.visits)
    granted = with_grants(officer, offices)
    more, also_broken = visit_all([granted, manager], sizes.visits)
    return report([*visits, *more], [*broken, *also_broken], granted.name)


def visit_all(visitors: Sequence[Visitor], times_each: int) -> tuple[list[Visit], list[str]]:
    """Every page that is shown to each visitor, one page after the other so that they can be compared.

    Also gives a sentence about each that broke.
    """
    visits, broken = [], []
    for route in list_routes():
        for visitor in visitors:
            found = _visit(route, visitor, times_each)
            if isinstance(found, Visit):
                visits.append(found)
            elif found:
                broken.append(found)
    return visits, broken


def _visit(route: Route, visitor: Visitor, times_each: int) -> Visit | str | None:
    """The page, or a sentence when it broke, or nothing when it shows nothing to this visitor."""
    for address in addresses_of(route, visitor):
        status = visitor.client.get(address).status_code
        if status >= BROKEN:
            return f"{route.shown} broke for the {visitor.name} (status {status})."
        if status == BUTTON:
            return None
        if status == SHOWN:
            with CaptureQueriesContext(connection) as captured:
                visitor.client.get(address)
            queries = tuple(query["sql"] for query in captured.captured_queries)
            seconds = tuple(_seconds(visitor, address) for _ in range(times_each))
            return Visit(route, visitor.name, queries, seconds)
    return None


def _seconds(visitor: Visitor, address: str) -> float:
    began = time.perf_counter()
    visitor.client.get(address)
    return time.perf_counter() - began


def report(visits: Sequence[Visit], broken: Sequence[str], granted: str) -> Findings:
    """A row for each page, a column for each role; who has too many queries is named with what they are."""
    roles = [OFFICER, granted, "leader", MANAGER, NOBODY]
    held = {(visit.route.shown, visit.visitor): visit for visit in visits}
    pages = list(dict.fromkeys(visit.route.shown for visit in visits))
    queries = [f"queries, {role}" for role in roles]
    milliseconds = [f"ms, {role}" for role in roles[:-1]]
    ratio = f"{granted} / {MANAGER}"
    rows = [_row(page, [held.get((page, role)) for role in roles]) for page in pages]
    never = [route.shown for route in list_routes() if route.shown not in pages]
    return Findings(
        title="Pages",
        columns=("page", *queries, *milliseconds, ratio),
        rows=rows,
        notes=(
            f"At most {MOST_QUERIES} queries are allowed. An empty cell: the page is not for this role, or "
            "they have nothing that it is about. The officer, who owns most cases of all, is the same person "
            "before and after the other grants. The manager looks at the same cases and clients, so the last "
            "column compares the milliseconds (medians) of one page; except *My day* and lists of one's own.",
            f"Not looked at, being buttons or without anything to show: {_listed(never)}.",
        ),
        failures=(*broken, *_too_many(visits)),
    )


def _listed(pages: Sequence[str]) -> str:
    return ", ".join(f"`{page}`" for page in pages)


def _row(page: str, visits: Sequence[Visit | None]) -> tuple[Cell, ...]:
    _, granted, _, manager, _ = visits
    ratio = times(granted.ms, manager.ms) if granted and manager else None
    queries = (len(visit.queries) if visit else None for visit in visits)
    return f"`{page}`", *queries, *(visit.ms if visit else None for visit in visits[:-1]), ratio


def _too_many(visits: Iterable[Visit]) -> list[str]:
    return [
        f"{visit.route.shown} needs {len(visit.queries)} queries for the {visit.visitor}, and at most "
        f"{MOST_QUERIES} are allowed. {_repeated(visit.queries)}"
        for visit in visits
        if len(visit.queries) > MOST_QUERIES
    ]


def _repeated(queries: Sequence[str]) -> str:
    """The tables that are asked most often, without any value."""
    asked = Counter(match[1] for sql in queries if (match := re.search(r'(?:FROM|INTO|UPDATE) "?(\w+)', sql)))
    return f"Asked most: {', '.join(f'{table} ({number})' for table, number in asked.most_common(5))}."
