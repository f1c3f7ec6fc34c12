"""Checks a plan against the hard rules: independent of the planner, slow, and plainly right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from upheld.planning.allocation import Case, Obstacle, Officer, Plan, Unmet, Urgency, Weights


def violations(
    plan: Plan, officers: Sequence[Officer], cases: Sequence[Case], *, sample: int | None = None
) -> list[str]:
    """What is wrong with a plan, in sentences. With a sample, only so many of the reasons are looked at."""
    people, waiting = {one.id: one for one in officers}, {one.id: one for one in cases}
    given: dict[str, list[Case]] = defaultdict(list)
    wrong = list(_wrongly_counted(plan, cases))
    for placement in plan.placements:
        case = waiting[placement.case]
        given[placement.officer].append(case)
        wrong += [f"{case.id}: {what}" for what in _wrong_skill(people[placement.officer], case)]
    for officer in officers:
        wrong += [f"{officer.id}: {what}" for what in _wrong_load(officer, given[officer.id], plan.weights)]
    step = max(1, len(plan.unmet) // sample) if sample else 1
    for unmet in plan.unmet[::step]:
        true = true_reason(waiting[unmet.case], officers, given, plan.weights)
        if true is not unmet.reason:
            wrong.append(f"{unmet.case}: said {unmet.reason}, but it is {true}")
    return wrong


def _wrongly_counted(plan: Plan, cases: Sequence[Case]) -> Iterator[str]:
    """Each case without an owner is placed or unmet, once; none with an owner is touched."""
    said = sorted([*(one.case for one in plan.placements), *(one.case for one in plan.unmet)])
    if said != sorted(case.id for case in cases if case.owner is None):
        yield "not every case that waits is placed or unmet exactly once, or one with an owner was moved"


def _wrong_skill(officer: Officer, case: Case) -> Iterator[str]:
    if not any(held.benefit == case.benefit and held.level >= case.level for held in officer.accreditations):
        yield "given to somebody who is not trained for it"
    if any(need not in officer.speaks for need in case.needs):
        yield "given to somebody who does not work in what the client needs"
    if case.clearance > officer.clearance:
        yield "given to somebody who is not cleared"
    if case.place and case.place not in officer.places:
        yield "given to somebody who is not at the place"
    if not officer.present:
        yield "given to somebody who is away"
    if case.client in officer.conflicts or officer.id in case.barred:
        yield "given to somebody with a conflict of interest"


def _wrong_load(officer: Officer, given: list[Case], weights: Weights) -> Iterator[str]:
    if not given:
        return
    ordinary = sum(case.points for case in given if case.urgency is Urgency.NONE)
    if officer.load + sum(case.points for case in given) > officer.capacity:
        yield "has more points than their capacity"
    if officer.held + len(given) > officer.heads:
        yield "has more cases than their limit"
    if ordinary and 100 * (officer.load + ordinary) > weights.sustainable_percent * officer.capacity:
        yield "has more ordinary work than is sustainable"
    if officer.capacity == 0:
        yield "has nothing available and was given work"


def true_reason(
    case: Case, officers: Iterable[Officer], given: dict[str, list[Case]], weights: Weights
) -> Obstacle | None:
    """The first rule after which nobody is left for a case; None if somebody could have it."""
    left = list(officers)
    for rule in (
        Obstacle.NOT_TRAINED,
        Obstacle.LEVEL_TOO_LOW,
        Obstacle.LACKS_FORMAT,
        Obstacle.NOT_CLEARED,
        Obstacle.NOT_AT_PLACE,
        Obstacle.AWAY,
        Obstacle.CONFLICT,
        Obstacle.FULL,
        Obstacle.NO_HEADS,
        Obstacle.KEPT_FOR_CRISES,
    ):
        left = [one for one in left if _passes(rule, one, case, given[one.id], weights)]
        if not left:
            return rule
    return None


def _passes(rule: Obstacle, officer: Officer, case: Case, given: list[Case], weights: Weights) -> bool:
    levels = [held.level for held in officer.accreditations if held.benefit == case.benefit]
    load = officer.load + sum(one.points for one in given)
    usual = officer.load + sum(one.points for one in given if one.urgency is Urgency.NONE)
    return {
        Obstacle.NOT_TRAINED: bool(levels),
        Obstacle.LEVEL_TOO_LOW: any(level >= case.level for level in levels),
        Obstacle.LACKS_FORMAT: all(need in officer.speaks for need in case.needs),
        Obstacle.NOT_CLEARED: officer.clearance >= case.clearance,
        Obstacle.NOT_AT_PLACE: case.place is None or case.place in officer.places,
        Obstacle.AWAY: officer.present,
        Obstacle.CONFLICT: case.client not in officer.conflicts and officer.id not in case.barred,
        Obstacle.FULL: load + case.points <= officer.capacity,
        Obstacle.NO_HEADS: officer.held + len(given) < officer.heads,
        Obstacle.KEPT_FOR_CRISES: case.urgency is not Urgency.NONE
        or 100 * (usual + case.points) <= weights.sustainable_percent * officer.capacity,
    }[rule]


def avoidable_crises(plan: Plan, officers: Sequence[Officer], cases: Sequence[Case]) -> list[Unmet]:
    """Urgent cases that were left, though somebody could have them beside the other urgent ones alone."""
    urgent: dict[str, list[Case]] = defaultdict(list)
    waiting = {one.id: one for one in cases}
    for placement in plan.placements:
        if waiting[placement.case].urgency is not Urgency.NONE:
            urgent[placement.officer].append(waiting[placement.case])
    left = [one for one in plan.unmet if one.urgency is not Urgency.NONE]
    return [one for one in left if true_reason(waiting[one.case], officers, urgent, plan.weights) is None]
