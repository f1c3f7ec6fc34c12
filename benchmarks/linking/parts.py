"""The parts of the evaluation of linkage, each one table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.findings import Cell, Findings
from benchmarks.linking.peers import peers
from benchmarks.linking.runs import COLUMNS, Wanted, as_row, evaluated, missed, without_numbers
from upheld.insight.linkage.febrl import FEBRL

PEOPLE = Wanted(cpu=25.0, peak_mib=2048)
NO_NUMBERS = Wanted(precision=0.998, recall=0.99, mixed=float("inf"), review=1.0)
LARGE = Wanted(peak_mib=9 * 1024)
F1_OF_FEBRL = {"febrl3": 0.9995, "febrl4": 1.0}
MOST_BEHIND = 2.0
"""Percentage points that a group's recall may be behind the best group's."""


def public_sets() -> Findings:
    """FEBRL 3 and 4, by Upheld and by two others in the same run."""
    rows: list[tuple[Cell, ...]] = []
    failures: list[str] = []
    for name in FEBRL:
        found = evaluated(name)
        rows.append(as_row(f"{name}, Upheld", found))
        rows += [(*as_row(f"{name}, {peer.name}", peer.found.as_data())[:-1], None) for peer in peers(name)]
        if found["f1"] < F1_OF_FEBRL[name]:
            failures.append(f"{name}: F1 is {found['f1']:.5f}, and should be at least {F1_OF_FEBRL[name]}.")
    notes = (
        "All are counted by the clusters that follow from the links. The model is estimated on each set "
        "without its truth, as recordlinkage's is, and the thresholds are those that ship. While levels "
        "and blocking keys were chosen, pairs of these sets that were missed had been looked at. The "
        "others are given pairs that agree in a name, the date of birth, the number or the postcode; "
        "their memory is not told apart.",
    )
    return Findings("Public sets whose truth is known", COLUMNS, rows, notes, tuple(failures))


def invented_people(file: Path, found: dict[str, Any]) -> Findings:
    """The invented population, with its numbers (already linked) and without any."""
    bare = evaluated(without_numbers(file))
    rows = [as_row("four systems", found), as_row("without any National Insurance number", bare)]
    failures = (*missed("Four systems", found, PEOPLE), *missed("Without numbers", bare, NO_NUMBERS))
    notes = (
        _intervals(found),
        "Recall is before anybody looked: pairs in review count as not linked. "
        f"Of {found['pairs_in_review']:,} pairs in review {found['true_pairs_in_review']:,} are of one "
        "person. Seconds and memory are of linking alone, from the file to the clusters.",
    )
    return Findings("Invented people", COLUMNS, rows, notes, failures)


def large_population(file: Path) -> Findings:
    """Far more of them, for the memory that it takes."""
    found = evaluated(file)
    failures = missed("The large population", found, LARGE)
    return Findings("Many more", COLUMNS, [as_row("four systems", found)], (_intervals(found),), failures)


def groups(found: dict[str, Any]) -> Findings:
    """Recall by name origin, age and sex: no group may be far behind."""
    columns = ("group", "pairs", "recall before review", "at least", "at most", "points behind the best")
    rows: list[tuple[Cell, ...]] = []
    failures = []
    for one in found["groups"]:
        name = f"{one['group'].replace('_', ' ')}: {one['value'].replace('_', ' ')}"
        bounds = (f"{one[bound]:.5f}" for bound in ("recall", "low", "high"))
        behind = None if one["behind"] is None else round(one["behind"], 2)
        rows.append((name, one["pairs"], *bounds, behind))
        if behind is not None and behind > MOST_BEHIND:
            failures.append(f"{name} is {behind} points behind the best group.")
    notes = (
        "Groups with fewer than 1,000 pairs are shown and not compared. Bounds hold in 95 of 100 cases.",
    )
    return Findings("Equal treatment", columns, rows, notes, tuple(failures))


def _intervals(found: dict[str, Any]) -> str:
    precision, recall = found["precision_interval"], found["recall_interval"]
    return (
        f"In 95 of 100 such populations precision lies between {precision[0]:.5f} and {precision[1]:.5f}, "
        f"recall between {recall[0]:.5f} and {recall[1]:.5f}."
    )
