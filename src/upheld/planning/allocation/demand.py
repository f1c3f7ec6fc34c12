"""The cases of a plan: in one order, as columns, pooled by what they need and where the client lives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from upheld.planning.allocation.inputs import Case, Weights
from upheld.planning.allocation.skills import Ints, needs_of
from upheld.planning.allocation.supply import Supply


class Demand:
    """What waits for an owner. Cases that have one are not here: a plan never moves them."""

    def __init__(self, cases: Sequence[Case], supply: Supply, on: date) -> None:
        """Put the cases by id and read them into columns."""
        self.cases = sorted((case for case in cases if case.owner is None), key=lambda case: case.id)
        rows, found = needs_of(self.cases)
        self.need = np.array(rows, np.int64)
        needs = {need: number for number, need in enumerate(found)}
        self.plain = {
            number: needs.setdefault(need._replace(specialism=None), len(needs))
            for need, number in list(needs.items())
            if need.specialism is not None
        }
        self.needs = tuple(needs)
        places: dict[str, int] = {}
        near = [
            -1 if case.near is None or case.place is not None else places.setdefault(case.near, len(places))
            for case in self.cases
        ]
        self.near, self.places = np.array(near, np.int64), tuple(places)
        self.points = np.array([case.points for case in self.cases], np.int64)
        self.price = _prices(self.cases, supply.weights)
        self.urgent = np.array([need.urgent for need in self.needs], bool)[self.need]
        self.banned = self._find_banned(supply)
        self.past = self._find_past_owners(supply, on)

    def _find_banned(self, supply: Supply) -> dict[int, frozenset[int]]:
        """The officers who may not have a case, for the few cases for which there are any."""
        found = (
            (row, supply.banned(case.client, case.barred))
            for row, case in enumerate(self.cases)
            if case.barred or case.client in supply.conflicts
        )
        return {row: banned for row, banned in found if banned}

    def _find_past_owners(self, supply: Supply, on: date) -> dict[int, tuple[int, ...]]:
        """The past owners whom the client still knows and who may have the case, latest first."""
        able: dict[int, set[int]] = {}
        found: dict[int, tuple[int, ...]] = {}
        for row, case in enumerate(self.cases):
            if not case.past_owners:
                continue
            need = int(self.need[row])
            if need not in able:
                able[need] = set(supply.able(self.needs[need]).tolist())
            lately = sorted(case.past_owners, key=lambda past: (past.last_day, past.officer), reverse=True)
            rows = [
                supply.row[past.officer]
                for past in lately
                if past.officer in supply.row and supply.weights.is_continuity(past, on)
            ]
            banned = self.banned.get(row, frozenset())
            may = [
                one
                for one in dict.fromkeys(rows)
                if one not in banned and supply.present[one] and int(supply.kind[one]) in able[need]
            ]
            if may:
                found[row] = tuple(may)
        return found

    def by_worth(self, rows: Ints) -> Ints:
        """These cases, dearest to leave first, then the heaviest, then by id."""
        return rows[np.lexsort((rows, -self.points[rows], -self.price[rows]))]


def _prices(cases: Sequence[Case], weights: Weights) -> Ints:
    """The price of leaving a point of each case; the same age and urgency have the same price."""
    known: dict[object, int] = {}
    found = []
    for case in cases:
        key = (case.age, case.urgency)
        if key not in known:
            known[key] = weights.unmet_price(case)
        found.append(known[key])
    return np.array(found, np.int64)
