"""Why there is nobody for a case: the first hard rule, in their order, after which no officer is left."""

from __future__ import annotations

import numpy as np

from upheld.planning.allocation.breaking_out import Draft
from upheld.planning.allocation.inputs import Case
from upheld.planning.allocation.outcome import Obstacle, Unmet
from upheld.planning.allocation.skills import Ints
from upheld.planning.allocation.supply import Room


def unmet_case(case: Case, reason: Obstacle, missing: str = "") -> Unmet:
    """A case for which there is nobody, with the facts that unmet demand is counted by."""
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


def obstacle_of_room(room: Room, rows: Ints, points: int) -> Obstacle:
    """Which limit stands against officers who are there, may have the case, and have no room for it."""
    enough = room.full[rows] >= points
    if not enough.any():
        return Obstacle.FULL
    if not (enough & (room.heads[rows] > 0)).any():
        return Obstacle.NO_HEADS
    return Obstacle.KEPT_FOR_CRISES


class Reasons:
    """The reasons of one finished draft. What is the same for every case of a need is looked up once."""

    def __init__(self, draft: Draft) -> None:
        """Begin with nothing looked up."""
        self._draft = draft
        self._by_need: dict[int, tuple[Obstacle, str] | Ints] = {}
        self._by_points: dict[tuple[int, int], Obstacle] = {}

    def of(self, row: int) -> Unmet:
        """Why nobody can have this case."""
        return unmet_case(self._draft.demand.cases[row], *self._reason(row))

    def _reason(self, row: int) -> tuple[Obstacle, str]:
        demand, room = self._draft.demand, self._draft.room
        need, points = int(demand.need[row]), int(demand.points[row])
        found = self._by_need.get(need)
        if found is None:
            found = self._by_need[need] = self._of_need(need)
        if isinstance(found, tuple):
            return found
        banned = demand.banned.get(row)
        if banned:
            rest = found[~np.isin(found, np.array(sorted(banned), np.int64))]
            return (obstacle_of_room(room, rest, points) if rest.size else Obstacle.CONFLICT), ""
        if (need, points) not in self._by_points:
            self._by_points[need, points] = obstacle_of_room(room, found, points)
        return self._by_points[need, points], ""

    def _of_need(self, need: int) -> tuple[Obstacle, str] | Ints:
        """What lacks for every case of this need, or the officers who are there and have the skill."""
        supply, asked = self._draft.supply, self._draft.demand.needs[need]
        lacking = supply.skills.missing(asked)
        if lacking:
            return lacking
        rows = supply.able_officers(asked)
        there = rows[supply.present[rows]]
        return there if there.size else (Obstacle.AWAY, "")
