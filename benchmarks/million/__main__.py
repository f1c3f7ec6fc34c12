"""`python -m benchmarks.million [--scale 1]`: pages at a hundredth and all of a million cases.

Each scale has a database of its own, in a new embedded PostgreSQL that is removed afterwards. The full run
writes docs/benchmarks/million.md; a smaller one only prints.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.homes import temporary_home
from benchmarks.machine import describe_machine, list_versions
from benchmarks.million.findings import findings_of
from benchmarks.processes import CommandFailed, ending_on_request, started, upheld
from benchmarks.report import FOLDER, Run, table, write
from upheld.kernel import clock

COMMAND = "make bench-million"
ABOUT = "Upheld at a million cases"


def main() -> int:
    """Measure, print and write. Returns 1 when something failed or is not as it should be."""
    ending_on_request()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="the largest: 1 is a million cases")
    parser.add_argument("--only", action="store_true", help="this scale alone, without the smaller one")
    parser.add_argument("--by-day", action="store_true", help="without the checks of the night")
    given = parser.parse_args()
    scales = [given.scale] if given.only else [given.scale / 100, given.scale]
    began, machine = time.monotonic(), describe_machine()
    found, versions = [], {}
    try:
        for scale in scales:
            print(f"{scale * 1_000_000:,.0f} cases", flush=True)
            with temporary_home() as server:
                versions = list_versions(server)
                found.append(_measured(scale, server, by_day=given.by_day))
    except CommandFailed as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    minutes = (time.monotonic() - began) / 60
    run = Run(clock.today(), machine, versions, minutes, findings_of(found), ABOUT, COMMAND)
    for one in run.findings.values():
        print(f"\n{one.title}\n", *table(one), *one.notes, sep="\n", flush=True)
    if given.scale >= 1 and not given.only:
        write(run, page="million.md", data="million.json")
        print(f"\nWritten to {FOLDER.relative_to(FOLDER.parents[1])}.")
    for sentence in run.failures:
        print(f"Not as it should be: {sentence}", file=sys.stderr)
    return 1 if run.failures else 0


def _measured(scale: float, server: str, *, by_day: bool) -> dict[str, object]:
    """One scale, in a process of its own. Raises CommandFailed."""
    upheld("migrate")
    os.environ["UPHELD_BENCH_DATABASE"] = server
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        file = Path(folder) / "found.json"
        words = [sys.executable, "-m", "benchmarks.million.one_scale", str(file), str(scale)]
        words += ["by-day"] if by_day else []
        with started(words, quiet=False) as process:
            if process.wait() != 0:
                raise CommandFailed(
                    f"Measuring {scale * 1_000_000:,.0f} cases ended with {process.returncode}."
                )
        found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
