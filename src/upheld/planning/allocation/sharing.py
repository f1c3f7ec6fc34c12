"""Why one officer was given so much: how much would be usual, and the reason for each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from upheld.planning.allocation.explaining import explain
from upheld.planning.allocation.inputs import Case, Officer
from upheld.planning.allocation.outcome import Plan
from upheld.planning.allocation.preferences import Why

_TELLING = (Why.ONLY_ONE, Why.KNOWN, Why.SPECIALISM, Why.PRACTICE, Why.TRAVEL, Why.LOAD)
"""Which reason counts where there are several: the one that leaves the least choice."""


class Portion(NamedTuple):
    """What one officer was given. `usual` is what their free room would bring, if all had the same skills."""

    officer: str
    given: int
    usual: float
    percent: float
    because: tuple[tuple[Why, int], ...]


def explain_share(officer: str, plan: Plan, officers: Sequence[Officer], cases: Sequence[Case]) -> Portion:
    """Explain how many cases one officer gets, reason by reason."""
    mine = [one.case for one in plan.placements if one.officer == officer]
    wanted = set(mine)
    about = [case for case in cases if case.id in wanted]
    reasons = (explain(case.id, plan, officers, about).because for case in about)
    counted = Counter(next(why for why in _TELLING if why in because) for because in reasons)
    load = next(one for one in plan.loads if one.officer == officer)
    present = {one.id for one in officers if one.present}
    room = sum(max(0, one.capacity - one.before) for one in plan.loads if one.officer in present)
    usual = len(plan.placements) * max(0, load.capacity - load.before) / room if room else 0.0
    because = sorted(counted.items(), key=lambda reason: (-reason[1], reason[0]))
    return Portion(officer, len(mine), usual, load.percent, tuple(because))
