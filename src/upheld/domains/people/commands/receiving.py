"""Receiving what benefit systems hold, a batch at a time, in a handful of statements for each batch.

A record is the same as before when its system and reference are. A new record belongs to the client with
the same National Insurance number and date of birth, or else to a new client. An old extract does not bring
back a record that was erased; a later one does, as a new record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from upheld.domains.people.commands.batch import Batch, facts_of
from upheld.domains.people.events import ClientRegistered, SourceRecordChanged, SourceRecordReceived
from upheld.domains.people.models import Client, EarlierSourceRecord, SourceRecord
from upheld.domains.people.queries.holding import find_erased
from upheld.domains.people.rules.records import ImportCounts, ReceivedRecord
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id

_ONE_IMPORT_AT_A_TIME = 7_032_001
_encode = json.JSONEncoder(ensure_ascii=False).encode


@command
def receive_source_records(
    *, rows: Sequence[ReceivedRecord], system: str, by: UUID, at: datetime
) -> ImportCounts:
    """Take over what a system holds about people: about a thousand rows at a time. Repeating it changes
    nothing.

    What a client's record brings fills gaps, and may change what an earlier version of the same record
    brought; it never overwrites what an officer or another system wrote. Batches wait for each other, so
    that two imports at once cannot register one person twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
    total = ImportCounts()
    for part in _with_each_reference_once(rows):
        total += _receive(part, system, by, at)
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


def _receive(rows: Sequence[ReceivedRecord], system: str, by: UUID, at: datetime) -> ImportCounts:
    records = SourceRecord.objects.filter(
        _one_of("reference", (row.reference for row in rows)), system=system
    )
    held = {record.reference: record for record in records}
    changes, counts = _compare([row for row in rows if row.reference in held], held)
    new, erased = _without_erased([row for row in rows if row.reference not in held], system)
    counts += ImportCounts(older=erased)
    if not (new or changes):
        return counts
    clients, same_number = _clients_by_number(new)
    wanted = {change.held.client_id for change in changes} | {client.id for client in clients.values()}
    batch = Batch.of(wanted, system=system, by=by, at=at)
    for change in changes:
        _change(batch, change, at)
    counts += _add(batch, new, clients, same_number, system, at)
    batch.save()
    return counts


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


def _clients_by_number(
    rows: Sequence[ReceivedRecord],
) -> tuple[dict[tuple[str, date], Client], set[str]]:
    numbers = {row.national_insurance_number for row in rows if row.national_insurance_number}
    found = list(Client.objects.filter(_one_of("national_insurance_number", numbers)).order_by("id"))
    by_both = {}
    for client in reversed(found):
        if client.national_insurance_number and client.born_on:
            by_both[client.national_insurance_number, client.born_on] = client
    return by_both, {client.national_insurance_number or "" for client in found}


def _one_of(column: str, texts: Iterable[str]) -> RawSQL:
    """Whether a column is one of these texts: as one array, read several times faster than a list."""
    return RawSQL(f"{column} = ANY(%s::text[])", [list(texts)], output_field=BooleanField())  # noqa: S611


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


def _add(
    batch: Batch,
    rows: Sequence[ReceivedRecord],
    clients: dict[tuple[str, date], Client],
    same_number: set[str],
    system: str,
    at: datetime,
) -> ImportCounts:
    counts = ImportCounts()
    for row in rows:
        number, born_on = row.national_insurance_number, row.born_on
        key = (number, born_on) if number and born_on else None
        known = clients.get(key) if key else None
        client = batch.clients[known.id] if known else batch.register(row)
        record = _record(row, client, system, at)
        batch.new_records.append(record)
        batch.take_over(client, row, before=None)
        if known:
            event = SourceRecordReceived(client_id=client.id, source_record_id=record.id, system=system)
            batch.announce(event, client.id)
            counts = replace(counts, linked=counts.linked + 1)
            continue
        batch.announce(
            ClientRegistered(client_id=client.id, source_record_id=record.id, system=system), client.id
        )
        if key:
            clients[key] = client
        counts += _counted_as_new(row, in_conflict=number in same_number)
        same_number.add(number or "")
    return counts


def _counted_as_new(row: ReceivedRecord, *, in_conflict: bool) -> ImportCounts:
    if in_conflict:
        return ImportCounts(new_clients=1, conflicts=1, conflict_references=(row.reference,))
    return ImportCounts(new_clients=1)


def _record(row: ReceivedRecord, client: Client, system: str, at: datetime) -> SourceRecord:
    said = Said.by(row)
    return SourceRecord(
        id=new_id(),
        client_id=client.id,
        system=system,
        reference=row.reference,
        as_received=dict(row.as_received),
        facts=said.facts,
        digest=said.digest,
        extract_on=row.extract_on,
        received_at=at,
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
