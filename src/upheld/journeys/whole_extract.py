"""What a whole extract of a system does not name is no longer held there: records are marked, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import the_service
from upheld.domains.people.commands import withdraw_records
from upheld.domains.people.queries import (
    FaultyRow,
    ReceivedRecord,
    columns_of,
    iterate_held_references,
)
from upheld.policy import SourceSystem


@dataclass
class NamedRecords:
    """The references that an extract names, also in rows that could not be read, and the latest day of it.

    `unreadable` counts the rows of which nobody can tell whom they name: while there is one, it is not known
    what the extract leaves out.
    """

    layout: SourceSystem
    references: set[str] = field(default_factory=set)
    extract_on: date | None = None
    unreadable: int = 0

    def take(self, good: Sequence[ReceivedRecord], bad: Sequence[FaultyRow]) -> None:
        """Note whom these rows name."""
        self.references.update(row.reference for row in good)
        days = {row.extract_on for row in good} | ({self.extract_on} if self.extract_on else set())
        self.extract_on = max(days, default=None)
        for row in bad:
            reference = self._reference(row)
            self.references.add(reference)
            self.unreadable += not reference

    def _reference(self, row: FaultyRow) -> str:
        if row.field == "row":
            return ""
        cells = (row.raw.get(heading, "").strip() for heading in columns_of(self.layout, "reference"))
        return " ".join(cells).strip()

    @property
    def is_whole(self) -> bool:
        """Whether it is known what the extract names, and that is somebody."""
        return self.extract_on is not None and not self.unreadable


def withdraw_unnamed(named: NamedRecords, *, system: str, by: UUID, at: datetime) -> int:
    """Mark the records of a system that its whole extract does not name. Returns how many are marked now.

    None is marked of an extract without a row that could be read, or with one that names nobody knows whom.
    """
    if named.extract_on is None or not named.is_whole:
        return 0
    total = 0
    held = iterate_held_references(viewer=the_service(), system=system, extract_on=named.extract_on)
    for some in held:
        gone = [reference for reference in some if reference not in named.references]
        if gone:
            total += withdraw_records(
                system=system, references=gone, extract_on=named.extract_on, by=by, at=at
            )
    return total
