"""The most that any plan could attain: a bound by linear programming, in a process of its own.

`python -m benchmarks.allocating.bound CASES OFFICERS RATIO SEED` prints it as JSON. Where there are few cases
every pair of case and officer is a column, which is plain to be right. Where there are many, officers of the
same skills are pooled, and so are cases that ask for the same: whatever a plan does is still possible when
pooled, so the bound can only be too high. Conflicts of interest are left out where pooled, to that effect.
A linear programme may give half a case; so each officer's room is first rounded down to what whole cases can
fill: to a multiple of the grain of their points. Without that rounding it is reckoned too: `in_parts`.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import gcd

from benchmarks.allocating.agency import invent
from benchmarks.allocating.costs import is_known, pair_cost, price, skill_cost, worth_of_all
from benchmarks.allocating.eligibility import Asked, asked_by, may_have
from benchmarks.allocating.linear import Programme
from upheld.planning.allocation import Case, Officer, Weights

WEIGHTS = Weights()
FEW = 2_000
"""Up to how many cases every pair is a column."""

Columns = dict[int, list[tuple[int, float]]]


class _Pools:
    """Officers of the same skills, with what they can take together; each alone where there are few."""

    def __init__(
        self, officers: Sequence[Officer], cases: Sequence[Case], programme: Programme, *, in_whole: bool
    ) -> None:
        self.weights, self._programme, self.in_whole = WEIGHTS, programme, in_whole
        self._asked, alone = {asked_by(case) for case in cases}, len(cases) <= FEW
        numbers: dict[object, int] = {}
        self.of: dict[str, int] = {}
        self.members: list[list[Officer]] = []
        for one in officers:
            if not one.present:
                continue
            many = one.hard_held >= WEIGHTS.many_hard_cases
            skills = (one.accreditations, one.places, one.clearance, one.speaks, one.specialisms, one.growing)
            number = numbers.setdefault(one.id if alone else (skills, many), len(numbers))
            if number == len(self.members):
                self.members.append([])
            self.of[one.id] = number
            self.members[number].append(one)
        self.points: Columns = defaultdict(list)
        self.ordinary: Columns = defaultdict(list)
        self.heads: Columns = defaultdict(list)

    def take(self, number: int, column: int, points: float, heads: float, *, urgent: bool) -> None:
        """A column fills so many points and heads of a pool."""
        self.points[number].append((column, points))
        self.heads[number].append((column, heads))
        if not urgent:
            self.ordinary[number].append((column, points))

    def _grain(self, officer: Officer) -> int:
        """The largest number of points of which every case is a multiple that somebody may have."""
        return gcd(*(one.points for one in self._asked if self.in_whole and may_have(one, officer))) or 1

    def close(self) -> None:
        """Write down what the pools can take."""
        weights, programme = self.weights, self._programme
        for number, members in enumerate(self.members):
            steps = []
            for place, (since, cost) in enumerate(weights.load_steps):
                until = weights.load_steps[place + 1][0] if place + 1 < len(weights.load_steps) else 100
                room = sum(_within(one, since, until) for one in members)
                steps.append((programme.column(cost, room), -1.0))
            programme.equals([*self.points[number], *steps], 0)
            grain = self._grain(members[0])
            usual = (one.capacity * weights.sustainable_percent // 100 - one.load for one in members)
            whole = (one.capacity - one.load for one in members)
            programme.at_most(self.ordinary[number], sum(_down(room, grain) for room in usual))
            programme.at_most(self.points[number], sum(_down(room, grain) for room in whole))
            programme.at_most(self.heads[number], sum(max(0, one.heads - one.held) for one in members))


def _down(room: int, grain: int) -> int:
    return max(0, room) // grain * grain


def _within(officer: Officer, since: int, until: int) -> int:
    low, high = officer.capacity * since // 100, officer.capacity * until // 100
    return max(0, high - max(low, officer.load))


def bound(officers: Sequence[Officer], cases: Sequence[Case], *, in_whole: bool) -> float:
    """The most worth that any plan could attain; `in_whole` reckons that a case is not given in parts."""
    programme, few, weights = Programme(), len(cases) <= FEW, WEIGHTS
    pools = _Pools(officers, cases, programme, in_whole=in_whole)
    (_every_pair if few else _pooled)(cases, pools, programme, weights)
    pools.close()
    return worth_of_all(cases, weights) - programme.least("highs-ds" if few else "highs-ipm")


def _every_pair(cases: Iterable[Case], pools: _Pools, programme: Programme, weights: Weights) -> None:
    for case in cases:
        asked = asked_by(case)
        terms = [(programme.column(case.points * price(case, weights), 1), 1.0)]
        for number, (officer,) in enumerate(pools.members):
            barred = case.client in officer.conflicts or officer.id in case.barred
            if may_have(asked, officer) and not barred:
                column = programme.column(case.points * pair_cost(case, officer, weights), 1)
                terms.append((column, 1.0))
                pools.take(number, column, case.points, 1, urgent=asked.urgent)
        programme.equals(terms, 1)


def _pooled(cases: Iterable[Case], pools: _Pools, programme: Programme, weights: Weights) -> None:
    """Cases of the same need, place, specialism, price and known officers are one; columns are points."""
    alike: dict[tuple[Asked, str | None, str | None], dict[tuple[int, frozenset[int]], int]] = {}
    for case in cases:
        near = case.near if case.place is None else None
        group = alike.setdefault((asked_by(case), case.specialism, near), defaultdict(int))
        group[price(case, weights), _known(case, pools, weights)] += case.points
    inward: dict[tuple[Asked, str | None], list[tuple[int, float]]] = defaultdict(list)
    beginning: dict[tuple[Asked, str | None], int] = defaultdict(int)
    able: dict[Asked, list[int]] = {}
    for asked, _, _ in alike:
        key = asked._replace(urgent=False)
        if key not in able:
            able[key] = [at for at, members in enumerate(pools.members) if may_have(asked, members[0])]
    plain = _Plain(pools, programme, weights, able)
    for (asked, specialism, near), groups in alike.items():
        here = (asked, specialism)
        terms = [] if near else inward[here]
        for (dear, known), points in groups.items():
            terms.append((programme.column(dear, points), 1.0))
            terms += plain.known_owners(asked, specialism, near, known, points)
        total = sum(groups.values())
        if near:
            terms += plain.people(asked, specialism, near=near)
            away = programme.column(weights.travel)
            inward[here].append((away, -1.0))
            programme.equals([*terms, (away, 1.0)], total)
        else:
            beginning[here] += total
    for here in [one for one in inward if one[1] is not None]:
        programme.equals(
            [*inward[here], *plain.people(*here), plain.further(here[0], inward)], beginning[here]
        )
    for here in [one for one in inward if one[1] is None]:
        programme.equals([*inward[here], *plain.people(*here)], beginning[here])


class _Plain:
    """Columns of points from a need to pools."""

    def __init__(
        self, pools: _Pools, programme: Programme, weights: Weights, able: dict[Asked, list[int]]
    ) -> None:
        self._pools, self._programme, self._weights, self._able = pools, programme, weights, able

    def people(
        self, asked: Asked, specialism: str | None, *, near: str | None = None
    ) -> list[tuple[int, float]]:
        """Columns to all who may; to those near a place, or to specialists alone, where one is named."""
        found = []
        for number in self._able[asked._replace(urgent=False)]:
            one = self._pools.members[number][0]
            if near is not None and near not in one.places:
                continue
            if near is None and specialism is not None and specialism not in one.specialisms:
                continue
            cost = skill_cost(asked.benefit, asked.level, specialism, one, self._weights)
            found.append((self._to(number, asked, cost, float("inf")), 1.0))
        return found

    def known_owners(
        self, asked: Asked, specialism: str | None, near: str | None, known: frozenset[int], points: int
    ) -> list[tuple[int, float]]:
        """Columns to those whom the client knows."""
        found = []
        for number in known:
            one = self._pools.members[number][0]
            cost = skill_cost(asked.benefit, asked.level, specialism, one, self._weights)
            cost += self._weights.travel * (near is not None and near not in one.places)
            found.append((self._to(number, asked, cost - self._weights.continuity, points), 1.0))
        return found

    def further(
        self, asked: Asked, inward: dict[tuple[Asked, str | None], list[tuple[int, float]]]
    ) -> tuple[int, float]:
        """A column to those without the specialism."""
        column = self._programme.column(self._weights.specialism)
        inward[asked, None].append((column, -1.0))
        return column, 1.0

    def _to(self, number: int, asked: Asked, cost: float, most: float) -> int:
        column = self._programme.column(cost, most)
        self._pools.take(number, column, 1, 1 / asked.points, urgent=asked.urgent)
        return column


def _known(case: Case, pools: _Pools, weights: Weights) -> frozenset[int]:
    asked, found = asked_by(case), set()
    for past in case.past_owners:
        number = pools.of.get(past.officer)
        if number is not None:
            one = next(member for member in pools.members[number] if member.id == past.officer)
            if may_have(asked, one) and is_known(case, one, weights):
                found.add(number)
    return frozenset(found)


def main(cases: str, officers: str, ratio: str, seed: str) -> None:
    """Print the bound of an invented agency."""
    agency = invent(cases=int(cases), officers=int(officers), ratio=float(ratio), seed=int(seed))
    found = {
        name: bound(agency.officers, agency.cases, in_whole=in_whole)
        for name, in_whole in (("bound", True), ("in_parts", False))
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
