"""What does not fit, counted so that a leader can act on it: by benefit, age, what lacks, and office."""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from typing import NamedTuple

from upheld.planning.allocation.inputs import Urgency
from upheld.planning.allocation.outcome import Obstacle, Plan, Unmet

AGES = (0, 50, 100, 200)
"""Where the bands of age begin, in per cent of the standard's time: fresh, halfway, late, very late."""


class UnmetGroup(NamedTuple):
    """Cases for which there is nobody, that are alike. `people` is how many more their points would fill."""

    benefit: str
    age_from: int
    reason: Obstacle
    missing: str
    office: str | None
    cases: int
    urgent: int
    points: int
    people: int


def unmet_demand(plan: Plan) -> tuple[UnmetGroup, ...]:
    """The unmet demand of a plan in groups, those with the most points first."""
    groups: dict[tuple[str, int, Obstacle, str, str | None], list[Unmet]] = defaultdict(list)
    for one in plan.unmet:
        age_from = max((since for since in AGES if one.age >= since), default=0)
        groups[one.benefit, age_from, one.reason, one.missing, one.office].append(one)
    found = (_group(key, cases, plan) for key, cases in groups.items())
    return tuple(sorted(found, key=lambda group: (-group.points, group[:4], group.office or "")))


def people_for(points: int, plan: Plan) -> int:
    """How many more people of the usual capacity this many hundredths of points would fill."""
    usual = [load.capacity for load in plan.loads if load.capacity > 0]
    each = plan.weights.sustainable(int(median(usual))) if usual else 0
    return -(-points // each) if each else 0


def _group(key: tuple[str, int, Obstacle, str, str | None], cases: list[Unmet], plan: Plan) -> UnmetGroup:
    points = sum(one.points for one in cases)
    urgent = sum(one.urgency is not Urgency.NONE for one in cases)
    return UnmetGroup(*key, len(cases), urgent, points, people_for(points, plan))
