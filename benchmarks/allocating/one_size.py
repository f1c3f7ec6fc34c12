"""One agency, planned in a process of its own, which prints what it took and what it attained as JSON.

`python -m benchmarks.allocating.one_size CASES OFFICERS RATIO SEED [greedy]`
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence

from benchmarks.allocating.agency import ON, Agency, invent
from benchmarks.allocating.costs import worth
from benchmarks.allocating.greedy import WAYS
from tests.planning.allocation_checker import avoidable_crises, violations
from upheld.planning.allocation import Urgency, Weights, plan_batch

REASONS_CHECKED = 60
WEIGHTS = Weights()


def planned(agency: Agency) -> dict[str, object]:
    """The planner's figures: without ejections first, for the time, and then with them."""
    before = _peak_mb()
    began, wall = time.process_time(), time.perf_counter()
    plan_batch(agency.officers, agency.cases, WEIGHTS, on=ON, most_ejections=0)
    seconds, waited = time.process_time() - began, time.perf_counter() - wall
    began = time.process_time()
    plan = plan_batch(agency.officers, agency.cases, WEIGHTS, on=ON)
    ejecting = max(0.0, time.process_time() - began - seconds)
    peak = _peak_mb()
    wrong = violations(plan, agency.officers, agency.cases, sample=REASONS_CHECKED)
    return {
        "cpu": seconds,
        "wall": waited,
        "ejecting": ejecting,
        "ejections": plan.ejections,
        "before_mb": before,
        "peak_mb": peak,
        "wrong": wrong[:5],
        "violations": len(wrong),
        "avoidable": len(avoidable_crises(plan, agency.officers, agency.cases)),
        **_attained(plan.placements, agency),
    }


def compared(agency: Agency) -> list[dict[str, object]]:
    """The figures of the simple ways."""
    found = []
    for name, way in WAYS.items():
        began = time.process_time()
        pairs = way(agency, WEIGHTS)
        found.append({"way": name, "cpu": time.process_time() - began, **_attained(pairs, agency)})
    return found


def _attained(pairs: Sequence[tuple[str, str]], agency: Agency) -> dict[str, object]:
    officers, cases = {one.id: one for one in agency.officers}, {one.id: one for one in agency.cases}
    placed = {case for case, _ in pairs}
    left = [one for one in agency.cases if one.id not in placed]
    return {
        "worth": worth(pairs, officers, cases, WEIGHTS),
        "placed": len(pairs),
        "urgent_left": sum(one.urgency is not Urgency.NONE for one in left),
        "late_left": sum(one.age >= 100 for one in left),
    }


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(cases: str, officers: str, ratio: str, seed: str, way: str = "") -> None:
    """Print the figures of one agency."""
    agency = invent(cases=int(cases), officers=int(officers), ratio=float(ratio), seed=int(seed))
    print(json.dumps(compared(agency) if way == "greedy" else planned(agency)))


if __name__ == "__main__":
    main(*sys.argv[1:])
