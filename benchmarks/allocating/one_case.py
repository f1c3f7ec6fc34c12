"""How long one case takes against very many officers, in a process of its own. Prints JSON.

`python -m benchmarks.allocating.one_case CASES OFFICERS RATIO SEED`
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.allocating.agency import ON, invent
from upheld.planning.allocation import Index, Placement, Weights, place_one


def main(cases: str, officers: str, ratio: str, seed: str) -> None:
    """Place the cases one after the other, each beside what went before, and print milliseconds."""
    agency = invent(cases=int(cases), officers=int(officers), ratio=float(ratio), seed=int(seed))
    began = time.process_time()
    index = Index(agency.officers, Weights())
    indexed = time.process_time() - began
    used, waited, placed = [], [], 0
    for case in agency.cases:
        wall, began = time.perf_counter(), time.process_time()
        found = place_one(case, index, on=ON)
        used.append(time.process_time() - began)
        waited.append(time.perf_counter() - wall)
        if isinstance(found, Placement):
            placed += 1
            index.record(case, found.officer)
    figures = {"p50": _at(used, 50), "p99": _at(used, 99), "wall_p99": _at(waited, 99)}
    print(json.dumps({**figures, "indexed": indexed, "placed": placed, "worst": 1000 * max(used)}))


def _at(seconds: list[float], percent: int) -> float:
    return 1000 * sorted(seconds)[len(seconds) * percent // 100 - 1]


if __name__ == "__main__":
    main(*sys.argv[1:])
