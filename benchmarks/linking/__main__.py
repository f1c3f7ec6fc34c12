"""`python -m benchmarks.linking`: how well records are linked, in full; writes docs/benchmarks/linkage.md.

With fewer records than usual it only prints, unless told to write; the page then says by which command.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.findings import Findings
from benchmarks.linking import arriving
from benchmarks.linking.page import COMMAND, write
from benchmarks.linking.parts import groups, invented_people, large_population, public_sets
from benchmarks.linking.runs import evaluated, invented
from benchmarks.machine import describe_machine
from benchmarks.processes import CommandFailed, ending_on_request
from benchmarks.report import table

RECORDS, LARGE = 1_000_000, 5_000_000


def main() -> int:
    """Measure, print and write. Returns 1 when something failed or is not as it should be."""
    ending_on_request()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS, help="invented people to link")
    parser.add_argument("--large", type=int, default=LARGE, help="far more of them; 0 for none")
    parser.add_argument("--write", action="store_true", help="write the page, whatever the sizes")
    given = parser.parse_args()
    began, machine = time.monotonic(), describe_machine()
    findings = []
    try:
        for found in _parts(given.records, given.large):
            findings.append(found)
            print(f"\n{found.title}\n", *table(found), *found.notes, sep="\n", flush=True)
    except CommandFailed as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    failures = [sentence for found in findings for sentence in found.failures]
    usual = (given.records, given.large) == (RECORDS, LARGE)
    if usual or given.write:
        command = COMMAND if usual else f"python -m benchmarks.linking {' '.join(sys.argv[1:])}"
        print(f"\nWritten to {write(findings, command, machine, (time.monotonic() - began) / 60)}.")
    for sentence in failures:
        print(f"Not as it should be: {sentence}", file=sys.stderr)
    return 1 if failures else 0


def _parts(records: int, large: int) -> Iterator[Findings]:
    yield public_sets()
    with invented(records) as file:
        found = evaluated(file)
        yield invented_people(file, found)
        yield groups(found)
        yield arriving.measure(file, new=min(arriving.NEW, records // 20))
    if large:
        with invented(large) as file:
            yield large_population(file)
    else:
        yield Findings("Many more", (), [], ("Left out of this run.",))


if __name__ == "__main__":
    raise SystemExit(main())
