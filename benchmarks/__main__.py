"""`python -m benchmarks`: run every benchmark, or those that are named, and write docs/benchmarks.

With names of benchmarks (people search logs events linking simulating demo pages looks erasing) only those
run, and nothing is written. `allocating` writes a page of its own: see benchmarks/allocating.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.allocating import __main__ as allocating
from benchmarks.findings import Findings, Sizes
from benchmarks.homes import temporary_home
from benchmarks.machine import describe_machine, list_versions
from benchmarks.processes import CommandFailed, ending_on_request, started, upheld
from benchmarks.report import FOLDER, Run, table, write
from benchmarks.stage import MODULES
from upheld.kernel import clock

SERVICE = ("people", "search", "logs", "events", "linking", "simulating")
DEMONSTRATION = ("demo", "pages", "looks", "erasing")
NEEDS = {"search": "people", "pages": "demo", "looks": "demo", "erasing": "demo"}
"""What a benchmark needs another one for: its people, or its demonstration."""


def main() -> int:
    """Run, print and write. Returns 1 when something failed or is not as it should be."""
    ending_on_request()
    if sys.argv[1:2] == ["allocating"]:
        return allocating.main(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"only these: {', '.join(MODULES)}", metavar="NAME")
    parser.add_argument("--people", type=int, default=Sizes.people, help="how many people to import")
    parser.add_argument("--linked", type=int, default=Sizes.linked, help="how many records to link")
    parser.add_argument("--due", type=int, default=Sizes.due, help="how many records are due to be erased")
    given = parser.parse_args()
    if unknown := set(given.names) - set(MODULES):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    wanted = set(given.names or MODULES) | {NEEDS[name] for name in given.names if name in NEEDS}
    sizes = replace(Sizes(), people=given.people, due=given.due, linked=given.linked)
    try:
        run = _run(wanted, sizes)
    except CommandFailed as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    if sizes == Sizes() and run.findings.keys() == MODULES.keys():
        write(run)
        print(f"\nWritten to {FOLDER.relative_to(FOLDER.parents[1])}.")
    for name in [name for name in MODULES if name in wanted and name not in run.findings]:
        print(f"The benchmark {name} was not done.", file=sys.stderr)
    for sentence in run.failures:
        print(f"Not as it should be: {sentence}", file=sys.stderr)
    return 1 if run.failures or wanted - run.findings.keys() else 0


def _run(wanted: Collection[str], sizes: Sizes) -> Run:
    began, machine, versions = time.monotonic(), describe_machine(), {}
    findings: dict[str, Findings] = {}
    for names in (SERVICE, DEMONSTRATION):
        chosen = [name for name in names if name in wanted]
        if not chosen:
            continue
        with temporary_home() as server:
            versions = list_versions(server)
            upheld("migrate")
            for name, found in _measure(chosen, sizes):
                findings[name] = found
                print(f"\n{found.title}\n", *table(found), *found.notes, sep="\n", flush=True)
    minutes = (time.monotonic() - began) / 60
    return Run(clock.today(), machine, versions, minutes, findings)


def _measure(names: Collection[str], sizes: Sizes) -> Iterator[tuple[str, Findings]]:
    """Each benchmark in a process of its own, up to the first that breaks."""
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        for name in names:
            file = Path(folder) / f"{name}.json"
            words = [sys.executable, "-m", "benchmarks.stage", name, str(file), json.dumps(asdict(sizes))]
            with started(words, quiet=False) as process:
                if process.wait() != 0:
                    print(f"The benchmark {name} ended with {process.returncode}.", file=sys.stderr)
                    return
            yield name, Findings.read(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    raise SystemExit(main())
