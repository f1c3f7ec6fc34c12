"""Reads of the rows of extracts that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import QuarantinedRow
from upheld.domains.people.permissions import rows_in_scope
from upheld.domains.people.queries.needs import system_label
from upheld.domains.people.rules.refusals import NoSuchQuarantinedRow


@dataclass(frozen=True, kw_only=True)
class QuarantinedRowRecord:
    """A row that was set aside: where it stood, what is wrong with it, the row itself and the corrections
    so far.

    `state` is "waiting", "accepted" or "dismissed". `row_number` counts as a spreadsheet does: the headings
    are row 1.
    """

    id: int
    system: str
    file_name: str
    row_number: int
    field: str
    value: str
    reason: str
    raw: Mapping[str, str]
    corrections: Mapping[str, str]
    office_id: UUID | None
    extract_on: date | None
    quarantined_at: datetime
    state: str
    settled_because: str


@dataclass(frozen=True, kw_only=True)
class QuarantineCount:
    """How many rows of a system wait, by the field that is wrong."""

    system: str
    system_label: str
    field: str
    waiting: int


def list_quarantined(
    *, viewer: Viewer, system: str | None = None, after: int = 0, limit: int = 100
) -> list[QuarantinedRowRecord]:
    """The rows that wait, oldest first, of one system or of all; `after` is the last id of the page before.

    One query.
    """
    rows = QuarantinedRow.objects.filter(rows_in_scope(viewer), state="waiting", id__gt=after)
    if system:
        rows = rows.filter(system=system)
    found = [_record(row) for row in rows.order_by("id")[:limit]]
    saw("quarantine", (), found=len(found))
    return found


def get_quarantined_row(*, viewer: Viewer, row_id: int) -> QuarantinedRowRecord:
    """One row, whatever became of it. Raises NoSuchQuarantinedRow. One query."""
    row = QuarantinedRow.objects.filter(rows_in_scope(viewer), id=row_id).first()
    if row is None:
        raise NoSuchQuarantinedRow
    saw("quarantine", (), found=1)
    return _record(row)


def count_quarantined(*, viewer: Viewer, on: date) -> list[QuarantineCount]:
    """How many rows wait, by system and field, most first. One query."""
    rows = QuarantinedRow.objects.filter(rows_in_scope(viewer), state="waiting")
    counted = (
        rows.values("system", "field").annotate(waiting=Count("id")).order_by("-waiting", "system", "field")
    )
    return [
        QuarantineCount(
            system=row["system"],
            system_label=system_label(row["system"], on),
            field=row["field"],
            waiting=row["waiting"],
        )
        for row in counted
    ]


def _record(row: QuarantinedRow) -> QuarantinedRowRecord:
    return QuarantinedRowRecord(
        id=row.id,
        system=row.system,
        file_name=row.file_name,
        row_number=row.row_number,
        field=row.field,
        value=row.value,
        reason=row.reason,
        raw=row.raw,
        corrections=row.corrections,
        office_id=row.office_id,
        extract_on=row.extract_on,
        quarantined_at=row.quarantined_at,
        state=row.state,
        settled_because=row.settled_because,
    )
