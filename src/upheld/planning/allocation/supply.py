"""The officers of a plan: in one order, pooled into kinds of the same skills, with the room that each has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from upheld.planning.allocation.inputs import Officer, Weights
from upheld.planning.allocation.skills import Ints, Need, Skills


class Supply:
    """Who there is. Officers stand by id, so that the order in which they were given makes no difference."""

    def __init__(self, officers: Sequence[Officer], weights: Weights) -> None:
        """Pool the officers into kinds and reckon the room of each."""
        self.officers = sorted(officers, key=lambda officer: officer.id)
        self.weights = weights
        self.row = {officer.id: row for row, officer in enumerate(self.officers)}
        kinds: dict[object, int] = {}
        seen = [kinds.setdefault(_kind(officer, weights), len(kinds)) for officer in self.officers]
        self.kind = np.array(seen, np.int64)
        firsts = np.unique(self.kind, return_index=True)[1] if seen else np.zeros(0, np.int64)
        self.skills = Skills([self.officers[first] for first in firsts], weights)
        self.kinds = len(kinds)
        self.capacity = np.array([officer.capacity for officer in self.officers], np.int64)
        self.load = np.array([officer.load for officer in self.officers], np.int64)
        self.present = np.array([officer.present for officer in self.officers], bool)
        self.conflicts: dict[str, set[int]] = defaultdict(set)
        for row, officer in enumerate(self.officers):
            for client in officer.conflicts:
                self.conflicts[client].add(row)
        self._able: dict[Need, Ints] = {}
        self._costs: dict[tuple[str, bool, str | None], Ints] = {}
        self.members = _grouped(self.kind, self.kinds)

    def able(self, need: Need) -> Ints:
        """The kinds of officers who have every skill that is needed."""
        key = need._replace(specialism=None, urgent=False)
        if key not in self._able:
            self._able[key] = np.flatnonzero(self.skills.able(key))
        return self._able[key]

    def costs(self, need: Need) -> Ints:
        """The cost of one point of this need with each kind, apart from load, journey and continuity."""
        key = (need.benefit, need.level >= self.weights.hard_level, need.specialism)
        if key not in self._costs:
            self._costs[key] = self.skills.costs(need)
        return self._costs[key]

    def able_officers(self, need: Need) -> Ints:
        """The rows of the officers who have every skill that is needed, present or not."""
        kinds = np.zeros(self.kinds, bool)
        kinds[self.able(need)] = True
        return np.flatnonzero(kinds[self.kind])

    def banned(self, client: str, barred: frozenset[str]) -> frozenset[int]:
        """The rows of the officers who may not have a case of this client, whatever their skill."""
        rows = {self.row[officer] for officer in barred if officer in self.row}
        return frozenset(rows | self.conflicts.get(client, set()))


class Room:
    """How much more each officer can take: ordinary points, points at all, and cases."""

    def __init__(self, supply: Supply) -> None:
        """Begin with what each holds today. Whoever is away, or has nothing available, has no room."""
        weights, there = supply.weights, supply.present & (supply.capacity > 0)
        sustainable = supply.capacity * weights.sustainable_percent // 100
        self.ordinary = np.where(there, np.maximum(0, sustainable - supply.load), 0)
        self.full = np.where(there, np.maximum(0, supply.capacity - supply.load), 0)
        heads = np.array([officer.heads - officer.held for officer in supply.officers], np.int64)
        self.heads = np.where(there, np.maximum(0, heads), 0)
        self.capacity = np.maximum(1, supply.capacity)
        self.begun_with = self.full.copy()

    def of(self, rows: Ints, *, urgent: bool) -> Ints:
        """The points that each of these can still take in one case."""
        room = self.full[rows] if urgent else np.minimum(self.ordinary[rows], self.full[rows])
        return np.where(self.heads[rows] > 0, room, 0)

    def fits(self, row: int, points: int, *, urgent: bool) -> bool:
        """Whether one more case fits."""
        enough = self.heads[row] > 0 and self.full[row] >= points
        return bool(enough and (urgent or self.ordinary[row] >= points))

    def take(self, row: int, points: int, *, urgent: bool, back: bool = False) -> None:
        """Fill the room of one case, or give it back."""
        sign = 1 if back else -1
        self.full[row] += sign * points
        self.heads[row] += sign
        if not urgent:
            self.ordinary[row] += sign * points

    def share(self, row: int) -> float:
        """The share of an officer's capacity that is filled."""
        return 1.0 - float(self.full[row]) / float(self.capacity[row])

    def shares(self, rows: Ints) -> np.typing.NDArray[np.float64]:
        """The share that is filled, of each of these."""
        return 1.0 - self.full[rows] / self.capacity[rows]


def load_segments(supply: Supply) -> list[tuple[Ints, int]]:
    """For each step of load, the room of each officer within it, and what a point costs there."""
    room, steps, found = Room(supply), supply.weights.load_steps, []
    bounds = [supply.capacity * since // 100 for since, _ in steps] + [supply.capacity]
    for (_, cost), low, high in zip(steps, bounds, bounds[1:], strict=False):
        within = np.minimum(high, supply.capacity) - np.maximum(low, supply.load)
        found.append((np.where(room.full > 0, np.maximum(0, within), 0), cost))
    return found


def pooled(values: Ints, supply: Supply) -> Ints:
    """The sum of what each officer has, for each kind."""
    return np.bincount(supply.kind, weights=values, minlength=supply.kinds).astype(np.int64)


def _kind(officer: Officer, weights: Weights) -> object:
    return (
        frozenset(officer.accreditations),
        officer.speaks,
        officer.places,
        officer.clearance,
        officer.specialisms,
        officer.growing,
        officer.hard_held >= weights.many_hard_cases,
    )


def _grouped(kind: Ints, kinds: int) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(kinds)]
    for row, found in enumerate(kind.tolist()):
        members[found].append(row)
    return members
