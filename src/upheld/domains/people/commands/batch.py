"""A batch of clients in memory: what they have, what a record adds to it, and saving it all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    EarlierSourceRecord,
    Representative,
    SourceRecord,
)
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.records import ReceivedRecord
from upheld.domains.people.rules.searching import fact_keys, name_keys, reference_key
from upheld.kernel import outbox
from upheld.kernel.copying import copy_in
from upheld.kernel.event import DomainEvent
from upheld.kernel.identifiers import new_id

_FACTS = (
    "family_name", "given_names", "title", "pronouns", "born_on", "died_on", "national_insurance_number",
    "address_lines", "postcode", "phone", "email", "language", "format", "channel", "interpreter",
    "safe_contact", "representative_name", "representative_kind", "benefit", "sex",
)  # fmt: skip
_FILLS = (
    "title", "pronouns", "born_on", "died_on", "national_insurance_number", "language", "format", "channel",
    "interpreter", "safe_contact",
)  # fmt: skip
_CHANGEABLE = (*_FILLS, "offices", "version", "changed_at", "changed_by", "sort_key", "search_keys")
_CHANGED_IN_RECORD = ("as_received", "facts", "digest", "extract_on", "changed_at")

P = TypeVar("P", ClientName, Address, ContactPoint, Representative)


def facts_of(row: ReceivedRecord) -> dict[str, Any]:
    """What a row says, as JSON values; what it does not say is left out."""
    said = ((name, getattr(row, name)) for name in _FACTS)
    return {name: _as_json(value) for name, value in said if value not in ("", None, ())}


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@dataclass
class Batch:
    """The clients of a batch with all that belongs to them, and what is to be saved."""

    system: str
    by: UUID
    at: datetime
    clients: dict[UUID, Client] = field(default_factory=dict)
    names: dict[UUID, list[ClientName]] = field(default_factory=dict)
    addresses: dict[UUID, list[Address]] = field(default_factory=dict)
    points: dict[UUID, list[ContactPoint]] = field(default_factory=dict)
    representatives: dict[UUID, list[Representative]] = field(default_factory=dict)
    new_records: list[SourceRecord] = field(default_factory=list)
    changed_records: list[SourceRecord] = field(default_factory=list)
    earlier: list[EarlierSourceRecord] = field(default_factory=list)
    _new: dict[UUID, Client] = field(default_factory=dict)
    _touched: dict[UUID, Client] = field(default_factory=dict)
    _ended: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    _events: list[tuple[DomainEvent, str]] = field(default_factory=list)

    @classmethod
    def of(cls, client_ids: Iterable[UUID], *, system: str, by: UUID, at: datetime) -> Batch:
        """Lock these clients and load what belongs to them: five queries, none when there are no clients."""
        batch = cls(system=system, by=by, at=at)
        ids = list(client_ids)
        if ids:
            chosen = Client.objects.select_for_update().filter(id__in=ids).order_by("id")
            batch.clients = {client.id: client for client in chosen}
            batch.names = _by_client(ClientName, ids)
            batch.addresses = _by_client(Address, ids)
            batch.points = _by_client(ContactPoint, ids)
            batch.representatives = _by_client(Representative, ids)
        return batch

    def register(self, row: ReceivedRecord, client_id: UUID | None = None) -> Client:
        """A new client, whom the row is the first to name; of this id, if it is given."""
        client = Client(
            id=client_id or new_id(),
            offices=[row.office_id],
            opened_at=self.at,
            changed_at=self.at,
            changed_by=self.by,
        )
        self.clients[client.id] = client
        self._new[client.id] = client
        return client

    def take_over(self, client: Client, row: ReceivedRecord, *, before: Mapping[str, Any] | None) -> None:
        """Add what a row says to its client; `before` are the facts that the row's earlier version said."""
        self._fill(client, row, before or {})
        self._name(client, row, before or {})
        since = row.extract_on if before is not None else None
        self._place(client, row, since)
        self._reach(client, "phone", row.phone, since)
        self._reach(client, "email", row.email, since)
        self._speak(client, row, since)
        if row.office_id not in client.offices:
            client.offices = [*client.offices, row.office_id]
        self._rekey(client, row)
        if client.id not in self._new and client.id not in self._touched:
            client.version += 1
            client.changed_at, client.changed_by = self.at, self.by
            self._touched[client.id] = client

    def announce(self, event: DomainEvent, client_id: UUID) -> None:
        """Record an event with the batch."""
        self._events.append((event, f"client:{client_id}"))

    def save(self) -> None:
        """Write everything."""
        copy_in(list(self._new.values()))
        if self._touched:
            Client.objects.bulk_create(
                self._touched.values(),
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=_CHANGEABLE,
            )
        for kind, ended in self._ended.items():
            kind._default_manager.bulk_update(ended, ["ends_on"])
        for held in (self.names, self.addresses, self.points, self.representatives):
            copy_in([one for several in held.values() for one in several if one._state.adding])
        copy_in(self.new_records)
        if self.changed_records:
            SourceRecord.objects.bulk_create(
                self.changed_records,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=_CHANGED_IN_RECORD,
            )
        copy_in(self.earlier)
        outbox.record_many(self._events, by=self.by, at=self.at)

    def _fill(self, client: Client, row: ReceivedRecord, before: Mapping[str, Any]) -> None:
        born_and_died = client.born_on, client.died_on
        for name in _FILLS:
            value, held = getattr(row, name), getattr(client, name)
            brought_before = name in before and _as_json(held) == before[name]
            if value is not None and value != "" and (not held or brought_before):
                setattr(client, name, value)
            elif brought_before and not value:
                setattr(client, name, getattr(Client(), name))
        if client.born_on and client.died_on and client.died_on < client.born_on:
            client.born_on, client.died_on = born_and_died

    def _name(self, client: Client, row: ReceivedRecord, before: Mapping[str, Any]) -> None:
        family, given = row.family_name, row.given_names
        if not (family or given):
            return
        names = self.names.setdefault(client.id, [])
        live = [name for name in names if name.ends_on is None]
        if any((name.family, name.given) == (family, given) for name in live):
            return
        present = next((name for name in live if name.kind == "letters"), None)
        brought_before = present is not None and present.system == self.system and bool(before)
        for name in live:
            if name.system == self.system and (name.kind == "held" or brought_before):
                self._end(name, row.extract_on)
        in_letters = present is None or brought_before
        names.append(
            ClientName(
                client_id=client.id,
                kind="letters" if in_letters else "held",
                family=family,
                given=given,
                system=self.system,
                starts_on=row.extract_on if before else None,
            )
        )
        if in_letters:
            client.sort_key = sort_key_of(family, given)

    def _place(self, client: Client, row: ReceivedRecord, since: date | None) -> None:
        if not (row.address_lines or row.postcode):
            return
        held = self.addresses.setdefault(client.id, [])
        live = [one for one in held if one.ends_on is None]
        if any((tuple(one.lines), one.postcode) == (row.address_lines, row.postcode) for one in live):
            return
        self._end_own(live, since)
        held.append(
            Address(
                client_id=client.id,
                lines=list(row.address_lines),
                postcode=row.postcode,
                system=self.system,
                starts_on=since,
            )
        )

    def _reach(self, client: Client, kind: str, value: str, since: date | None) -> None:
        held = self.points.setdefault(client.id, [])
        live = [one for one in held if one.ends_on is None and one.kind == kind]
        if not value or any(one.value == value for one in live):
            return
        self._end_own(live, since)
        held.append(
            ContactPoint(client_id=client.id, kind=kind, value=value, system=self.system, starts_on=since)
        )

    def _speak(self, client: Client, row: ReceivedRecord, since: date | None) -> None:
        held = self.representatives.setdefault(client.id, [])
        live = [one for one in held if one.ends_on is None]
        if any((one.name, one.kind) == (row.representative_name, row.representative_kind) for one in live):
            return
        self._end_own(live, since)
        if row.representative_name:
            held.append(
                Representative(
                    id=new_id(),
                    client_id=client.id,
                    name=row.representative_name,
                    kind=row.representative_kind,
                    system=self.system,
                    starts_on=since,
                )
            )

    def _end_own(self, live: Iterable[P], since: date | None) -> None:
        """End what this system's record said before. A first record ends nothing."""
        for one in live:
            if since is not None and one.system == self.system:
                self._end(one, since)

    def _end(self, one: P, day: date) -> None:
        one.ends_on = day
        if not one._state.adding:
            self._ended.setdefault(type(one), []).append(one)

    def _rekey(self, client: Client, row: ReceivedRecord) -> None:
        kept = {key for key in client.search_keys if key[:2] not in ("b:", "i:")}
        facts = fact_keys(born_on=client.born_on, national_insurance_number=client.national_insurance_number)
        names = name_keys(row.family_name, row.given_names)
        client.search_keys = sorted(kept | facts | names | {reference_key(row.reference)})


def _by_client(model: type[P], ids: list[UUID]) -> dict[UUID, list[P]]:
    found: dict[UUID, list[P]] = {}
    for one in model._default_manager.filter(client_id__in=ids).order_by("pk"):
        found.setdefault(one.client_id, []).append(one)
    return found
