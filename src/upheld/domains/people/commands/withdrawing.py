"""Records that their system no longer holds: kept, and marked with the day since when that is so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.events import SourceRecordReturned, SourceRecordWithdrawn
from upheld.domains.people.models import SourceRecord
from upheld.domains.people.rules.records import ReceivedRecord
from upheld.kernel import outbox
from upheld.kernel.commands import command


@command
def withdraw_records(
    *, system: str, references: Sequence[str], extract_on: date, by: UUID, at: datetime
) -> int:
    """Mark records that a whole extract of their system does not name. Returns how many are marked now that
    were not before.

    A record that a later extract has named is left as it is.
    """
    wanted = SourceRecord.objects.filter(
        system=system, reference__in=list(references), withdrawn_on=None, extract_on__lte=extract_on
    )
    records = list(wanted.select_for_update().order_by("id").only("id", "client_id"))
    SourceRecord.objects.filter(id__in=[one.id for one in records]).update(withdrawn_on=extract_on)
    told = [
        (
            SourceRecordWithdrawn(client_id=one.client_id, source_record_id=one.id, system=system),
            f"client:{one.client_id}",
        )
        for one in records
    ]
    if told:
        outbox.record_many(told, by=by, at=at)
    return len(records)


def note_return(
    rows: Iterable[ReceivedRecord], held: Mapping[str, SourceRecord], *, by: UUID, at: datetime
) -> None:
    """Take the mark away from records that their system names again, in an extract that is no older."""
    back = [
        record
        for row in rows
        if (record := held[row.reference]).withdrawn_on and row.extract_on >= record.withdrawn_on
    ]
    if not back:
        return
    for record in back:
        record.withdrawn_on = None
    SourceRecord.objects.filter(id__in=[one.id for one in back]).update(withdrawn_on=None)
    told = [
        (
            SourceRecordReturned(client_id=one.client_id, source_record_id=one.id, system=one.system),
            f"client:{one.client_id}",
        )
        for one in back
    ]
    outbox.record_many(told, by=by, at=at)
