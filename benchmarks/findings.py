"""What a benchmark found: a table, what is to be known about it, and what failed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

from benchmarks.processes import Ran

Cell = str | int | float | None
"""A word, a number, or nothing where a figure makes no sense."""


@dataclass(frozen=True)
class Findings:
    """The result of one benchmark; `failures` are sentences, and any of them makes the whole run fail."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The findings as JSON, for the process that collects them."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Findings:
        """The findings from their JSON."""
        held = json.loads(text)
        return cls(
            title=held["title"],
            columns=tuple(held["columns"]),
            rows=[tuple(row) for row in held["rows"]],
            notes=tuple(held["notes"]),
            failures=tuple(held["failures"]),
        )


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much each benchmark does: as `make bench` runs them, or less where a test runs them."""

    people: int = 100_000
    events: int = 2_000
    events_at_once: int = 20_000
    searches: int = 200
    visits: int = 7
    grants: int = 50
    due: int = 30_000
    linked: int = 1_000_000
    seed: int = field(default=1911)


def per_second(number: int, seconds: float) -> int:
    """How many in a second, as a whole number."""
    return round(number / seconds) if seconds else 0


def times(value: float, baseline: float) -> float | None:
    """How many times the baseline a value is, to three figures; None without a baseline."""
    return float(f"{value / baseline:.3g}") if baseline else None


def row_of(what: str, number: int, taken: Ran | float, baseline: float) -> tuple[Cell, ...]:
    """How a command, or a baseline in this process, dealt with so many things.

    What, number, seconds, CPU seconds, things each second, peak memory in MB, times the baseline.
    """
    if isinstance(taken, Ran):
        seconds, cpu, memory = taken.seconds, round(taken.cpu, 2), taken.peak_mb
        speed = per_second(number, seconds)
        return what, number, round(seconds, 2), cpu, speed, memory, times(seconds, baseline)
    return what, number, round(taken, 2), None, per_second(number, taken), None, times(taken, baseline)


def median_ms(seconds: Sequence[float]) -> float:
    """The median, in milliseconds to two decimals."""
    return round(median(seconds) * 1000, 2)


def p95_ms(seconds: Sequence[float]) -> float:
    """What 95 of 100 stay below, in milliseconds to two decimals."""
    return round(sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)] * 1000, 2)
