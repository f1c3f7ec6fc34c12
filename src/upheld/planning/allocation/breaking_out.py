"""From points that flow between kinds to whole cases with persons.

What a kind was sent by a need is shared among the cases of that need, dearest first; within a kind the
heaviest cases go first and each to whoever is least loaded. So every officer's load stays near that of the
others, and what does not fit is left for the repair.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque

import numpy as np

from upheld.planning.allocation.demand import Demand
from upheld.planning.allocation.network import FURTHER, NOWHERE, Flows, Start
from upheld.planning.allocation.skills import Ints
from upheld.planning.allocation.supply import Room, Supply

NOBODY = -1


class Draft:
    """Who has which case so far, and the room that is left. Rows of officers by row of case."""

    def __init__(self, demand: Demand, supply: Supply) -> None:
        """Begin with nothing given."""
        self.demand, self.supply, self.room = demand, supply, Room(supply)
        self._points, self._urgent = demand.points.tolist(), demand.urgent.tolist()
        self.owner = np.full(len(demand.cases), NOBODY, np.int64)

    def may_give(self, case: int, officer: int) -> bool:
        """Whether an officer who has the skill has room for the case and no conflict with it."""
        fits = self.room.fits(officer, self._points[case], urgent=self._urgent[case])
        return fits and officer not in self.demand.banned.get(case, ())

    def give(self, case: int, officer: int) -> None:
        """Give a case that nobody has."""
        self.room.take(officer, self._points[case], urgent=self._urgent[case])
        self.owner[case] = officer

    def take_back(self, case: int) -> None:
        """Take a case of this plan back from whom it was given to."""
        self.room.take(int(self.owner[case]), self._points[case], urgent=self._urgent[case], back=True)
        self.owner[case] = NOBODY


def break_out(flows: Flows, draft: Draft) -> None:
    """Give whole cases as the flow says, as far as they fit."""
    _give_through_gates(flows, draft)
    kinds = _share_among_kinds(flows, draft)
    for kind in sorted(kinds):
        _share_within(kind, kinds[kind], draft)


def _give_through_gates(flows: Flows, draft: Draft) -> None:
    """Past owners get the cases of which the flow sent them at least half."""
    demand = draft.demand
    for case in demand.by_worth(np.array(sorted(flows.gates), np.int64)).tolist():
        owner, points = max(flows.gates[case].items(), key=lambda gate: (gate[1], -gate[0]))
        if 2 * points >= demand.points[case] and draft.may_give(case, owner):
            draft.give(case, owner)


def _share_among_kinds(flows: Flows, draft: Draft) -> dict[int, list[int]]:
    """The cases for each kind of officers: near each place, then of each specialism, then of plain needs."""
    demand = draft.demand
    kinds: dict[int, list[int]] = defaultdict(list)
    starts: dict[Start, list[int]] = defaultdict(list)
    waiting = demand.by_worth(np.flatnonzero(draft.owner == NOBODY))
    at = zip(waiting.tolist(), demand.need[waiting].tolist(), demand.near[waiting].tolist(), strict=True)
    for case, need, near in at:
        starts[need, near].append(case)
    points = demand.points.tolist()
    for at_once in (_is_near, lambda start: start[0] in demand.plain, lambda _: True):
        for start in sorted(filter(at_once, starts)):
            cases = demand.by_worth(np.array(starts.pop(start), np.int64)).tolist()
            for kind, case in _filled(cases, flows.ways.get(start, []), points):
                (starts[_plainer(start, demand)] if kind == FURTHER else kinds[kind]).append(case)
    return kinds


def _is_near(start: Start) -> bool:
    return start[1] != NOWHERE


def _plainer(start: Start, demand: Demand) -> Start:
    """The start behind this one: wherever the client lives, or the need without its specialism."""
    return (start[0], NOWHERE) if _is_near(start) else (demand.plain[start[0]], NOWHERE)


def _filled(cases: list[int], quotas: list[tuple[int, int]], points: list[int]) -> list[tuple[int, int]]:
    """Cases poured in their order into quotas of points; what one gets too much, the next gets too little."""
    found, debt, waiting = [], 0, deque(cases)
    for kind, quota in quotas:
        left = quota - debt
        while waiting and 2 * left >= points[waiting[0]]:
            case = waiting.popleft()
            left -= points[case]
            found.append((kind, case))
        debt = -left
    return found


def _share_within(kind: int, cases: list[int], draft: Draft) -> None:
    """Each case to the least loaded of the kind who can have it: urgent ones first, then the heaviest."""
    demand, room = draft.demand, draft.room
    heap = [
        (room.share(officer), officer) for officer in draft.supply.members[kind] if room.full[officer] > 0
    ]
    heapq.heapify(heap)
    rows: Ints = np.array(cases, np.int64)
    order = np.lexsort((rows, -demand.price[rows], -demand.points[rows], ~demand.urgent[rows]))
    for case in rows[order].tolist():
        passed = []
        while heap:
            share, officer = heapq.heappop(heap)
            if draft.may_give(case, officer):
                draft.give(case, officer)
                passed.append((room.share(officer), officer))
                break
            passed.append((share, officer))
        for one in passed:
            heapq.heappush(heap, one)
