"""Finds a place for what rounding left over: in room that is still free, or by moving cases of the same plan.

Only cases that this plan itself has just given may move. Each ejection raises the worth of the plan, so it
ends.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from upheld.planning.allocation.breaking_out import NOBODY, Draft
from upheld.planning.allocation.pricing import pair_costs
from upheld.planning.allocation.skills import Bools, Ints

_TRIED = 8
"""How many cases are looked at for one that can move elsewhere, before one is left to wait."""


class Repair:
    """The repair of one draft."""

    def __init__(self, draft: Draft) -> None:
        """Begin with no ejection."""
        self._draft = draft
        self._able: dict[int, Ints] = {}
        self._able_flags: dict[int, Bools] = {}
        needs = len(draft.demand.needs)
        self._ceiling = np.full(needs, np.iinfo(np.int64).max)
        self._worth = draft.demand.price * draft.demand.points
        self.ejections = 0

    def fill(self) -> None:
        """Give what waits to whoever still has room, dearest first."""
        for case in self._waiting():
            self._insert(case)

    def eject(self, most: int) -> None:
        """Make room for what waits by moving lighter cases, and by leaving cheaper ones, at most so often."""
        self._hopeless: dict[tuple[int, int], int] = {}
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
            found = self._draft.supply.able_officers(self._draft.demand.needs[need])
            self._able[need] = found
            flags = np.zeros(len(self._draft.supply.officers) + 1, bool)
            flags[found] = True
            self._able_flags[need] = flags
        return self._able[need]

    def _insert(self, case: int) -> bool:
        """Give a case to the best officer who has room for it. Says whether there was one."""
        draft, demand = self._draft, self._draft.demand
        need, points = int(demand.need[case]), int(demand.points[case])
        if self._ceiling[need] < points:
            return False
        rows = self._able_to(need)
        room = draft.room.of(rows, urgent=bool(demand.urgent[case]))
        self._ceiling[need] = room.max(initial=0)
        rows = rows[room >= points]
        if case in demand.banned:
            rows = rows[~np.isin(rows, np.array(sorted(demand.banned[case]), np.int64))]
        if rows.size == 0:
            return False
        costs = pair_costs(demand, draft.supply, case, rows)
        draft.give(case, int(rows[np.argmin(costs + 100 * draft.room.shares(rows))]))
        return True

    def _eject_for(self, case: int) -> int | None:
        """Give a case the place of another one of this plan. Says which one has to go, if any."""
        demand = self._draft.demand
        need, points = int(demand.need[case]), int(demand.points[case])
        worth = int(self._worth[case])
        self._able_to(need)
        if self._hopeless.get((need, points), -1) >= worth:
            return None
        candidates = self._candidates(case, need, points, worth)
        if candidates.size == 0:
            if case not in demand.banned:
                self._hopeless[need, points] = worth
            return None
        for other in candidates[:_TRIED].tolist():
            if self._can_move(other):
                return self._swap(other, case)
        return self._swap(int(candidates[0]), case)

    def _candidates(self, case: int, need: int, points: int, worth: int) -> Ints:
        """Cases of this plan that are worth less and whose place this case would fit, cheapest first."""
        draft, demand = self._draft, self._draft.demand
        owner = draft.owner
        rows = np.flatnonzero(self._able_flags[need][owner] & (self._worth < worth) & (owner != NOBODY))
        held = owner[rows]
        freed = demand.points[rows]
        enough = draft.room.full[held] + freed >= points
        if not demand.urgent[case]:
            enough &= draft.room.ordinary[held] + np.where(demand.urgent[rows], 0, freed) >= points
        rows = rows[enough]
        banned = demand.banned.get(case)
        if banned:
            rows = rows[~np.isin(owner[rows], np.array(sorted(banned), np.int64))]
        return rows[np.lexsort((rows, self._worth[rows]))]

    def _can_move(self, case: int) -> bool:
        demand, room = self._draft.demand, self._draft.room
        rows = self._able_to(int(demand.need[case]))
        fits = room.of(rows, urgent=bool(demand.urgent[case])) >= demand.points[case]
        return bool(fits.any() and any(self._draft.may_give(case, row) for row in rows[fits].tolist()))

    def _swap(self, other: int, case: int) -> int:
        """Put one case in the place of another."""
        draft, officer = self._draft, int(self._draft.owner[other])
        draft.take_back(other)
        draft.give(case, officer)
        left = draft.room.full[officer]
        self._ceiling = np.maximum(self._ceiling, left)
        return other
