"""Three simple ways to give cases to officers, that keep every hard rule, to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.allocating.agency import Agency
from benchmarks.allocating.costs import pair_cost, price
from benchmarks.allocating.eligibility import Asked, asked_by, may_have
from upheld.planning.allocation import Case, Officer, Weights

Rows = NDArray[np.int64]
Choice = Callable[[Case, Rows], int]


class Rooms:
    """What each officer can still take, and who has the skills for what."""

    def __init__(self, officers: Sequence[Officer], weights: Weights) -> None:
        """Begin with what each holds today."""
        self.officers = [one for one in officers if one.present and one.capacity]
        sustainable = [one.capacity * weights.sustainable_percent // 100 - one.load for one in self.officers]
        self._usual = np.array(sustainable, np.int64)
        self._full = np.array([one.capacity - one.load for one in self.officers], np.int64)
        self._heads = np.array([one.heads - one.held for one in self.officers], np.int64)
        self._capacity = np.array([one.capacity for one in self.officers], np.int64)
        self._trained: dict[str, list[int]] = defaultdict(list)
        for row, one in enumerate(self.officers):
            for held in one.accreditations:
                self._trained[held.benefit].append(row)
        self._able: dict[Asked, Rows] = {}

    def open_to(self, case: Case) -> Rows:
        """Who may have the case and has room for it."""
        asked = asked_by(case)._replace(points=0)
        if asked not in self._able:
            trained = self._trained[asked.benefit]
            self._able[asked] = np.array(
                [row for row in trained if may_have(asked, self.officers[row])], np.int64
            )
        rows = self._able[asked]
        fits = (self._full[rows] >= case.points) & (self._heads[rows] > 0)
        if not asked.urgent:
            fits &= self._usual[rows] >= case.points
        rows = rows[fits]
        conflicts = [row for row in rows.tolist() if case.client in self.officers[row].conflicts]
        barred = [row for row in rows.tolist() if self.officers[row].id in case.barred] if case.barred else []
        return np.setdiff1d(rows, conflicts + barred) if conflicts or barred else rows

    def give(self, case: Case, row: int) -> None:
        """Note that somebody has the case."""
        self._full[row] -= case.points
        self._heads[row] -= 1
        if not asked_by(case).urgent:
            self._usual[row] -= case.points

    def shares(self, rows: Rows) -> NDArray[np.float64]:
        """How full these are."""
        return 1 - self._full[rows] / self._capacity[rows]


def least_loaded(agency: Agency, weights: Weights) -> list[tuple[str, str]]:
    """In the order in which they came, each to whoever is least loaded."""
    rooms = Rooms(agency.officers, weights)
    return _given(agency.cases, rooms, lambda _, rows: int(rows[np.argmin(rooms.shares(rows))]))


def round_robin(agency: Agency, weights: Weights) -> list[tuple[str, str]]:
    """In the order in which they came, each to the next one who may."""
    rooms, last = Rooms(agency.officers, weights), [-1]

    def choose(_: Case, rows: Rows) -> int:
        last[0] = int(rows[np.searchsorted(rows, last[0], side="right") % rows.size])
        return last[0]

    return _given(agency.cases, rooms, choose)


def by_priority(agency: Agency, weights: Weights) -> list[tuple[str, str]]:
    """Those dearest to leave first, each to whoever costs least at that moment, and then is least loaded."""
    rooms = Rooms(agency.officers, weights)
    since = np.array([since for since, _ in weights.load_steps]) / 100
    steps = np.array([cost for _, cost in weights.load_steps])

    def choose(case: Case, rows: Rows) -> int:
        shares = rooms.shares(rows)
        closest = rows[np.argsort(shares, kind="stable")[:200]]
        shares = rooms.shares(closest)
        costs = np.array([pair_cost(case, rooms.officers[row], weights) for row in closest.tolist()])
        costs = costs + steps[np.searchsorted(since, shares, side="right") - 1] + shares
        return int(closest[np.argmin(costs)])

    ordered = sorted(agency.cases, key=lambda case: (-price(case, weights), -case.points, case.id))
    return _given(ordered, rooms, choose)


def _given(cases: Sequence[Case], rooms: Rooms, choose: Choice) -> list[tuple[str, str]]:
    found = []
    for case in cases:
        rows = rooms.open_to(case)
        if rows.size:
            row = choose(case, rows)
            rooms.give(case, row)
            found.append((case.id, rooms.officers[row].id))
    return found


WAYS = {
    "least loaded, as they come": least_loaded,
    "round robin, as they come": round_robin,
    "dearest first, best person": by_priority,
}
"""Each way by its name."""
