"""`python -m benchmarks.simulating`: calls, caseload, forecasts and rosters, written to docs/benchmarks."""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.machine import describe_machine
from benchmarks.report import table
from benchmarks.simulating.page import COMMAND, write
from benchmarks.simulating.quality import measure_calls, measure_forecasts, measure_rosters
from benchmarks.simulating.speed import DRAWS, TEAMS, measure_speed


def main() -> int:
    """Measure, print and write. Returns 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--teams", type=int, default=TEAMS, help="how many; fewer, and nothing is written")
    given = parser.parse_args()
    began, machine = time.monotonic(), describe_machine()
    found = {
        "speed": measure_speed(given.teams, DRAWS),
        "calls": measure_calls(),
        "forecasts": measure_forecasts(),
        "rosters": measure_rosters(),
    }
    for one in found.values():
        print(f"\n{one.title}\n", *table(one), *one.notes, sep="\n", flush=True)
    if given.teams == TEAMS:
        print(f"\nWritten to {write(found, machine, (time.monotonic() - began) / 60)}.")
    failures = [sentence for one in found.values() for sentence in one.failures]
    for sentence in failures:
        print(f"Not as it should be: {sentence}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
