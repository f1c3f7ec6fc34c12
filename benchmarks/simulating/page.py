"""Writes docs/benchmarks/capacity.md, and the same figures as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version

from benchmarks.findings import Findings
from benchmarks.report import FOLDER, table
from upheld.kernel import clock

COMMAND = "python -m benchmarks.simulating"
MEASURED = ("upheld", "numpy", "scipy", "ortools")


def write(findings: Mapping[str, Findings], machine: str, minutes: float) -> str:
    """Write the page and its data over those of the run before, and say where."""
    (FOLDER / "capacity.md").write_text("\n".join(_page(findings, machine, minutes)), encoding="utf-8")
    data = {
        "command": COMMAND,
        "made_on": clock.today().isoformat(),
        "machine": machine,
        "versions": _versions(),
        "failures": [sentence for found in findings.values() for sentence in found.failures],
        "parts": {
            name: [dict(zip(found.columns, row, strict=True)) for row in found.rows]
            for name, found in findings.items()
        },
    }
    figures = json.dumps(data, ensure_ascii=False, indent=1)
    (FOLDER / "capacity.json").write_text(f"{figures}\n", encoding="utf-8")
    return "docs/benchmarks/capacity.md"


def _versions() -> dict[str, str]:
    return {"Python": platform.python_version()} | {name: version(name) for name in MEASURED}


def _page(findings: Mapping[str, Findings], machine: str, minutes: float) -> Iterator[str]:
    today = clock.today()
    yield "# Capacity, simulated"
    yield ""
    yield f"Written by `{COMMAND}`, which took {minutes:.0f} minutes."
    yield "The same figures as data: [capacity.json](capacity.json)."
    yield "Formulas, sources and limits: [the reference of capacity](../reference/capacity.md)."
    yield ""
    yield f"- Measured on {today.day} {today:%B %Y}"
    yield f"- Machine: {machine}"
    yield f"- {', '.join(f'{name} {number}' for name, number in _versions().items())}"
    for found in findings.values():
        yield from ("", f"## {found.title}", "", *table(found), "", " ".join(found.notes))
        for sentence in found.failures:
            yield from ("", f"**Not as it should be:** {sentence}")
    yield ""
