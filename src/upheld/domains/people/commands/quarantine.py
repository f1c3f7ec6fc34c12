"""Rows of extracts that could not be read: set aside, corrected, tried again, dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import who_acts
from upheld.domains.people.commands.erasing import row_seal
from upheld.domains.people.commands.receiving import receive_source_records
from upheld.domains.people.events import (
    QuarantinedRowAccepted,
    QuarantinedRowDismissed,
    RowQuarantined,
)
from upheld.domains.people.models import QuarantinedRow
from upheld.domains.people.permissions import rows_in_scope
from upheld.domains.people.queries.holding import find_erased
from upheld.domains.people.rules.linking import Linker
from upheld.domains.people.rules.reading import RowIsFaulty, RowReader, columns_of, headings_of
from upheld.domains.people.rules.records import FaultyRow, ImportCounts
from upheld.domains.people.rules.refusals import (
    NoSuchField,
    NoSuchQuarantinedRow,
    ReasonIsMissing,
    RowIsSettled,
)
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.event import DomainEvent
from upheld.policy import SourceSystem, current_pack


@dataclass(frozen=True, kw_only=True)
class Retried:
    """What came of trying a row again: the counts when it was read, or else field, value and reason."""

    accepted: bool
    counts: ImportCounts
    field: str = ""
    value: str = ""
    reason: str = ""


@command
def quarantine_rows(
    *,
    rows: Sequence[FaultyRow],
    system: str,
    file_name: str,
    office_id: UUID | None = None,
    extract_on: date | None = None,
    by: UUID,
    at: datetime,
) -> int:
    """Set rows aside, each once however often its file is imported. Returns how many had not been set aside
    before.

    `office_id` and `extract_on` are what the import was told, for rows that do not say them.
    """
    wanted = {row.digest: row for row in reversed(rows)}
    known = QuarantinedRow.objects.filter(system=system, digest__in=wanted).values_list("digest", flat=True)
    for digest in known:
        del wanted[digest]
    for mark in find_erased(system, [row_seal(digest) for digest in wanted]):
        del wanted[mark.removeprefix(row_seal(""))]
    new = [
        QuarantinedRow(
            system=system,
            file_name=file_name,
            row_number=row.row_number,
            field=row.field,
            value=row.value,
            reason=row.reason,
            raw=dict(row.raw),
            digest=row.digest,
            office_id=office_id,
            extract_on=extract_on,
            quarantined_at=at,
        )
        for row in sorted(wanted.values(), key=lambda row: row.row_number)
    ]
    QuarantinedRow.objects.bulk_create(new)
    outbox.record_many(
        [
            (
                RowQuarantined(row_id=row.id, system=system, row_number=row.row_number, field=row.field),
                f"quarantined-row:{row.id}",
            )
            for row in new
        ],
        by=by,
        at=at,
    )
    return len(new)


@command
def correct_quarantined_row(*, row_id: int, values: Mapping[str, str], by: UUID, at: datetime) -> None:
    """Keep better values for a row, by the heading of the column or the name of the field. The row is not
    tried yet.

    Raises NoSuchQuarantinedRow, RowIsSettled, and NoSuchField for a name that the system's extracts do not
    have.
    """
    row = _waiting(row_id, by=by, at=at)
    layout = current_pack().system(row.system)
    corrections = {_heading(layout, name): value for name, value in values.items()}
    row.corrections = {**row.corrections, **corrections}
    row.save(update_fields=["corrections"])


@command
def retry_quarantined_row(
    *, row_id: int, offices: Mapping[str, UUID], linker: Linker | None = None, by: UUID, at: datetime
) -> Retried:
    """Read a row again with its corrections and receive it, or keep it waiting with the reason that it has
    now.

    `offices` maps the key of an office, in small letters, to its id. Raises NoSuchQuarantinedRow,
    RowIsSettled.
    """
    row = _waiting(row_id, by=by, at=at)
    pack = current_pack()
    reader = RowReader(
        layout=pack.system(row.system),
        pack=pack,
        offices=offices,
        today=at.date(),
        office_id=row.office_id,
        extract_on=row.extract_on,
    )
    try:
        record = reader.read({**row.raw, **row.corrections})
    except RowIsFaulty as fault:
        row.field, row.value, row.reason = fault.field, fault.value, fault.reason
        row.save(update_fields=["field", "value", "reason"])
        return Retried(
            accepted=False,
            counts=ImportCounts(),
            field=fault.field,
            value=fault.value,
            reason=fault.reason,
        )
    counts = receive_source_records(rows=[record], system=row.system, linker=linker, by=by, at=at)
    _settle(row, "accepted", "", QuarantinedRowAccepted(row_id=row.id, system=row.system), by, at)
    return Retried(accepted=True, counts=counts)


@command
def dismiss_quarantined_row(*, row_id: int, reason: str, by: UUID, at: datetime) -> None:
    """Decide that a row will not be read, and why. It stays on record, and is not set aside again.

    Raises NoSuchQuarantinedRow, RowIsSettled, ReasonIsMissing.
    """
    if not reason.strip():
        raise ReasonIsMissing
    row = _waiting(row_id, by=by, at=at)
    event = QuarantinedRowDismissed(row_id=row.id, system=row.system)
    _settle(row, "dismissed", reason.strip(), event, by, at)


def _waiting(row_id: int, *, by: UUID, at: datetime) -> QuarantinedRow:
    scope = rows_in_scope(who_acts(by, at))
    row = QuarantinedRow.objects.select_for_update().filter(scope, id=row_id).first()
    if row is None:
        raise NoSuchQuarantinedRow
    if row.state != "waiting":
        raise RowIsSettled(state=row.state)
    return row


def _settle(
    row: QuarantinedRow, state: str, because: str, event: DomainEvent, by: UUID, at: datetime
) -> None:
    row.state, row.settled_at, row.settled_by, row.settled_because = state, at, by, because
    row.save(update_fields=["state", "settled_at", "settled_by", "settled_because"])
    outbox.record(event, stream=f"quarantined-row:{row.id}", by=by, at=at)


def _heading(layout: SourceSystem, name: str) -> str:
    headings = headings_of(layout)
    if name in headings:
        return name
    columns = columns_of(layout, name)
    if not columns:
        raise NoSuchField(name=name, known=", ".join((*layout.columns, *headings)))
    return columns[0]
