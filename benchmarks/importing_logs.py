"""Importing a real case log in both of its formats, against parsing the same file and keeping nothing."""

from __future__ import annotations

import csv
import gzip
import json
import time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse

from benchmarks.findings import Cell, Findings, Sizes, row_of
from benchmarks.processes import ROOT, upheld

LOGS = ROOT.parent / "shared" / "data" / "event_logs"
ZONE = "Europe/Amsterdam"
"""Where the log comes from: its CSV does not say."""

COMPARED = (
    "cases",
    "events",
    "workers",
    "cases_with_deadline",
    "finished_by_deadline",
    "people_per_case",
    "handovers",
    "returns",
    "median_working_days",
)
COLUMNS = ("what", "cases", "seconds", "CPU seconds", "cases/s", "peak memory, MB", "times the baseline")


def measure(sizes: Sizes, *, folder: Path = LOGS, stem: str = "receipt") -> Findings:
    """Import `stem`.xes.gz and `stem`.csv as two logs, and measure the first."""
    del sizes  # a real log has the size that it has
    title = "Importing a real case log"
    files = [folder / f"{stem}.xes.gz", folder / f"{stem}.csv"]
    if not all(file.is_file() for file in files):
        note = (
            "Skipped: the public log is not there. Put it in shared/data/event_logs, beside the repository."
        )
        return Findings(title, COLUMNS, [], notes=(note,))
    measured = [_import(file, f"benchmark-{number}") for number, file in enumerate(files)]
    rows = [row for some, _ in measured for row in some]
    figures = [held for _, held in measured]
    same = figures[0] == figures[1]
    return Findings(
        title=title,
        columns=COLUMNS,
        rows=rows,
        notes=(
            f"A municipality's log of {figures[0]['events']:,} events by {figures[0]['workers']:,} workers. "
            "The baseline parses the file and keeps nothing.",
        ),
        failures=() if same else ("The two formats of the log give different measures.",),
    )


def _import(file: Path, name: str) -> tuple[list[tuple[Cell, ...]], dict[str, Any]]:
    bare = _parse(file)
    done = upheld("import", "log", file, "--name", name, "--zone", ZONE)
    shown = upheld("measure", "log", name, "--format", "json")
    held = {key: value for key, value in json.loads(shown.out).items() if key in COMPARED}
    cases = held["cases"]
    rows = [
        row_of(f"baseline: parsing `{file.name}`", cases, bare, bare),
        row_of(f"`upheld import log {file.name}`", cases, done, bare),
        row_of("`upheld measure log` of it", cases, shown, bare),
    ]
    return rows, held


def _parse(file: Path) -> float:
    """Seconds to go through every element or row of the file."""
    began = time.perf_counter()
    if file.suffix == ".gz":
        with gzip.open(file) as stream:
            for _, element in iterparse(stream):
                element.clear()
    else:
        with file.open(encoding="utf-8", newline="") as text:
            for _ in csv.DictReader(text):
                pass
    return time.perf_counter() - began
