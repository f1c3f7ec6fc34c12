"""What is held about a client and where: each record with its links, each fact with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    EarlierSourceRecord,
    Link,
    SourceRecord,
)
from upheld.domains.people.permissions import clients_in_scope, records_in_scope
from upheld.domains.people.queries.needs import system_label
from upheld.domains.people.queries.records import ClientRecord, SourceRecordLine
from upheld.domains.people.queries.saying import Said, evidence_in, said_by
from upheld.domains.people.rules.names import fold, show_name
from upheld.domains.people.rules.numbers import show_national_insurance_number
from upheld.domains.people.rules.refusals import NoSuchClient


@dataclass(frozen=True, kw_only=True)
class LinkLine:
    """That a record belongs to a client, since when and until when, and who or what said so.

    `maker` is "first", "number", "arrival", "batch" or "officer"; `evidence` holds (field, level, weight in
    bits); `compared_with` is the reference of the record that it was compared with, where the viewer reads
    that one.
    """

    maker: str
    made_by: UUID
    made_at: datetime
    because: str
    model_version: str
    weight: float | None
    evidence: tuple[tuple[str, str, float], ...]
    compared_with: str
    ended_at: datetime | None
    ended_by: UUID | None
    ended_because: str


@dataclass(frozen=True, kw_only=True)
class EarlierLine:
    """What a record said before, and until when."""

    said: Said
    extract_on: date
    replaced_at: datetime


@dataclass(frozen=True, kw_only=True)
class HeldRecord:
    """What one system holds. `link` is the one that counts; `former` ended before it, the latest first."""

    id: UUID
    system: str
    system_label: str
    reference: str
    extract_on: date
    received_at: datetime
    changed_at: datetime | None
    withdrawn_on: date | None
    said: Said
    as_received: Mapping[str, str]
    link: LinkLine | None
    former: tuple[LinkLine, ...]
    earlier: tuple[EarlierLine, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A system that says something, and as of when."""

    system_label: str
    reference: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class HeldValue:
    """A value of a fact, and the records that say it; none for what was written by hand."""

    value: str | date
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class HeldFact:
    """A fact: the value that we believe, if any, and whatever else is held. `key` is such as "born_on"."""

    key: str
    believed: HeldValue | None
    others: tuple[HeldValue, ...]

    @property
    def is_in_conflict(self) -> bool:
        """Whether records that still stand say something else than what is believed."""
        return self.believed is not None and bool(self.others)


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is held about a client. Only records that the viewer reads are here, and only what they say."""

    client_id: UUID
    records: tuple[HeldRecord, ...]
    facts: tuple[HeldFact, ...]

    @property
    def conflicts(self) -> tuple[HeldFact, ...]:
        """The facts about which records disagree."""
        return tuple(fact for fact in self.facts if fact.is_in_conflict)


_SAID: dict[str, Callable[[Said], str | date | None]] = {
    "name": lambda said: said.name,
    "born_on": lambda said: said.born_on,
    "died_on": lambda said: said.died_on,
    "national_insurance_number": lambda said: said.national_insurance_number,
    "address": lambda said: said.address,
    "phone": lambda said: said.phone,
    "email": lambda said: said.email,
}
"""The facts that are compared, in the order in which they are shown."""


def get_held(client_id: UUID, *, viewer: Viewer, on: date, kind: str = "record") -> Held:
    """What is held about a client and where. Four queries. Raises NoSuchClient.

    `kind` is how the record of who looked tells it: "record", or "print" for what goes to the client.
    """
    client = _with_believed(on).filter(clients_in_scope(viewer), id=client_id).first()
    if client is None:
        raise NoSuchClient
    saw(kind, [client.id])
    held = list(
        SourceRecord.objects.filter(records_in_scope(viewer), client=client).order_by("system", "reference")
    )
    links = _links_of(held, viewer)
    earlier = _earlier_of(held)
    records = tuple(_record(one, links.get(one.id, []), earlier.get(one.id, []), on) for one in held)
    return Held(client_id=client.id, records=records, facts=tuple(_facts(records, _believed(client))))


def find_conflicts(client: ClientRecord) -> tuple[HeldFact, ...]:
    """The facts about which the records of a client disagree, told from what was read already. No query."""
    lived = client.addresses[0].text if client.addresses else None
    believed: dict[str, str | date | None] = {
        "name": client.name if client.family_name or client.given_names else None,
        "born_on": client.strip.born_on,
        "died_on": client.strip.died_on,
        "national_insurance_number": client.strip.national_insurance_number or None,
        "address": lived,
        "phone": client.phones[0].value if client.phones else None,
        "email": client.emails[0].value if client.emails else None,
    }
    facts = _facts(client.source_records, believed)
    return tuple(fact for fact in facts if fact.is_in_conflict)


def _links_of(records: Sequence[SourceRecord], viewer: Viewer) -> dict[UUID, list[LinkLine]]:
    """The links of each record, the latest first."""
    readable = SourceRecord.objects.filter(records_in_scope(viewer), id=OuterRef("compared_with"))
    links = Link.objects.filter(record__in=records).annotate(beside=Subquery(readable.values("reference")))
    lines: dict[UUID, list[LinkLine]] = {}
    for link in links.order_by("-made_at", "-id"):
        lines.setdefault(link.record_id, []).append(_link(link, link.beside or ""))
    return lines


def _earlier_of(records: Sequence[SourceRecord]) -> dict[UUID, list[EarlierLine]]:
    found: dict[UUID, list[EarlierLine]] = {}
    rows = EarlierSourceRecord.objects.filter(record__in=records).defer("as_received")
    for row in rows.order_by("-replaced_at", "-id")[:50]:
        line = EarlierLine(said=said_by(row.facts), extract_on=row.extract_on, replaced_at=row.replaced_at)
        found.setdefault(row.record_id, []).append(line)
    return found


def _with_believed(on: date) -> QuerySet[Client]:
    """Clients with what we go by that stands in rows of its own, in the same query."""
    lasting = Q(client=OuterRef("id")) & (Q(ends_on=None) | Q(ends_on__gt=on))
    addresses = Address.objects.filter(lasting).order_by("-id")
    points = ContactPoint.objects.filter(lasting).order_by("-id")
    names = ClientName.objects.filter(client=OuterRef("id"), kind="letters", ends_on=None)
    return Client.objects.defer("search_keys").annotate(
        named=Subquery(names.values(one=JSONObject(family="family", given="given"))[:1]),
        lived=Subquery(addresses.values(one=JSONObject(lines="lines", postcode="postcode"))[:1]),
        phone=Subquery(points.filter(kind="phone").values("value")[:1]),
        email=Subquery(points.filter(kind="email").values("value")[:1]),
    )


def _believed(client: Any) -> dict[str, str | date | None]:
    """What we go by, as `_with_believed` read it."""
    named, lived = client.named, client.lived
    return {
        "name": show_name(named["family"], named["given"]) if named else None,
        "born_on": client.born_on,
        "died_on": client.died_on,
        "national_insurance_number": show_national_insurance_number(client.national_insurance_number) or None,
        "address": ", ".join(part for part in (*lived["lines"], lived["postcode"]) if part)
        if lived
        else None,
        "phone": client.phone,
        "email": client.email,
    }


def _facts(
    records: Iterable[HeldRecord | SourceRecordLine], believed: Mapping[str, str | date | None]
) -> Iterable[HeldFact]:
    standing = [record for record in records if record.withdrawn_on is None]
    for key, read in _SAID.items():
        said: dict[str, tuple[str | date, list[Source]]] = {}
        for record in standing:
            value = read(record.said)
            if value:
                _, sources = said.setdefault(_comparable(value), (value, []))
                sources.append(
                    Source(
                        system_label=record.system_label, reference=record.reference, as_of=record.extract_on
                    )
                )
        ours = believed[key]
        own = said.pop(_comparable(ours), (ours, []))[1] if ours else []
        if ours is None and not said:
            continue
        yield HeldFact(
            key=key,
            believed=HeldValue(value=ours, sources=tuple(own)) if ours else None,
            others=tuple(HeldValue(value=value, sources=tuple(sources)) for value, sources in said.values()),
        )


def _comparable(value: str | date) -> str:
    """The same for what differs in capitals, accents, spaces or signs only."""
    if isinstance(value, date):
        return value.isoformat()
    return "".join(mark for mark in fold(value) if mark.isalnum())


def _record(
    one: SourceRecord, links: Sequence[LinkLine], earlier: Sequence[EarlierLine], on: date
) -> HeldRecord:
    return HeldRecord(
        id=one.id,
        system=one.system,
        system_label=system_label(one.system, on),
        reference=one.reference,
        extract_on=one.extract_on,
        received_at=one.received_at,
        changed_at=one.changed_at,
        withdrawn_on=one.withdrawn_on,
        said=said_by(one.facts),
        as_received=one.as_received,
        link=next((link for link in links if link.ended_at is None), None),
        former=tuple(link for link in links if link.ended_at is not None),
        earlier=tuple(earlier),
    )


def _link(link: Link, compared_with: str) -> LinkLine:
    return LinkLine(
        maker=link.maker,
        made_by=link.made_by,
        made_at=link.made_at,
        because=link.because,
        model_version=link.model_version,
        weight=link.weight,
        evidence=evidence_in(link.evidence),
        compared_with=compared_with,
        ended_at=link.ended_at,
        ended_by=link.ended_by,
        ended_because=link.ended_because,
    )
