"""Writes docs/benchmarks: a page for people, and the same figures as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.findings import Cell, Findings
from benchmarks.processes import ROOT

FOLDER = ROOT / "docs" / "benchmarks"
COMMAND = "make bench"


@dataclass(frozen=True)
class Run:
    """One run of all benchmarks: when, on what, and what was found."""

    made_on: date
    machine: str
    versions: Mapping[str, str]
    minutes: float
    findings: Mapping[str, Findings]
    title: str = "How fast Upheld is"
    command: str = COMMAND

    @property
    def failures(self) -> list[str]:
        """All that failed, in sentences."""
        return [sentence for found in self.findings.values() for sentence in found.failures]


def write(run: Run, folder: Path = FOLDER, *, page: str = "README.md", data: str = "figures.json") -> None:
    """Write the page and the data, over those of the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / page).write_text("\n".join(_page(run, data)), encoding="utf-8")
    figures = json.dumps(_data(run), ensure_ascii=False, indent=1)
    (folder / data).write_text(f"{figures}\n", encoding="utf-8")


def table(found: Findings) -> list[str]:
    """The table of a benchmark, as Markdown lines."""
    numbers = [
        all(not isinstance(row[place], str) for row in found.rows) for place in range(len(found.columns))
    ]
    lines = [list(found.columns), ["---:" if number else "---" for number in numbers]]
    lines += [[_shown(cell) for cell in row] for row in found.rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


def _page(run: Run, data: str) -> Iterator[str]:
    yield f"# {run.title}"
    yield ""
    yield f"Written by `{run.command}`, which took {run.minutes:.0f} minutes."
    yield f"The same figures as data: [{data}]({data})."
    yield ""
    yield f"- Measured on {run.made_on.day} {run.made_on:%B %Y}"
    yield f"- Machine: {run.machine}"
    versions = ", ".join(f"{name} {number}" for name, number in run.versions.items())
    yield f"- {versions} (the embedded server with its own settings)"
    yield ""
    yield "A ratio against a baseline of the same run travels better from machine to machine than seconds do."
    for found in run.findings.values():
        yield from ("", f"## {found.title}", "")
        yield from (*table(found), "") if found.rows else ()
        yield " ".join(found.notes)
        for sentence in found.failures:
            yield from ("", f"**Not as it should be:** {sentence}")
    yield ""


def _data(run: Run) -> dict[str, object]:
    return {
        "command": run.command,
        "made_on": run.made_on.isoformat(),
        "machine": run.machine,
        "versions": dict(run.versions),
        "failures": run.failures,
        "benchmarks": {
            name: {
                "title": found.title,
                "rows": [dict(zip(found.columns, row, strict=True)) for row in found.rows],
                "notes": list(found.notes),
            }
            for name, found in run.findings.items()
        },
    }


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.2f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|")
