"""Why there is nobody for a case: the first hard rule, in their order, after which no officer is left."""

from __future__ import annotations

import numpy as np

from upheld.planning.allocation.breaking_out import Draft
from upheld.planning.allocation.outcome import Obstacle, Unmet
from upheld.planning.allocation.skills import Ints


class Reasons:
    """The reasons of one finished draft. What is the same for every case of a need is looked up once."""

    def __init__(self, draft: Draft) -> None:
        """Begin with nothing looked up."""
        self._draft = draft
        self._by_need: dict[int, tuple[Obstacle, str] | Ints] = {}
        self._by_points: dict[tuple[int, int], Obstacle] = {}

    def of(self, row: int) -> Unmet:
        """Why nobody can have this case."""
        demand = self._draft.demand
        case = demand.cases[row]
        reason, missing = self._reason(row)
        return Unmet(
            case=case.id,
            reason=reason,
            missing=missing,
            benefit=case.benefit,
            level=case.level,
            points=case.points,
            age=case.age,
            urgency=case.urgency,
            office=case.place or case.near,
        )

    def _reason(self, row: int) -> tuple[Obstacle, str]:
        demand = self._draft.demand
        need = int(demand.need[row])
        found = self._by_need.get(need)
        if found is None:
            found = self._by_need[need] = self._of_need(need)
        if isinstance(found, tuple):
            return found
        banned = demand.banned.get(row)
        if banned:
            rest = found[~np.isin(found, np.array(sorted(banned), np.int64))]
            return (self._of_room(row, rest) if rest.size else Obstacle.CONFLICT), ""
        key = (need, int(demand.points[row]))
        if key not in self._by_points:
            self._by_points[key] = self._of_room(row, found)
        return self._by_points[key], ""

    def _of_need(self, need: int) -> tuple[Obstacle, str] | Ints:
        """What lacks for every case of this need, or the officers who are there and have the skill."""
        supply, asked = self._draft.supply, self._draft.demand.needs[need]
        lacking = supply.skills.missing(asked)
        if lacking:
            return lacking
        rows = supply.able_officers(asked)
        there = rows[supply.present[rows]]
        return there if there.size else (Obstacle.AWAY, "")

    def _of_room(self, row: int, rows: Ints) -> Obstacle:
        """Which limit stands against the officers who are there, may have it, and have no room."""
        demand, room = self._draft.demand, self._draft.room
        enough = room.full[rows] >= demand.points[row]
        if not enough.any():
            return Obstacle.FULL
        if not (enough & (room.heads[rows] > 0)).any():
            return Obstacle.NO_HEADS
        return Obstacle.KEPT_FOR_CRISES
