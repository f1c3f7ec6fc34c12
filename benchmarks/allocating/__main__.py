"""`python -m benchmarks.allocating`: plan invented agencies, and write docs/benchmarks/allocation.md.

With --cases only agencies up to so many cases are planned, and nothing is written. Each figure comes from a
process of its own: the plan, its bound, and the simple ways.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from importlib.metadata import version
from typing import Any

from benchmarks.allocating.figures import one_case, peers, quality, speed
from benchmarks.machine import describe_machine
from benchmarks.processes import CommandFailed, ending_on_request, run
from benchmarks.report import FOLDER, Run, table, write
from upheld.kernel import clock

SIZES = ((1_000, 100), (10_000, 1_000), (100_000, 5_000))
RATIOS = (0.85, 0.92, 1.0, 1.15)
SEED = 7
COMMAND = "python -m benchmarks.allocating"


def main(words: list[str] | None = None) -> int:
    """Measure, print and write. Returns 1 when something failed or is not as it should be."""
    ending_on_request()
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--cases", type=int, default=SIZES[-1][0], help="the most cases of an agency")
    given = parser.parse_args(words)
    began, machine = time.monotonic(), describe_machine()
    try:
        chosen = [(cases, officers) for cases, officers in SIZES if cases <= given.cases]
        sizes = [_measured(*size, ratio) for size in chosen for ratio in RATIOS]
        single = {**_asked("one_case", 10_000, 5_000, 1.0), "officers": 5_000, "cases": 10_000}
    except CommandFailed as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    named = {"speed": speed(sizes), "quality": quality(sizes), "peers": peers(sizes), "one": one_case(single)}
    minutes = (time.monotonic() - began) / 60
    done = Run(
        clock.today(), machine, _versions(), minutes, named, "How cases are given to officers", COMMAND
    )
    for found in named.values():
        print(f"\n{found.title}\n", *table(found), *found.notes, sep="\n", flush=True)
    if given.cases >= SIZES[-1][0]:
        write(done, page="allocation.md", data="allocation.json")
        print(f"\nWritten to {FOLDER.relative_to(FOLDER.parents[1])}.")
    for sentence in done.failures:
        print(f"Not as it should be: {sentence}", file=sys.stderr)
    return 1 if done.failures else 0


def _measured(cases: int, officers: int, ratio: float) -> dict[str, Any]:
    """One agency: its plan, its bound, and the simple ways."""
    size = (cases, officers, ratio)
    found = {
        "cases": cases,
        "officers": officers,
        "ratio": ratio,
        "plan": _asked("one_size", *size),
        "bound": _asked("bound", *size),
        "greedy": _asked("one_size", *size, more=("greedy",)),
    }
    print(json.dumps(found), flush=True)
    return found


def _asked(module: str, cases: int, officers: int, ratio: float, more: tuple[str, ...] = ()) -> Any:
    words = [str(word) for word in (cases, officers, ratio, SEED)]
    return json.loads(run([sys.executable, "-m", f"benchmarks.allocating.{module}", *words, *more]).out)


def _versions() -> dict[str, str]:
    named = {"Upheld": "upheld", "OR-Tools": "ortools", "NumPy": "numpy", "SciPy": "scipy"}
    return {"Python": platform.python_version(), **{shown: version(name) for shown, name in named.items()}}


if __name__ == "__main__":
    raise SystemExit(main())
