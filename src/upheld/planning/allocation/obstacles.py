"""What stands between one officer and one case: the hard rules, asked of two records and nothing else.

It says the same as the columns of `skills` and the room of `supply`, slowly, so that it can be explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.planning.allocation.inputs import Case, Officer, Weights
from upheld.planning.allocation.outcome import Obstacle, OfficerLoad

OF_ROOM = frozenset({Obstacle.FULL, Obstacle.NO_HEADS, Obstacle.KEPT_FOR_CRISES})
"""The obstacles that go away when work does."""


def load_today(officer: Officer) -> OfficerLoad:
    """What an officer holds without any plan."""
    return OfficerLoad(
        officer=officer.id,
        capacity=officer.capacity,
        before=officer.load,
        after=officer.load,
        held_before=officer.held,
        held_after=officer.held,
        ordinary_after=officer.load,
    )


def find_obstacles(officer: Officer, case: Case, load: OfficerLoad, weights: Weights) -> tuple[Obstacle, ...]:
    """Every hard rule that stands between this officer, with this load, and this case."""
    return (*_of_skill(officer, case), *_of_room(officer, case, load, weights))


def _of_skill(officer: Officer, case: Case) -> Iterator[Obstacle]:
    levels = [one.level for one in officer.accreditations if one.benefit == case.benefit and one.level > 0]
    if not levels:
        yield Obstacle.NOT_TRAINED
    elif max(levels) < case.level:
        yield Obstacle.LEVEL_TOO_LOW
    if case.needs - officer.speaks:
        yield Obstacle.LACKS_FORMAT
    if officer.clearance < case.clearance:
        yield Obstacle.NOT_CLEARED
    if case.place is not None and case.place not in officer.places:
        yield Obstacle.NOT_AT_PLACE
    if not officer.present:
        yield Obstacle.AWAY
    if case.client in officer.conflicts or officer.id in case.barred:
        yield Obstacle.CONFLICT


def _of_room(officer: Officer, case: Case, load: OfficerLoad, weights: Weights) -> Iterator[Obstacle]:
    if officer.capacity - load.after < case.points:
        yield Obstacle.FULL
    elif not case.is_urgent and weights.sustainable(officer.capacity) - load.ordinary_after < case.points:
        yield Obstacle.KEPT_FOR_CRISES
    if load.held_after >= officer.heads:
        yield Obstacle.NO_HEADS
