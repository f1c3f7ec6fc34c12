"""Taking a record out of a client's: it was about somebody else, who becomes a client of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from upheld.domains.access.queries import who_acts
from upheld.domains.people.commands.batch import Batch
from upheld.domains.people.commands.linking import wait_for_other_links
from upheld.domains.people.commands.writing import announce
from upheld.domains.people.events import ClientRegistered, RecordTakenOut
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    Link,
    Representative,
    SourceRecord,
)
from upheld.domains.people.permissions import records_in_scope
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.pairs import NoSuchRecord, OnlyRecordStays, check_reason
from upheld.domains.people.rules.records import ReceivedRecord
from upheld.domains.people.rules.searching import fact_keys, name_keys, reference_key
from upheld.kernel.commands import command

_DATES = ("born_on", "died_on")
_BELIEVED = (
    *_DATES, "title", "pronouns", "national_insurance_number", "language", "format", "channel",
    "safe_contact",
)  # fmt: skip


@command
def take_out_record(*, record_id: UUID, because: str, by: UUID, at: datetime) -> UUID:
    """Let a record of a system belong to a new client, made from what it says. Returns the client's id.

    Its link ends and a new one begins; both are kept. What only this record brought to the former client
    (names, addresses, dates, numbers) no longer counts there. Cases stay where they are.
    Raises NoSuchRecord, OnlyRecordStays, PairNeedsAReason.
    """
    reason = check_reason(because)
    record, client = _lock(record_id, by, at)
    staying = list(SourceRecord.objects.filter(client=client).exclude(id=record.id).order_by("received_at"))
    if not staying:
        raise OnlyRecordStays
    batch = Batch(system=record.system, by=by, at=at)
    received = received_record(record, office_id=client.offices[0])
    fresh = batch.register(received)
    fresh.offices = list(client.offices)
    batch.take_over(fresh, received, before=None)
    batch.announce(
        ClientRegistered(client_id=fresh.id, source_record_id=record.id, system=record.system), fresh.id
    )
    batch.save()
    _link(record, fresh.id, reason, by, at)
    _forget(client, record.facts, record, staying, by, at)
    told = RecordTakenOut(source_record_id=record.id, client_id=fresh.id, from_client_id=client.id)
    announce(told, client_id=client.id, by=by, at=at)
    return fresh.id


def received_record(record: SourceRecord, *, office_id: UUID) -> ReceivedRecord:
    """A held record as it was received: the facts, read back from JSON."""
    facts: dict[str, Any] = dict(record.facts)
    for name in _DATES:
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    facts["address_lines"] = tuple(facts.get("address_lines", ()))
    return ReceivedRecord(
        reference=record.reference,
        extract_on=record.extract_on,
        office_id=office_id,
        as_received=record.as_received,
        **facts,
    )


def _lock(record_id: UUID, by: UUID, at: datetime) -> tuple[SourceRecord, Client]:
    wait_for_other_links()
    scope = records_in_scope(who_acts(by, at))
    held = SourceRecord.objects.filter(scope, id=record_id).values_list("client_id", flat=True).first()
    if held is None:
        raise NoSuchRecord
    client = Client.objects.select_for_update().get(id=held)
    record = SourceRecord.objects.select_for_update(of=("self",)).filter(id=record_id, client=client).first()
    if record is None:
        raise NoSuchRecord
    return record, client


def _link(record: SourceRecord, client_id: UUID, because: str, by: UUID, at: datetime) -> None:
    Link.objects.filter(record=record, ended_at=None).update(ended_at=at, ended_by=by, ended_because=because)
    SourceRecord.objects.filter(id=record.id).update(client=client_id)
    Link.objects.create(
        record=record, client_id=client_id, maker="officer", made_by=by, made_at=at, because=because
    )


def _forget(
    client: Client,
    said: Mapping[str, Any],
    record: SourceRecord,
    staying: Sequence[SourceRecord],
    by: UUID,
    at: datetime,
) -> None:
    """What the record alone brought no longer counts for the client whom it left."""
    for name in _BELIEVED:
        held = getattr(client, name)
        as_said = held.isoformat() if isinstance(held, date) else held
        told = [one.facts[name] for one in staying if name in one.facts]
        if held and said.get(name) == as_said and as_said not in told:
            setattr(client, name, _value(name, told[0]) if told else _nothing(name))
    _end_names(client, said, record, staying, at)
    _end_places(client, said, record, staying, at)
    names = ClientName.objects.filter(client=client)
    keys = {key for one in names for key in name_keys(one.family, one.given)}
    keys |= fact_keys(born_on=client.born_on, national_insurance_number=client.national_insurance_number)
    client.search_keys = sorted(keys | {reference_key(one.reference) for one in staying})
    client.version += 1
    client.changed_at, client.changed_by = at, by
    client.save()


def _end_names(
    client: Client,
    said: Mapping[str, Any],
    record: SourceRecord,
    staying: Sequence[SourceRecord],
    at: datetime,
) -> None:
    """The name that only this record brought goes with it; another record's becomes the one for letters."""
    family, given = said.get("family_name", ""), said.get("given_names", "")
    known = [(one.facts.get("family_name", ""), one.facts.get("given_names", "")) for one in staying]
    if not (family or given) or (family, given) in known:
        return
    own = ClientName.objects.filter(client=client, system=record.system, family=family, given=given)
    was_in_letters = own.filter(kind="letters", ends_on=None).exists()
    own.delete()
    named = next((one for one in known if any(one)), None)
    if was_in_letters and named:
        _write_as(client, *named, at)


def _write_as(client: Client, family: str, given: str, at: datetime) -> None:
    held = ClientName.objects.filter(client=client, kind="held", family=family, given=given, ends_on=None)
    if (other := held.first()) is not None:
        other.kind = "letters"
        other.save(update_fields=["kind"])
    else:
        ClientName.objects.create(client=client, kind="letters", family=family, given=given)
    client.sort_key = sort_key_of(family, given)


def _end_places(
    client: Client,
    said: Mapping[str, Any],
    record: SourceRecord,
    staying: Sequence[SourceRecord],
    at: datetime,
) -> None:
    """Addresses and ways to reach that only this record brought are somebody else's: they go with it."""
    mine = Q(client=client, system=record.system)
    lines, postcode = list(said.get("address_lines", ())), said.get("postcode", "")
    lived = [(list(one.facts.get("address_lines", ())), one.facts.get("postcode", "")) for one in staying]
    if (lines, postcode) not in lived:
        Address.objects.filter(mine, lines=lines, postcode=postcode).delete()
    ways: tuple[Literal["phone", "email"], ...] = ("phone", "email")
    for way in ways:
        if way in said and said[way] not in [one.facts.get(way) for one in staying]:
            ContactPoint.objects.filter(mine, kind=way, value=said[way]).delete()
    speaks = said.get("representative_name")
    if speaks and speaks not in [one.facts.get("representative_name") for one in staying]:
        Representative.objects.filter(mine, name=speaks).delete()


def _value(name: str, told: Any) -> Any:
    return date.fromisoformat(told) if name in _DATES else told


def _nothing(name: str) -> Any:
    return None if name in (*_DATES, "national_insurance_number") else ""
