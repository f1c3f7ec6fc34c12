"""Who may have what kind of case, asked of many people at once: every hard rule but room and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upheld.planning.allocation.inputs import Case, Officer, Urgency, Weights
from upheld.planning.allocation.outcome import Obstacle

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Need(NamedTuple):
    """What a case asks of its owner. Cases with the same need are the same to every rule but room."""

    benefit: str
    level: int
    needs: frozenset[str]
    place: str | None
    clearance: int
    specialism: str | None
    urgent: bool


_ASKED = attrgetter("benefit", "level", "needs", "place", "clearance", "specialism", "urgency")


def need_of(case: Case) -> Need:
    """What this case asks of its owner."""
    return _need(_ASKED(case))


def needs_of(cases: Iterable[Case]) -> tuple[list[int], list[Need]]:
    """For each case the number of its need, and the needs in the order in which they first come."""
    seen: dict[tuple[Any, ...], int] = {}
    rows = [seen.setdefault(asked, len(seen)) for asked in map(_ASKED, cases)]
    numbers: dict[Need, int] = {}
    found = [numbers.setdefault(_need(asked), len(numbers)) for asked in seen]
    return [found[row] for row in rows], list(numbers)


def _need(asked: tuple[Any, ...]) -> Need:
    return Need._make((*asked[:-1], asked[-1] is not Urgency.NONE))


class Skills:
    """The skills of people as columns, one row each."""

    def __init__(self, people: Sequence[Officer], weights: Weights) -> None:
        """Read the skills. The order of the rows is the order of the people."""
        self._weights, self._nobody = weights, np.zeros(len(people), bool)
        self._level: dict[str, NDArray[np.int16]] = {}
        for row, person in enumerate(people):
            for benefit, level in person.accreditations:
                levels = self._level.setdefault(benefit, np.zeros(len(people), np.int16))
                levels[row] = max(levels[row], level)
        self._speaks = self._flags(people, lambda person: person.speaks)
        self._at = self._flags(people, lambda person: person.places)
        self._specialism = self._flags(people, lambda person: person.specialisms)
        self._growing = self._flags(people, lambda person: person.growing)
        self._clearance = np.array([person.clearance for person in people], np.int16)
        self._is_specialist = np.array([bool(person.specialisms) for person in people], bool)
        many = weights.many_hard_cases
        self._many_hard = np.array([person.hard_held >= many for person in people], bool)

    def _flags(self, people: Sequence[Officer], of: Callable[[Officer], Iterable[str]]) -> dict[str, Bools]:
        flags: dict[str, Bools] = defaultdict(lambda: np.zeros(len(people), bool))
        for row, person in enumerate(people):
            for name in of(person):
                flags[name][row] = True
        return dict(flags)

    def _funnel(self, need: Need) -> Iterator[tuple[Obstacle, str, Bools]]:
        """Each hard rule about skill, what it asks for, and who passes it."""
        levels = self._level.get(need.benefit, np.zeros(1, np.int16))
        yield Obstacle.NOT_TRAINED, need.benefit, levels > 0
        yield Obstacle.LEVEL_TOO_LOW, str(need.level), levels >= need.level
        for asked in sorted(need.needs):
            yield Obstacle.LACKS_FORMAT, asked, self._speaks.get(asked, self._nobody)
        if need.clearance:
            yield Obstacle.NOT_CLEARED, str(need.clearance), self._clearance >= need.clearance
        if need.place is not None:
            yield Obstacle.NOT_AT_PLACE, need.place, self.at(need.place)

    def able(self, need: Need) -> Bools:
        """Who has every skill that is needed."""
        passing = ~self._nobody
        for _, _, passes in self._funnel(need):
            passing &= passes
        return passing

    def missing(self, need: Need) -> tuple[Obstacle, str] | None:
        """The first rule after which nobody is left, and what it asks for; None if somebody is."""
        passing = ~self._nobody
        for rule, asked, passes in self._funnel(need):
            passing &= passes
            if not passing.any():
                return rule, asked
        return None

    def at(self, place: str) -> Bools:
        """Who can meet a client at that place."""
        return self._at.get(place, self._nobody)

    def has(self, specialism: str | None) -> Bools:
        """Who has that specialism."""
        return self._specialism.get(specialism, self._nobody) if specialism else self._nobody

    def costs(self, need: Need) -> Ints:
        """The cost of one point of this need with each of them, apart from load, journey and continuity."""
        weights, has = self._weights, self.has(need.specialism)
        costs: Ints = weights.keep_specialists * (self._is_specialist & ~has).astype(np.int64)
        if need.specialism is not None:
            costs += weights.specialism * ~has
        if need.benefit in self._growing:
            costs -= weights.development * self._growing[need.benefit]
        if need.level >= weights.hard_level:
            costs += weights.hard * self._many_hard
        return costs
