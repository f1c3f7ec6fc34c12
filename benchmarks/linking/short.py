"""What `make bench` runs of the evaluation of linkage: public sets and a population, in one table."""

from __future__ import annotations

from benchmarks.findings import Findings, Sizes
from benchmarks.linking.parts import groups, invented_people, public_sets
from benchmarks.linking.runs import COLUMNS, evaluated, invented


def measure(sizes: Sizes) -> Findings:
    """The public sets, and `sizes.linked` records of invented people with and without numbers."""
    sets = public_sets()
    with invented(sizes.linked) as file:
        found = evaluated(file)
        people = invented_people(file, found)
    fair = groups(found)
    notes = (*people.notes, "More, by group and with others beside: [linkage.md](linkage.md).")
    failures = (*sets.failures, *people.failures, *fair.failures)
    return Findings("Linking records", COLUMNS, [*sets.rows, *people.rows], notes, failures)
