"""What speaks for and against one officer for one case, by the published weights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from upheld.planning.allocation.inputs import Case, Officer, Weights


class Why(StrEnum):
    """What can speak for somebody, or against them."""

    KNOWN = "known"
    TRAVEL = "travel"
    SPECIALISM = "specialism"
    KEPT_SPECIALIST = "kept-specialist"
    PRACTICE = "practice"
    MANY_HARD = "many-hard"
    LOAD = "load"
    ONLY_ONE = "only-one"
    GIVEN_OTHERS = "given-others"
    NEEDED_ELSEWHERE = "needed-elsewhere"


def weigh(officer: Officer, case: Case, percent: float, weights: Weights, on: date) -> Mapping[Why, int]:
    """The cost of each preference for this officer at this load, in per cent; below zero speaks for them."""
    is_far = case.place is None and case.near is not None and case.near not in officer.places
    lacks = case.specialism is not None and case.specialism not in officer.specialisms
    is_wasted = bool(officer.specialisms) and case.specialism not in officer.specialisms
    is_hard = case.level >= weights.hard_level and officer.hard_held >= weights.many_hard_cases
    is_known = any(
        past.officer == officer.id and weights.is_continuity(past, on) for past in case.past_owners
    )
    return {
        Why.KNOWN: -weights.continuity * is_known,
        Why.TRAVEL: weights.travel * is_far,
        Why.SPECIALISM: weights.specialism * lacks,
        Why.KEPT_SPECIALIST: weights.keep_specialists * is_wasted,
        Why.PRACTICE: -weights.development * (case.benefit in officer.growing),
        Why.MANY_HARD: weights.hard * is_hard,
        Why.LOAD: max(cost for since, cost in weights.load_steps if percent >= since),
    }
