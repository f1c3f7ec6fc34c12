"""Writes docs/benchmarks/linkage.md, and the same figures as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from benchmarks.findings import Findings
from benchmarks.report import FOLDER, table
from upheld.insight.linkage.model import CURRENT
from upheld.kernel import clock

COMMAND = "make evaluate"
MEASURED = ("upheld", "splink", "duckdb", "pyspark", "recordlinkage", "rapidfuzz")


def write(findings: Sequence[Findings], command: str, machine: str, minutes: float) -> str:
    """Write the page and its data over those of the run before, and say where."""
    (FOLDER / "linkage.md").write_text(
        "\n".join(_page(findings, command, machine, minutes)), encoding="utf-8"
    )
    data = {
        "command": command,
        "made_on": clock.today().isoformat(),
        "machine": machine,
        "versions": versions(),
        "model": CURRENT,
        "failures": [sentence for found in findings for sentence in found.failures],
        "parts": {
            found.title: [dict(zip(found.columns, row, strict=True)) for row in found.rows]
            for found in findings
        },
    }
    figures = json.dumps(data, ensure_ascii=False, indent=1)
    (FOLDER / "linkage.json").write_text(f"{figures}\n", encoding="utf-8")
    return "docs/benchmarks/linkage.md"


def versions() -> dict[str, str]:
    """What was measured, as far as it is installed."""
    found = {"Python": platform.python_version()}
    for name in MEASURED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _page(findings: Sequence[Findings], command: str, machine: str, minutes: float) -> Iterator[str]:
    today = clock.today()
    yield "# How well Upheld links"
    yield ""
    yield f"Written by `{command}`, which took {minutes:.0f} minutes."
    yield "The same figures as data: [linkage.json](linkage.json)."
    yield "What each figure counts: [the reference of linkage](../reference/linkage.md)."
    yield ""
    yield f"- Measured on {today.day} {today:%B %Y}, with the model {CURRENT} as it ships"
    yield f"- Machine: {machine}"
    yield f"- {', '.join(f'{name} {number}' for name, number in versions().items())}"
    yield ""
    yield "The invented population is made by `python -m benchmarks.population`; what goes wrong in it, and"
    yield "how often, stands in [faults.py](../../benchmarks/population/faults.py). Upheld's links are those"
    yield "that it makes by itself: what waits for a person counts as not linked."
    for found in findings:
        yield from ("", f"## {found.title}", "")
        yield from (*table(found), "") if found.rows else ()
        yield " ".join(found.notes)
        for sentence in found.failures:
            yield from ("", f"**Not as it should be:** {sentence}")
    yield ""
