"""Receiving what benefit systems hold, a batch at a time, in a handful of statements for each batch.

A record is the same as before when its system and reference are. A new record gets its place by a linker,
which compares it with what is held, or without one by number and date of birth. A record that is held never
changes its client by itself. An old extract does not bring back a record that was erased; a later one does,
as a new record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from upheld.domains.people.commands.batch import Batch, facts_of
from upheld.domains.people.commands.linking import wait_for_other_links
from upheld.domains.people.commands.placing import ByNumber, Places, clients_by_number, find_places
from upheld.domains.people.commands.rescoring import rescore
from upheld.domains.people.commands.withdrawing import note_return
from upheld.domains.people.events import ClientRegistered, SourceRecordChanged, SourceRecordReceived
from upheld.domains.people.models import EarlierSourceRecord, SourceRecord
from upheld.domains.people.queries.holding import find_erased
from upheld.domains.people.rules.linking import HeldIdentity, Linker
from upheld.domains.people.rules.records import ImportCounts, ReceivedRecord
from upheld.kernel.among import is_among
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id
from upheld.kernel.prepared import Given

_encode = json.JSONEncoder(ensure_ascii=False).encode


@command
def receive_source_records(
    *,
    rows: Sequence[ReceivedRecord],
    system: str,
    linker: Linker | None = None,
    by: UUID,
    at: datetime,
) -> ImportCounts:
    """Take over what a system holds about people: about a thousand rows at a time. Repeating it changes
    nothing.

    What a client's record brings fills gaps, and may change what an earlier version of the same record
    brought; it never overwrites what an officer or another system wrote. Batches wait for each other, so
    that two imports at once cannot register one person twice.
    """
    wait_for_other_links()
    total = ImportCounts()
    for part in _with_each_reference_once(rows):
        total += _receive(part, system, linker, by, at)
    return total


@dataclass(frozen=True)
class Said:
    """What a row says: its facts, and a fingerprint of the whole row, whenever the extract was made."""

    facts: dict[str, Any]
    digest: str

    @classmethod
    def by(cls, row: ReceivedRecord) -> Said:
        """Read a row."""
        facts = facts_of(row)
        said = _encode([sorted(row.as_received.items()), facts])
        return cls(facts, hashlib.sha256(said.encode()).hexdigest())


@dataclass(frozen=True)
class _Change:
    row: ReceivedRecord
    held: SourceRecord
    said: Said


def _receive(
    rows: Sequence[ReceivedRecord], system: str, linker: Linker | None, by: UUID, at: datetime
) -> ImportCounts:
    references = Given("references", [row.reference for row in rows])
    records = SourceRecord.objects.filter(is_among("reference", references), system=system)
    held = {record.reference: record for record in records}
    again = [row for row in rows if row.reference in held]
    note_return(again, held, by=by, at=at)
    changes, counts = _compare(again, held)
    new, erased = _without_erased([row for row in rows if row.reference not in held], system)
    counts += ImportCounts(older=erased)
    if changes:
        counts += _change_all(changes, system, linker, by, at)
    if new:
        counts += _add_all(new, system, linker, by, at)
    return counts


def _change_all(
    changes: Sequence[_Change], system: str, linker: Linker | None, by: UUID, at: datetime
) -> ImportCounts:
    """Take over what held records say now, and look again whether they stand where they belong."""
    batch = Batch.of({change.held.client_id for change in changes}, system=system, by=by, at=at)
    for change in changes:
        _change(batch, change, at)
    batch.save()
    if linker is None:
        return ImportCounts()
    identities = [_identity(change.held, change.held.client_id) for change in changes]
    return ImportCounts(doubtful=rescore(identities, linker, by=by, at=at))


def _compare(
    rows: Sequence[ReceivedRecord], held: Mapping[str, SourceRecord]
) -> tuple[list[_Change], ImportCounts]:
    """Tell what changed from what is the same, and from what something later has replaced."""
    compared = [_Change(row, held[row.reference], Said.by(row)) for row in rows]
    same = [(one.row, one.held) for one in compared if one.said.digest == one.held.digest]
    _note_later_extracts(same)
    different = [one for one in compared if one.said.digest != one.held.digest]
    replaced = _replaced_already(different)
    changes = [
        one
        for one in different
        if one.row.extract_on >= one.held.extract_on
        and (one.held.id, one.said.digest, one.row.extract_on) not in replaced
    ]
    return changes, ImportCounts(
        unchanged=len(same), updated=len(changes), older=len(different) - len(changes)
    )


def _without_erased(rows: Sequence[ReceivedRecord], system: str) -> tuple[list[ReceivedRecord], int]:
    """The rows that may be taken over, and how many may not: their record was erased, and the extract is no
    later than the last one that was known then.
    """
    erased = find_erased(system, [row.reference for row in rows]) if rows else {}
    last = {reference: day or date.max for reference, day in erased.items()}
    new = [row for row in rows if row.extract_on > last.get(row.reference, date.min)]
    return new, len(rows) - len(new)


def _note_later_extracts(same: Sequence[tuple[ReceivedRecord, SourceRecord]]) -> None:
    later: dict[date, list[UUID]] = {}
    for row, record in same:
        if row.extract_on > record.extract_on:
            later.setdefault(row.extract_on, []).append(record.id)
    for extract_on, ids in later.items():
        SourceRecord.objects.filter(id__in=ids).update(extract_on=extract_on)


def _replaced_already(different: Sequence[_Change]) -> set[tuple[UUID, str, date]]:
    if not different:
        return set()
    earlier = EarlierSourceRecord.objects.filter(record__in=[one.held.id for one in different])
    return set(earlier.values_list("record_id", "digest", "extract_on"))


def _change(batch: Batch, change: _Change, at: datetime) -> None:
    record, row = change.held, change.row
    client = batch.clients[record.client_id]
    batch.take_over(client, row, before=record.facts)
    batch.earlier.append(
        EarlierSourceRecord(
            record=record,
            as_received=record.as_received,
            facts=record.facts,
            digest=record.digest,
            extract_on=record.extract_on,
            received_at=record.changed_at or record.received_at,
            replaced_at=at,
        )
    )
    record.as_received = dict(row.as_received)
    record.facts, record.digest = change.said.facts, change.said.digest
    record.extract_on, record.changed_at = row.extract_on, at
    batch.changed_records.append(record)
    event = SourceRecordChanged(client_id=client.id, source_record_id=record.id, system=record.system)
    batch.announce(event, client.id)


def _add_all(
    rows: Sequence[ReceivedRecord], system: str, linker: Linker | None, by: UUID, at: datetime
) -> ImportCounts:
    """Give new records their place, and register the clients whom they are the first to name."""
    records = [_record(row, system, at) for row in rows]
    numbers = clients_by_number(
        row.national_insurance_number for row in rows if row.national_insurance_number
    )
    places, batch = _placed([_identity(record, None) for record in records], numbers, linker, system, by, at)
    client_of, taken = places.placing.client_of, set(numbers.numbers)
    counts = ImportCounts()
    for row, record in zip(rows, records, strict=True):
        record.client_id = client_of[record.id]
        is_new = record.client_id not in batch.clients
        client = batch.register(row, record.client_id) if is_new else batch.clients[record.client_id]
        batch.new_records.append(record)
        batch.take_over(client, row, before=None)
        announced = ClientRegistered if is_new else SourceRecordReceived
        batch.announce(announced(client_id=client.id, source_record_id=record.id, system=system), client.id)
        number = row.national_insurance_number or ""
        counts += _counted(row, is_new, number in taken)
        taken.add(number)
    batch.save()
    return counts + ImportCounts(doubtful=places.save(records, by=by, at=at))


def _placed(
    newcomers: Sequence[HeldIdentity],
    numbers: ByNumber,
    linker: Linker | None,
    system: str,
    by: UUID,
    at: datetime,
) -> tuple[Places, Batch]:
    """The places of new records, and the clients whom they name, locked: looked for again when one of them
    was erased meanwhile.
    """
    while True:
        places = find_places(newcomers, numbers, linker)
        wanted = set(places.placing.client_of.values()) - places.placing.new_clients
        batch = Batch.of(wanted, system=system, by=by, at=at)
        if wanted <= set(batch.clients):
            return places, batch
        numbers = clients_by_number(one.national_insurance_number for one in newcomers)


def _counted(row: ReceivedRecord, is_new: bool, in_conflict: bool) -> ImportCounts:
    if not is_new:
        return ImportCounts(linked=1)
    if in_conflict and row.national_insurance_number:
        return ImportCounts(new_clients=1, conflicts=1, conflict_references=(row.reference,))
    return ImportCounts(new_clients=1)


def _record(row: ReceivedRecord, system: str, at: datetime) -> SourceRecord:
    said = Said.by(row)
    return SourceRecord(
        id=new_id(),
        system=system,
        reference=row.reference,
        as_received=dict(row.as_received),
        facts=said.facts,
        digest=said.digest,
        extract_on=row.extract_on,
        received_at=at,
    )


def _identity(record: SourceRecord, client_id: UUID | None) -> HeldIdentity:
    return HeldIdentity.of(
        record_id=record.id,
        client_id=client_id,
        system=record.system,
        reference=record.reference,
        facts=record.facts,
    )


def _with_each_reference_once(rows: Sequence[ReceivedRecord]) -> Iterator[list[ReceivedRecord]]:
    """Split the rows so that a reference that comes twice is first received, then compared."""
    part: dict[str, ReceivedRecord] = {}
    for row in rows:
        if row.reference in part:
            yield list(part.values())
            part = {}
        part[row.reference] = row
    if part:
        yield list(part.values())
