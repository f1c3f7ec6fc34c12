"""What a plan costs and is worth, reckoned from the published weights alone, apart from the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.allocating.agency import ON
from upheld.planning.allocation import Case, Officer, Urgency, Weights

Pairs = Iterable[tuple[str, str]]
"""Ids of cases, each with that of its officer."""


def price(case: Case, weights: Weights) -> int:
    """What leaving one point of a case costs."""
    extra = 0
    for since, cost in weights.unmet_by_age:
        if case.age >= since:
            extra = cost
    urgent = {
        Urgency.NONE: 0,
        Urgency.TERMINAL: weights.unmet_terminal,
        Urgency.CRISIS: weights.unmet_crisis,
    }
    return weights.unmet + extra + urgent[case.urgency]


def skill_cost(benefit: str, level: int, specialism: str | None, officer: Officer, weights: Weights) -> int:
    """What one point costs with an officer, for what can be said without knowing where the client lives."""
    cost = 0
    if specialism is not None and specialism not in officer.specialisms:
        cost += weights.specialism
    if officer.specialisms and (specialism is None or specialism not in officer.specialisms):
        cost += weights.keep_specialists
    if benefit in officer.growing:
        cost -= weights.development
    if level >= weights.hard_level and officer.hard_held >= weights.many_hard_cases:
        cost += weights.hard
    return cost


def is_known(case: Case, officer: Officer, weights: Weights) -> bool:
    """Whether the officer owned the case not too long ago."""
    days = [(ON - past.last_day).days for past in case.past_owners if past.officer == officer.id]
    return any(0 <= one <= weights.continuity_days for one in days)


def pair_cost(case: Case, officer: Officer, weights: Weights) -> int:
    """What one point of a case costs with an officer, apart from load."""
    cost = skill_cost(case.benefit, case.level, case.specialism, officer, weights)
    if case.place is None and case.near is not None and case.near not in officer.places:
        cost += weights.travel
    return cost - weights.continuity * is_known(case, officer, weights)


def load_cost(officer: Officer, points: int, weights: Weights) -> int:
    """What so many more points cost an officer by the steps of load."""
    bounds = [officer.capacity * since // 100 for since, _ in weights.load_steps] + [officer.capacity]
    total, top = 0, officer.load + points
    for (_, cost), low, high in zip(weights.load_steps, bounds, bounds[1:], strict=False):
        total += cost * max(0, min(high, top) - max(low, officer.load))
    return total


def worth_of_all(cases: Sequence[Case], weights: Weights) -> int:
    """What leaving every case would cost: the measure of what can be attained."""
    return sum(case.points * price(case, weights) for case in cases)


def worth(pairs: Pairs, officers: Mapping[str, Officer], cases: Mapping[str, Case], weights: Weights) -> int:
    """What a plan attains: the prices that it saves, less what its pairs and loads cost."""
    total, loads = 0, defaultdict[str, int](int)
    for case_id, officer_id in pairs:
        case, officer = cases[case_id], officers[officer_id]
        total += case.points * (price(case, weights) - pair_cost(case, officer, weights))
        loads[officer_id] += case.points
    return total - sum(load_cost(officers[one], points, weights) for one, points in loads.items())
