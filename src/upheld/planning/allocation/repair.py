"""Finds a place for what rounding left over: in room that is still free, or by moving cases of the same plan.

Only cases that this plan itself has just given may move. Each ejection raises the plan's worth, so it ends.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from upheld.planning.allocation.breaking_out import NOBODY, Draft
from upheld.planning.allocation.pricing import pair_costs
from upheld.planning.allocation.skills import Ints

_TRIED = 8
"""How many cases are looked at for one that can move elsewhere, before one is left to wait."""


class Repair:
    """The repair of one draft."""

    def __init__(self, draft: Draft) -> None:
        """Begin with no ejection."""
        self._draft = draft
        self._able: dict[int, Ints] = {}
        self._ceiling = np.full(len(draft.demand.needs), np.iinfo(np.int64).max)
        self._hopeless: dict[tuple[int, int, int], int] = {}
        self._worth = np.zeros(0, np.int64)
        self.ejections = 0

    def fill(self) -> None:
        """Give what waits to whoever still has room, dearest first."""
        for case in self._waiting():
            self._insert(case)

    def eject(self, most: int) -> None:
        """Make room for what waits by moving lighter cases, and by leaving cheaper ones, at most so often."""
        self._worth = self._worth_of_given()
        waiting = deque(self._waiting())
        while waiting and self.ejections < most:
            case = waiting.popleft()
            if self._insert(case):
                continue
            ejected = self._eject_for(case)
            if ejected is not None:
                self.ejections += 1
                if not self._insert(ejected):
                    waiting.append(ejected)
        self.fill()

    def _waiting(self) -> list[int]:
        demand = self._draft.demand
        rows: list[int] = demand.by_worth(np.flatnonzero(self._draft.owner == NOBODY)).tolist()
        return rows

    def _able_to(self, need: int) -> Ints:
        if need not in self._able:
            self._able[need] = self._draft.supply.able_officers(self._draft.demand.needs[need])
        return self._able[need]

    def _worths(self, case: int, officers: Ints) -> Ints:
        """What is saved by giving a case to each of these."""
        demand = self._draft.demand
        costs = pair_costs(demand, self._draft.supply, case, officers)
        worths: Ints = demand.points[case] * (demand.price[case] - costs)
        return worths

    def _worth_of_given(self) -> Ints:
        """What each case that is given saves where it is."""
        worth, owner = np.zeros(len(self._draft.owner), np.int64), self._draft.owner
        for case in np.flatnonzero(owner != NOBODY).tolist():
            worth[case] = self._worths(case, owner[case : case + 1])[0]
        return worth

    def _insert(self, case: int) -> bool:
        """Give a case to the best officer who has room for it. Says whether there was one."""
        draft, demand = self._draft, self._draft.demand
        need, points = int(demand.need[case]), int(demand.points[case])
        if self._ceiling[need] < points:
            return False
        rows = self._able_to(need)
        room = draft.room.of(rows, urgent=bool(demand.urgent[case]))
        self._ceiling[need] = room.max(initial=0)
        rows = self._unbanned(case, rows[room >= points])
        if rows.size == 0:
            return False
        costs = pair_costs(demand, draft.supply, case, rows)
        self._give(case, int(rows[np.argmin(costs + 100 * draft.room.shares(rows))]))
        return True

    def _unbanned(self, case: int, rows: Ints) -> Ints:
        banned = self._draft.demand.banned.get(case)
        return rows[~np.isin(rows, np.array(sorted(banned), np.int64))] if banned else rows

    def _give(self, case: int, officer: int) -> None:
        self._draft.give(case, officer)
        if self._worth.size:
            self._worth[case] = self._worths(case, np.array([officer]))[0]

    def _eject_for(self, case: int) -> int | None:
        """Give a case the place of another one of this plan. Says which one has to go, if any."""
        demand = self._draft.demand
        key = (int(demand.need[case]), int(demand.near[case]), int(demand.points[case]))
        price, is_usual = int(demand.price[case]), case not in demand.past and case not in demand.banned
        if is_usual and self._hopeless.get(key, -1) >= price:
            return None
        candidates = self._candidates(case)
        if candidates.size == 0:
            if is_usual:
                self._hopeless[key] = price
            return None
        for other in candidates[:_TRIED].tolist():
            if self._can_move(other):
                return self._swap(other, case)
        return self._swap(int(candidates[0]), case)

    def _candidates(self, case: int) -> Ints:
        """Cases of this plan whose place would fit this case and be worth more with it, the best first."""
        draft, demand, room = self._draft, self._draft.demand, self._draft.room
        points, able = demand.points[case], self._unbanned(case, self._able_to(int(demand.need[case])))
        gains = np.full(len(draft.supply.officers) + 1, -1, np.int64)
        gains[able] = self._worths(case, able)
        gained = gains[draft.owner] - self._worth
        rows = np.flatnonzero((gained > 0) & (draft.owner != NOBODY))
        held, freed = draft.owner[rows], demand.points[rows]
        enough = room.full[held] + freed >= points
        if not demand.urgent[case]:
            enough &= room.ordinary[held] + np.where(demand.urgent[rows], 0, freed) >= points
        rows = rows[enough]
        ordered: Ints = rows[np.lexsort((rows, -gained[rows]))]
        return ordered

    def _can_move(self, case: int) -> bool:
        demand, room = self._draft.demand, self._draft.room
        rows = self._able_to(int(demand.need[case]))
        fits = room.of(rows, urgent=bool(demand.urgent[case])) >= demand.points[case]
        return bool(self._unbanned(case, rows[fits]).size)

    def _swap(self, other: int, case: int) -> int:
        """Put one case in the place of another."""
        officer = int(self._draft.owner[other])
        self._draft.take_back(other)
        self._worth[other] = 0
        self._give(case, officer)
        self._ceiling = np.maximum(self._ceiling, self._draft.room.full[officer])
        return other
