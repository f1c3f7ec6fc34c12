"""Runs of `upheld link evaluate`, each a process of its own, on invented people and on the public sets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from benchmarks.findings import Cell
from benchmarks.processes import run, upheld

SEED = 2026
"""Of the population that is linked. The model that ships was trained on others."""
COLUMNS = (
    "what", "records", "precision", "recall before review", "F1", "mixed clusters per 100,000",
    "in review, %", "seconds", "CPU seconds", "peak MiB",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What is promised of one run, and so what is told when it falls short."""

    precision: float = 0.999
    recall: float = 0.996
    mixed: float = 15.0
    review: float = 0.015
    cpu: float | None = None
    peak_mib: int | None = None


@contextmanager
def invented(records: int, *, seed: int = SEED) -> Iterator[Path]:
    """A file of so many records of invented people, made in a process of its own, and removed afterwards."""
    with TemporaryDirectory(prefix="upheld-bench-") as folder:
        file = Path(folder) / "people.parquet"
        run(
            [
                sys.executable,
                "-m",
                "benchmarks.population",
                f"--records={records}",
                f"--seed={seed}",
                str(file),
            ]
        )
        yield file


def without_numbers(file: Path) -> Path:
    """The same records without any National Insurance number, in a file beside it."""
    table = pyarrow.parquet.read_table(file)
    other = file.with_name("without-numbers.parquet")
    place = table.column_names.index("national_insurance_number")
    blank = pa.repeat("", table.num_rows)
    pyarrow.parquet.write_table(table.set_column(place, "national_insurance_number", blank), other)
    return other


def evaluated(what: str | Path) -> dict[str, Any]:
    """What linking it came to; seconds, processor and memory are of linking alone. Raises CommandFailed."""
    ran = upheld("link", "evaluate", what, "--format", "json")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def as_row(what: str, found: dict[str, Any]) -> tuple[Cell, ...]:
    """One line of the table."""
    shares = [f"{found[name]:.5f}" for name in ("precision", "recall", "f1")]
    mixed, review = round(found["clusters_mixed_per_100k"], 1), f"{100 * found['in_review_share']:.2f}"
    used = (round(found["seconds"], 1), round(found["cpu_seconds"], 1), found["peak_mib"])
    return (what, found["records"], *shares, mixed, review, *used)


def missed(what: str, found: dict[str, Any], wanted: Wanted) -> tuple[str, ...]:
    """What falls short of what is promised, in sentences."""
    told = []
    for name, figure, least in (
        ("precision", found["precision"], wanted.precision),
        ("recall before review", found["recall"], wanted.recall),
    ):
        if figure < least:
            told.append(f"{what}: {name} is {figure:.5f}, and should be at least {least}.")
    for name, figure, most in (
        ("the number of mixed clusters in 100,000", found["clusters_mixed_per_100k"], wanted.mixed),
        ("the share of records in review", found["in_review_share"], wanted.review),
        ("processor time in seconds", found["cpu_seconds"], wanted.cpu),
        ("memory in MiB", found["peak_mib"], wanted.peak_mib),
    ):
        if most is not None and figure > most:
            told.append(f"{what}: {name} is {figure:,.4g}, and should be at most {most:,}.")
    return tuple(told)
