"""Why this person, and what stood against others; why nobody, and what would have to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from upheld.planning.allocation.inputs import Case, Officer
from upheld.planning.allocation.obstacles import OF_ROOM, find_obstacles, load_today
from upheld.planning.allocation.outcome import InputsAreFaulty, Obstacle, OfficerLoad, Plan, Unmet
from upheld.planning.allocation.preferences import Why, weigh
from upheld.planning.allocation.unmet_demand import people_for

MOST_OTHERS = 5
"""How many others are named; all are counted."""


class Other(NamedTuple):
    """Somebody else who could have had the case, and what stood against them."""

    officer: str
    against: tuple[Why, ...]


class Change(NamedTuple):
    """What would help: if this one obstacle went, so many people could have the case; some of them."""

    obstacle: Obstacle
    people: int
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a case went to its proposed owner, or to nobody.

    `because` speaks for the owner. `others` are possible, `ruled_out` counts those who are not, by the first
    rule that stood against them. For a case without an owner `unmet` says why, `changes` what would help, and
    `points_like_it` how many hundredths of points wait for the same, the work of `people_like_it`.
    """

    case: Case
    owner: str | None
    percent: float
    because: tuple[Why, ...]
    others: tuple[Other, ...]
    possible: int
    ruled_out: tuple[tuple[Obstacle, int], ...]
    unmet: Unmet | None = None
    changes: tuple[Change, ...] = ()
    points_like_it: int = 0
    people_like_it: int = 0


def explain(case_id: str, plan: Plan, officers: Sequence[Officer], cases: Sequence[Case]) -> Explanation:
    """Explain what a plan says of one case, from what it was made of. Raises InputsAreFaulty if nothing."""
    case = next((one for one in cases if one.id == case_id), None)
    owner = next((one.officer for one in plan.placements if one.case == case_id), None)
    unmet = next((one for one in plan.unmet if one.case == case_id), None)
    if case is None or (owner is None and unmet is None):
        raise InputsAreFaulty(f"The plan says nothing of case {case_id}: it has an owner, or was not there.")
    loads = {load.officer: load for load in plan.loads}
    if unmet is not None:
        return _why_nobody(case, unmet, plan, officers, loads)
    return _why(case, next(one for one in officers if one.id == owner), plan, officers, loads)


def _why(
    case: Case, owner: Officer, plan: Plan, officers: Sequence[Officer], loads: dict[str, OfficerLoad]
) -> Explanation:
    others, ruled_out = [], Counter[Obstacle]()
    for one in sorted(officers, key=lambda officer: officer.id):
        if one.id == owner.id:
            continue
        stood = find_obstacles(one, case, load_today(one), plan.weights)
        if stood:
            ruled_out[stood[0]] += 1
        else:
            others.append((_cost(one, case, plan, loads), one))
    others.sort(key=lambda other: (other[0], other[1].id))
    named = tuple(Other(one.id, _against(one, owner, case, plan, loads)) for _, one in others[:MOST_OTHERS])
    return Explanation(
        case=case,
        owner=owner.id,
        percent=loads[owner.id].percent,
        because=_because(owner, case, plan, loads, [one for _, one in others]),
        others=named,
        possible=len(others),
        ruled_out=tuple(sorted(ruled_out.items(), key=_by_rule)),
    )


def _because(
    owner: Officer, case: Case, plan: Plan, loads: dict[str, OfficerLoad], others: list[Officer]
) -> tuple[Why, ...]:
    """What speaks for the owner."""
    if not others:
        return (Why.ONLY_ONE,)
    terms = weigh(owner, case, loads[owner.id].percent, plan.weights, plan.made_of.on)
    found = [why for why in (Why.KNOWN, Why.PRACTICE) if terms[why] < 0]
    if case.near is not None and case.place is None and not terms[Why.TRAVEL]:
        found.append(Why.TRAVEL)
    if case.specialism is not None and not terms[Why.SPECIALISM]:
        found.append(Why.SPECIALISM)
    least = min(loads[one.id].percent for one in others)
    if loads[owner.id].percent <= least or not found:
        found.append(Why.LOAD)
    return tuple(found)


def _against(
    other: Officer, owner: Officer, case: Case, plan: Plan, loads: dict[str, OfficerLoad]
) -> tuple[Why, ...]:
    """What stood against somebody who could have had the case when the plan was begun."""
    if find_obstacles(other, case, loads[other.id], plan.weights):
        return (Why.GIVEN_OTHERS,)
    on = plan.made_of.on
    theirs = weigh(other, case, loads[other.id].percent, plan.weights, on)
    ours = weigh(owner, case, loads[owner.id].percent, plan.weights, on)
    if sum(theirs.values()) < sum(ours.values()):
        return (Why.NEEDED_ELSEWHERE,)
    worse = tuple(why for why in theirs if theirs[why] > ours[why])
    if worse:
        return worse
    return (Why.LOAD,) if loads[other.id].percent >= loads[owner.id].percent else (Why.NEEDED_ELSEWHERE,)


def _cost(one: Officer, case: Case, plan: Plan, loads: dict[str, OfficerLoad]) -> float:
    percent = loads[one.id].percent
    return sum(weigh(one, case, percent, plan.weights, plan.made_of.on).values()) + percent / 100


def _why_nobody(
    case: Case, unmet: Unmet, plan: Plan, officers: Sequence[Officer], loads: dict[str, OfficerLoad]
) -> Explanation:
    ruled_out, alone = Counter[Obstacle](), dict[Obstacle, list[str]]()
    for one in sorted(officers, key=lambda officer: officer.id):
        stood = find_obstacles(one, case, loads[one.id], plan.weights)
        ruled_out.update(stood[:1])
        if len(stood) == 1 and stood[0] is not Obstacle.CONFLICT:
            alone.setdefault(stood[0], []).append(one.id)
    alike = [one for one in plan.unmet if _alike(one, unmet)]
    points = sum(one.points for one in alike)
    changes = (Change(what, len(ids), tuple(ids[:MOST_OTHERS])) for what, ids in alone.items())
    return Explanation(
        case=case,
        owner=None,
        percent=0.0,
        because=(),
        others=(),
        possible=0,
        ruled_out=tuple(sorted(ruled_out.items(), key=_by_rule)),
        unmet=unmet,
        changes=tuple(sorted(changes, key=lambda change: _by_rule((change.obstacle, 0)))),
        points_like_it=points,
        people_like_it=people_for(points, plan),
    )


def _alike(one: Unmet, other: Unmet) -> bool:
    """Whether two cases wait for the same thing."""
    if one.reason in OF_ROOM and other.reason in OF_ROOM:
        return one.benefit == other.benefit
    return (one.benefit, one.reason, one.missing) == (other.benefit, other.reason, other.missing)


def _by_rule(counted: tuple[Obstacle, int]) -> int:
    return list(Obstacle).index(counted[0])
