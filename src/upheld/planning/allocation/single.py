"""Places one case at once, for what cannot wait for the next batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from upheld.planning.allocation.checking import check_inputs
from upheld.planning.allocation.inputs import Case, Officer, Weights
from upheld.planning.allocation.outcome import Obstacle, Placement, Unmet
from upheld.planning.allocation.reasons import obstacle_of_room, unmet_case
from upheld.planning.allocation.skills import Ints, Need, Skills, need_of
from upheld.planning.allocation.supply import Room, Supply


class Index:
    """Officers in columns, made once and kept between calls. `record` what is given, so that it stays true.

    It is a proposal's memory and no lock: whoever accepts is checked again where ownership is kept.
    """

    def __init__(self, officers: Sequence[Officer], weights: Weights) -> None:
        """Read the officers. Raises InputsAreFaulty."""
        check_inputs(officers, (), weights)
        self.supply = Supply(officers, weights)
        self.skills = Skills(self.supply.officers, weights)
        self.room = Room(self.supply)
        self._since = np.array([since for since, _ in weights.load_steps]) / 100
        self._costs = np.array([cost for _, cost in weights.load_steps], np.int64)

    def record(self, case: Case, officer: str, *, ended: bool = False) -> None:
        """Note that an officer has one case more, or has ended it."""
        row = self.supply.row[officer]
        self.room.take(row, case.points, urgent=case.is_urgent, back=ended)

    def costs(self, case: Case, need: Need, rows: Ints, on: date) -> np.typing.NDArray[np.float64]:
        """The cost of one point of the case with each of these, as the batch reckons it."""
        supply, weights = self.supply, self.supply.weights
        shares = self.room.shares(rows)
        costs = self.skills.costs(need)[rows] + shares
        costs += self._costs[np.searchsorted(self._since, shares, side="right") - 1]
        if case.near is not None and case.place is None:
            costs += weights.travel * ~self.skills.at(case.near)[rows]
        for past in case.past_owners:
            if past.officer in supply.row and weights.is_continuity(past, on):
                costs[rows == supply.row[past.officer]] -= weights.continuity
        return costs


def place_one(case: Case, index: Index, *, on: date) -> Placement | Unmet:
    """The best owner for one case beside what everybody has, or why there is none. Changes nothing."""
    supply, room, need = index.supply, index.room, need_of(case)
    able = np.flatnonzero(index.skills.able(need))
    if able.size == 0:
        return unmet_case(case, *(index.skills.missing(need) or (Obstacle.NOT_TRAINED, case.benefit)))
    there = able[supply.present[able]]
    if there.size == 0:
        return unmet_case(case, Obstacle.AWAY)
    banned = supply.banned(case.client, case.barred)
    may = there[~np.isin(there, np.array(sorted(banned), np.int64))] if banned else there
    if may.size == 0:
        return unmet_case(case, Obstacle.CONFLICT)
    fitting = may[room.of(may, urgent=need.urgent) >= case.points]
    if fitting.size == 0:
        return unmet_case(case, obstacle_of_room(room, may, case.points))
    best = fitting[np.argmin(index.costs(case, need, fitting, on))]
    return Placement(case.id, supply.officers[best].id)
